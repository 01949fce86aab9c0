/**
 * Plugins that only show under a theme that calls their hook, and those that truly clash with the theme.
 */
import { input, key, observation } from './support/build';
import { look, solve } from './support/site';
import type { Fault } from './support/site';

const OTHER = { template: 'bare', stylesheet: 'bare' };
const shop = {
	...input( { plugins: [ 'one', 'two', 'three' ] } ),
	otherFloorTheme: OTHER,
};

const fault = ( file: string ): Fault => ( {
	members: [ key( 'two' ) ],
	shows: 'fatal',
	at: 'hook',
	file,
} );

/** A search on a site where it shows under these themes only. */
const under = ( themes: string[], file: string ) => {
	const site = { input: shop, faults: [ fault( file ) ] };
	return solve( {
		...site,
		instead: ( question ) =>
			themes.includes( question.configuration.stylesheet )
				? look( site, question )
				: observation( question.configuration ),
	} );
};

test.each( [
	[ 'named by PHP', 'wp-content/plugins/two/two.php' ],
	[ 'silent', 'wp-includes/post.php' ],
] )(
	'a plugin that dies in a hook which the first floor theme never calls is accused without the theme: %s',
	( _, file ) => {
		const { diagnosis, asked } = under( [ 'shop', 'bare' ], file );

		expect( diagnosis.outcome ).toBe( 'culprits-found' );
		expect( diagnosis.culprits.map( ( { members } ) => members ) ).toEqual(
			[ [ key( 'two' ) ] ]
		);
		// The other floor was healthy by itself.
		expect(
			asked.filter(
				( { purpose, configuration } ) =>
					purpose === 'floor' && configuration.stylesheet === 'bare'
			)
		).toHaveLength( 1 );
	}
);

test( 'a plugin that fails under the live theme alone is accused with it', () => {
	const { diagnosis } = under( [ 'shop' ], 'wp-includes/post.php' );

	expect( diagnosis.culprits.map( ( { members } ) => members ) ).toEqual( [
		[ key( 'two' ), 'theme:shop' ],
	] );
} );

test( 'a failure that looks different under the other theme counts when PHP names the same plugin', () => {
	const site = ( shows: Fault[ 'shows' ], running: string ) => ( {
		input: shop,
		faults: [
			{
				members: [ key( 'two' ) ],
				shows,
				at: 'hook' as const,
				running: [ running ],
			},
		],
	} );
	const named = ( running: string ) =>
		solve( {
			...site( 'blank', 'wp-content/plugins/two/two.php' ),
			instead: ( question ) => {
				const { stylesheet } = question.configuration;
				if ( stylesheet === 'bare' ) {
					return look( site( 'cut', running ), question );
				}
				return stylesheet === 'plain'
					? observation( question.configuration )
					: null;
			},
		} ).diagnosis.culprits.map( ( { members } ) => members );

	expect( named( 'wp-content/plugins/two/two.php' ) ).toEqual( [
		[ key( 'two' ) ],
	] );
	expect( named( 'wp-content/mu-plugins/host.php' ) ).toEqual( [
		[ key( 'two' ), 'theme:shop' ],
	] );
} );

test( 'another floor theme that fails by itself clears nobody', () => {
	const { diagnosis } = solve( {
		input: shop,
		faults: [ fault( 'wp-includes/post.php' ) ],
		instead: ( question ) => {
			const { stylesheet } = question.configuration;
			const site = {
				input: shop,
				faults: [ { ...fault( 'wp-includes/post.php' ), members: [] } ],
			};
			if ( stylesheet === 'bare' ) {
				return look( site, question );
			}
			return stylesheet === 'plain'
				? observation( question.configuration )
				: null;
		},
	} );

	expect( diagnosis.culprits.map( ( { members } ) => members ) ).toEqual( [
		[ key( 'two' ), 'theme:shop' ],
	] );
} );
