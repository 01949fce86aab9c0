import fc from 'fast-check';
import { runs } from '../../engine/test/support/property';
import type { Member } from '../../run/report';
import { nextSteps } from '../next';
import { state } from '../ticket/test/support/material';

const member = ( changed: Partial< Member > = {} ): Member => ( {
	kind: 'plugin',
	id: 'acme-forms/acme-forms.php',
	name: 'Acme Forms',
	version: '2.1.3',
	...changed,
} );

const urls = ( given: Member, site = state ) =>
	Object.fromEntries(
		nextSteps( given, site ).map( ( { kind, url } ) => [ kind, url ] )
	);

const ALLOWED = [
	'https://example.org',
	'https://wordpress.org',
	'https://themes.svn.wordpress.org',
];

describe( 'what to do next', () => {
	it( 'about a plugin is to update, to go back, to ask, or to take another', () => {
		const steps = nextSteps( member(), state );
		expect( steps.map( ( { kind, url } ) => [ kind, url ] ) ).toEqual( [
			[ 'update', 'https://example.org/wp-admin/update-core.php' ],
			[
				'roll-back',
				'https://wordpress.org/plugins/acme-forms/advanced/',
			],
			[ 'forum', 'https://wordpress.org/support/plugin/acme-forms/' ],
			[
				'alternatives',
				'https://wordpress.org/plugins/search/Acme+Forms/',
			],
		] );
		expect( steps[ 0 ]?.sentence ).toContain( 'Version 2.2 is out' );
		expect( steps[ 2 ]?.sentence ).toContain( 'Acme Ltd' );
	} );

	it( 'is no update where there is none', () => {
		expect(
			urls( member( { id: 'beacon-shop/beacon-shop.php' } ) )
		).not.toHaveProperty( 'update' );
	} );

	it( 'is to ask the author of a plugin that has no folder of its own', () => {
		const site = {
			...state,
			plugins: state.plugins.map( ( plugin ) =>
				plugin.name === 'Acme Forms'
					? { ...plugin, id: 'acme.php' }
					: plugin
			),
		};
		const steps = nextSteps( member( { id: 'acme.php' } ), site );
		expect( steps.map( ( { kind } ) => kind ) ).toEqual( [
			'update',
			'author',
			'alternatives',
		] );
		expect( steps[ 1 ]?.sentence ).toContain( 'Acme Ltd' );
	} );

	it( 'is to ask who made it where the folder can be no name of the directory', () => {
		expect(
			urls( member( { id: 'Acme_Pro/acme.php', name: '' } ) )
		).toEqual( {
			author: null,
			alternatives: 'https://wordpress.org/plugins/search/Acme+Pro/',
		} );
	} );

	it( 'about a theme is the same in the places of themes', () => {
		expect(
			urls( member( { kind: 'theme', id: 'harbour', name: 'Harbour' } ) )
		).toEqual( {
			'roll-back': 'https://themes.svn.wordpress.org/harbour/',
			forum: 'https://wordpress.org/support/theme/harbour/',
			alternatives: 'https://wordpress.org/themes/search/Harbour/',
		} );
	} );

	it( 'about a child theme is to ask who made it', () => {
		expect(
			urls(
				member( {
					kind: 'theme',
					id: 'harbour-child',
					name: 'Harbour Child',
				} )
			)
		).toHaveProperty( 'author' );
	} );

	it( 'in a network begins in the network’s own administration', () => {
		const network = {
			...state,
			environment: { ...state.environment, multisite: true },
		};
		expect( urls( member(), network )[ 'update' ] ).toBe(
			'https://example.org/wp-admin/network/update-core.php'
		);
	} );

	it( 'leads to WordPress.org and to the site only, whatever a plugin calls itself', () => {
		fc.assert(
			fc.property(
				fc.constantFrom< Member[ 'kind' ] >( 'plugin', 'theme' ),
				fc.string( { unit: 'grapheme', maxLength: 60 } ),
				fc.string( { unit: 'grapheme', maxLength: 60 } ),
				( kind, id, name ) => {
					const hosts = nextSteps(
						member( { kind, id, name } ),
						state
					)
						.flatMap( ( { url } ) =>
							url === null ? [] : [ new URL( url ) ]
						)
						.map(
							( { origin, search, hash } ) =>
								origin + search + hash
						);
					expect( ALLOWED ).toEqual(
						expect.arrayContaining( hosts )
					);
				}
			),
			runs( 101, 500 )
		);
	} );

	it( 'leads nowhere where the address of the site is a script', () => {
		const hostile = {
			...state,
			environment: {
				...state.environment,
				site: 'javascript:alert(1)//',
			},
		};
		expect( urls( member(), hostile )[ 'update' ] ).toBeNull();
	} );
} );
