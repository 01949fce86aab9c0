/**
 * What a probe costs beyond the page's own time, measured on the stack.
 */
import { innocents } from '../../../tests/fixtures/faults/faults.mjs';
import { visit } from '../corpus/visit.mjs';
import { call } from './call.mjs';
import { quantile } from './quantile.mjs';
import { withStack } from './site.mjs';

/** Page loads of each kind. */
const ROUNDS = 100;

/** Kinds of page load, and what a probe of that kind is minted with. */
const KINDS = {
	'ordinary visit': null,
	'observed probe': { mode: 'observe' },
	'guarded probe': { mode: 'guarded' },
	'deep probe': { mode: 'guarded', deep: true },
};

/** Measures and prints. */
export const benchProbes = () =>
	withStack( {}, async ( { stack, site } ) => {
		process.stdout.write(
			`A probe: WordPress ${ site.provisioned.wordpress }, PHP ${ site.provisioned.php }, ${ innocents.length } plugins, the front page ${ ROUNDS } times each\n`
		);
		report( await measure( stack ) );
	} );

/**
 * Loads the page as each kind in turn, so that what slows the machine down slows all of them.
 *
 * @param {Object} stack As startStack() gave it.
 * @return {Promise<Record<string, number[]>>} Milliseconds by kind.
 */
async function measure( stack ) {
	const configuration = ( await call( stack, 'state' ) ).live;
	const times = Object.fromEntries(
		Object.keys( KINDS ).map( ( kind ) => [ kind, [] ] )
	);
	for ( let round = -5; round < ROUNDS; round++ ) {
		for ( const [ kind, wanted ] of Object.entries( KINDS ) ) {
			const probe =
				wanted && ( await mint( stack, { ...wanted, configuration } ) );
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
 * Mints one probe; that is not measured.
 *
 * @param {Object} stack
 * @param {Object} wanted Of schemas/probe-request.json.
 * @return {Promise<Object>} As in schemas/probe.json.
 */
async function mint( stack, wanted ) {
	const { probes } = await call( stack, 'probes', {
		probes: [ { page: '/', ...wanted } ],
	} );
	return probes[ 0 ];
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
