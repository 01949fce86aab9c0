/**
 * What a walk asks for, in which order, and what it leaves alone.
 */
import { walk, type WalkOptions } from '../walk';
import { BAD_GATEWAY, visit } from '../../layers/test/support/walks';
import type { Asked } from '../../site/visitor';
import type { Visit } from '../../layers/types';

const REFUSED = {
	code: 'culprit_server_error',
	sentence: 'The server answered 500.',
	advice: '',
	status: 500,
};

/** A walk on a site that answers as told; gives what it asked for, too. */
async function walked(
	answer: ( asked: Asked, number: number ) => Partial< Visit >,
	more: Partial< WalkOptions > = {}
) {
	const asked: Asked[] = [];
	let clock = 0;
	const seen = await walk( {
		home: 'https://example.org/',
		site: 'https://example.org/index.php',
		page: '/shop/',
		visitor: async ( one ) => {
			asked.push( one );
			return visit( {
				target: one.target,
				as: one.as ?? 'visitor',
				url: one.url,
				at: clock++,
				...answer( one, asked.length ),
			} );
		},
		enter: async () => REFUSED,
		now: () => clock++,
		wait: async () => {},
		...more,
	} );
	return { seen, asked, targets: asked.map( ( { target } ) => target ) };
}

it( 'asks for the page five times, then for what needs less and less of the server', async () => {
	const { targets, asked } = await walked( () => ( {} ) );
	expect( targets ).toEqual( [
		...Array( 5 ).fill( 'page' ),
		'static',
		'php',
		'page-uncached',
		'page',
	] );
	expect( asked.at( -1 ) ).toMatchObject( { as: 'phone' } );
	for ( const { url } of asked ) {
		expect( url ).toMatch( /^https:\/\/example\.org\// );
	}
} );

it( 'a page that hangs is asked for twice only, and not once more as a phone: each may hold a PHP worker', async () => {
	const { targets } = await walked( ( { target } ) =>
		target === 'static' ? {} : { status: null, networkError: 'timeout' }
	);
	expect( targets.filter( ( one ) => one === 'page' ) ).toHaveLength( 2 );
} );

it( 'a stop ends it at once, and what was not asked is null', async () => {
	const leaving = new AbortController();
	const { seen, targets } = await walked(
		( _, number ) => {
			if ( number === 2 ) {
				leaving.abort();
			}
			return {};
		},
		{ signal: leaving.signal }
	);
	expect( targets ).toEqual( [ 'page', 'page' ] );
	expect( seen ).toMatchObject( {
		file: null,
		php: null,
		uncached: null,
		refused: null,
	} );
} );

it( 'the stand-alone file is asked only where the page fails and nobody else could say where WordPress dies', async () => {
	const start = jest.fn( async () => ( {
		started: false,
		database: true,
		death: { file: 'wp-content/db.php', line: 3, message: 'Boom' },
	} ) );
	await walked( () => ( {} ), { start } );
	expect( start ).not.toHaveBeenCalled();

	const named = await walked( () => BAD_GATEWAY, {
		start,
		enter: async () => ( {
			...REFUSED,
			death: {
				file: 'wp-content/mu-plugins/a.php',
				line: 1,
				message: 'x',
			},
		} ),
	} );
	expect( start ).not.toHaveBeenCalled();
	expect( named.seen.death?.seenBy ).toBe( 'guard' );

	const { seen } = await walked( () => BAD_GATEWAY, { start } );
	expect( start ).toHaveBeenCalledTimes( 1 );
	expect( seen.death ).toEqual( {
		file: 'wp-content/db.php',
		line: 3,
		message: 'Boom',
		seenBy: 'stand-alone-file',
	} );
} );

it( 'the file of an update is looked at only where the page says that there is one', async () => {
	const { targets } = await walked( ( { target } ) =>
		target === 'page'
			? {
					status: 503,
					headers: { 'retry-after': '600' },
					excerpt: 'Briefly unavailable for scheduled maintenance.',
				}
			: {}
	);
	expect( targets ).toContain( 'maintenance' );
	const healthy = await walked( () => ( {} ) );
	expect( healthy.targets ).not.toContain( 'maintenance' );
} );

it( 'in a browser its own copy and the page as its user gets it are asked for, and no phone', async () => {
	const { asked, seen } = await walked(
		( { target } ) =>
			target === 'page-kept'
				? { status: null, networkError: 'unreachable' }
				: {},
		{ browser: { serviceWorker: () => 'https://example.org/sw.js' } }
	);
	expect(
		asked.find( ( { target } ) => target === 'page-kept' )?.init
	).toMatchObject( { cache: 'only-if-cached' } );
	expect( asked.some( ( { as } ) => as === 'user' ) ).toBe( true );
	expect( asked.some( ( { as } ) => as === 'phone' ) ).toBe( false );
	// Where it has kept nothing, that is no failing page.
	expect( seen.kept ).toBe( null );
	expect( seen.serviceWorker ).toBe( 'https://example.org/sw.js' );
} );
