/**
 * `npm run bench`: what a probe costs beyond the page's own time, measured on the stack.
 */
import { folders, innocents } from '../tests/fixtures/faults/faults.mjs';
import { visit } from './lib/corpus/visit.mjs';
import { ensureBuild } from './lib/setup.mjs';
import { buildSite } from './lib/site.mjs';
import { startStack } from './lib/stack.mjs';

/** Page loads of each kind. */
const ROUNDS = 100;

/** Kinds of page load, and what a probe of that kind is minted with. */
const KINDS = {
	'ordinary visit': null,
	'observed probe': { mode: 'observe' },
	'guarded probe': { mode: 'guarded' },
	'deep probe': { mode: 'guarded', deep: true },
};

await ensureBuild();
const site = await buildSite( { plugins: folders, active: innocents } );
const stack = await startStack( { folder: site.folder, site } );
try {
	process.stdout.write(
		`WordPress ${ site.provisioned.wordpress }, PHP ${ site.provisioned.php }, ${ innocents.length } plugins, the front page ${ ROUNDS } times each\n\n`
	);
	report( await measure() );
} finally {
	await stack.stop();
	site.remove();
}

/**
 * Loads the page as each kind in turn, so that what slows the machine down slows all of them.
 *
 * @return {Promise<Record<string, number[]>>} Milliseconds by kind.
 */
async function measure() {
	const configuration = await live();
	const times = Object.fromEntries(
		Object.keys( KINDS ).map( ( kind ) => [ kind, [] ] )
	);
	for ( let round = -5; round < ROUNDS; round++ ) {
		for ( const [ kind, wanted ] of Object.entries( KINDS ) ) {
			const probe =
				wanted && ( await mint( { ...wanted, configuration } ) );
			const { status, milliseconds } = await visit(
				probe ? probe.url : `${ stack.url }/?c=${ round + 5 }`,
				{ headers: probe ? { 'X-Culprit-Probe': probe.token } : {} }
			);
			if ( status !== 200 ) {
				throw new Error( `The ${ kind } answered ${ status }.` );
			}
			// The first ones fill caches.
			if ( round >= 0 ) {
				times[ kind ].push( milliseconds );
			}
		}
	}
	return times;
}

/**
 * The live configuration.
 *
 * @return {Promise<Object>} As in schemas/configuration.json.
 */
async function live() {
	return ( await call( 'state' ) ).live;
}

/**
 * Mints one probe; that is not measured.
 *
 * @param {Object} wanted Of schemas/probe-request.json.
 * @return {Promise<Object>} As in schemas/probe.json.
 */
async function mint( wanted ) {
	const { probes } = await call( 'probes', {
		probes: [ { page: '/', ...wanted } ],
	} );
	return probes[ 0 ];
}

/**
 * Calls one of Culprit's routes.
 *
 * @param {string}  route
 * @param {?Object} body
 * @return {Promise<Object>} The answer.
 */
async function call( route, body = null ) {
	const response = await fetch(
		`${ stack.url }/index.php?rest_route=/culprit/v1/${ route }`,
		{
			method: body ? 'POST' : 'GET',
			headers: {
				Authorization: `Basic ${ Buffer.from(
					`${ stack.user }:${ stack.applicationPassword }`
				).toString( 'base64' ) }`,
				'X-Culprit-Pass': 'application-password',
				'Content-Type': 'application/json',
			},
			...( body ? { body: JSON.stringify( body ) } : {} ),
		}
	);
	if ( ! response.ok ) {
		throw new Error(
			`${ route }: ${ response.status } ${ await response.text() }`
		);
	}
	return response.json();
}

/**
 * Prints medians, and what each kind costs beyond an ordinary visit.
 *
 * @param {Record<string, number[]>} times
 */
function report( times ) {
	const ordinary = quantile( times[ 'ordinary visit' ], 0.5 );
	for ( const [ kind, all ] of Object.entries( times ) ) {
		const median = quantile( all, 0.5 );
		process.stdout.write(
			`${ kind.padEnd( 16 ) } median ${ median.toFixed( 1 ) } ms, 90 % within ${ quantile(
				all,
				0.9
			).toFixed( 1 ) } ms${
				kind in KINDS && KINDS[ kind ]
					? `, ${ ( median - ordinary ).toFixed( 1 ) } ms beyond the page's own time`
					: ''
			}\n`
		);
	}
}

function quantile( values, share ) {
	const sorted = [ ...values ].sort( ( a, b ) => a - b );
	return sorted[ Math.floor( ( sorted.length - 1 ) * share ) ];
}
