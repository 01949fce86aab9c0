/**
 * How much sooner a search ends when it asks several questions at once, on pages that do real work.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { isolate } from '../command.mjs';
import { buildSite } from '../site.mjs';
import { ensureBuild } from '../setup.mjs';
import { startStack } from '../stack.mjs';
import { visit } from '../corpus/visit.mjs';
import { writePart } from './document.mjs';
import {
	active,
	breakBy,
	culpritsOf,
	FAULTS,
	writePlugins,
} from './parallel/plugins.mjs';
import { quantile } from './quantile.mjs';

const WORKERS = 8;

/** Pairs of searches for each fault, one sequential and one parallel, in turns. */
const PAIRS = 3;

const AT_ONCE = 3;

/** Measures, prints and writes. */
export async function benchParallel() {
	await ensureBuild();
	const folder = mkdtempSync( path.join( tmpdir(), 'culprit-bench-' ) );
	try {
		const site = await buildSite( {
			plugins: writePlugins( folder ),
			active,
		} );
		const stack = await startStack( {
			folder: site.folder,
			site,
			workers: WORKERS,
		} );
		try {
			await measure(
				stack,
				path.join( site.wordpress, 'wp-content/plugins' )
			);
		} finally {
			await stack.stop();
			site.remove();
		}
	} finally {
		rmSync( folder, { recursive: true, force: true } );
	}
}

async function measure( stack, plugins ) {
	breakBy( plugins, null );
	const page = quantile( await loads( stack ), 0.5 );
	const rows = [];
	process.stdout.write(
		`Parallel: ${ active.length } plugins, a page takes ${ page.toFixed(
			0
		) } ms\n`
	);
	for ( const fault of Object.keys( FAULTS ) ) {
		const pairs = [];
		for ( let pair = 0; pair < PAIRS; pair++ ) {
			const both = {};
			// In turns, so that neither is always the first.
			for ( const atOnce of pair % 2 === 0
				? [ 1, AT_ONCE ]
				: [ AT_ONCE, 1 ] ) {
				breakBy( plugins, fault, 1000 * ( pair + 1 ) );
				// What an earlier search found would lead the next one.
				await stack.sql( 'DELETE FROM wp_culprit_runs' );
				both[ atOnce ] = await searched( stack, fault, atOnce );
			}
			pairs.push( both );
		}
		const row = {
			fault,
			sequential: middle( pairs.map( ( both ) => both[ 1 ] ) ),
			parallel: middle( pairs.map( ( both ) => both[ AT_ONCE ] ) ),
			ratio: quantile(
				pairs.map(
					( both ) => both[ AT_ONCE ].seconds / both[ 1 ].seconds
				),
				0.5
			),
		};
		rows.push( row );
		process.stdout.write( `${ line( row ) }\n` );
	}
	const ratios = rows.map( ( { ratio } ) => ratio );
	const end = `Median of the ratios ${ quantile( ratios, 0.5 ).toFixed(
		2
	) } (wanted: at most 0.70), the largest ${ Math.max( ...ratios ).toFixed(
		2
	) } (wanted: at most 0.85).`;
	process.stdout.write( `${ end }\n` );
	writePart( 'parallel', section( page, rows, end ) );
}

/**
 * How long the healthy page takes, load by load, in milliseconds.
 *
 * @param {Object} stack As startStack() gave it.
 */
async function loads( stack ) {
	const times = [];
	for ( let load = 0; load < 7; load++ ) {
		times.push( ( await visit( `${ stack.url }/` ) ).milliseconds );
	}
	return times.slice( 2 );
}

async function searched( stack, fault, atOnce ) {
	const before = pageLoads( stack );
	const begun = performance.now();
	const { output, progress } = await isolate( stack, {
		args: [ '--at-once', String( atOnce ) ],
	} );
	const seconds = ( performance.now() - begun ) / 1000;
	if ( output === '' ) {
		throw new Error( `${ fault }: no report\n${ progress }` );
	}
	const { culprits = [], probes } = JSON.parse( output );
	const named = culprits.map( ( { members } ) =>
		members.map( ( { id } ) => id )
	);
	if (
		JSON.stringify( named ) !== JSON.stringify( [ culpritsOf( fault ) ] )
	) {
		throw new Error(
			`${ fault }: named ${ JSON.stringify( named ) }\n${ progress }`
		);
	}
	return { seconds, probes, sent: pageLoads( stack ) - before };
}

/**
 * How often the front page was asked for so far: also by probes whose answer nobody needed, and by looks at caches.
 *
 * @param {Object} stack As startStack() gave it.
 */
function pageLoads( stack ) {
	const log = readFileSync( path.join( stack.folder, 'access.log' ), 'utf8' );
	return log.match( /"GET \/(?:\?\S*)? HTTP/g )?.length ?? 0;
}

const middle = ( searches ) =>
	Object.fromEntries(
		[ 'seconds', 'probes', 'sent' ].map( ( what ) => [
			what,
			quantile(
				searches.map( ( search ) => search[ what ] ),
				0.5
			),
		] )
	);

const words = ( { seconds, probes, sent } ) =>
	`${ seconds.toFixed( 1 ) } s (${ probes } probes, ${ sent } page loads)`;

const line = ( { fault, sequential, parallel, ratio } ) =>
	`${ fault.padEnd( 18 ) } ${ words( sequential ) } one by one, ${ words(
		parallel
	) } up to ${ AT_ONCE } at once: ${ ratio.toFixed( 2 ) }`;

function section( page, rows, end ) {
	return [
		'## Several questions at once',
		'',
		`On nginx, PHP-FPM (${ WORKERS } workers) and MariaDB, on ${ cpus().length } cores: ${ active.length } plugins that hash, sort, match and ask the database; the whole page takes ${ page.toFixed( 0 ) } ms. Wall time of the command from its start to its end, the middle of ${ PAIRS } pairs in turns; each search named exactly who it was. Page loads are all that the front page was asked for, also by probes whose answer was not needed. The fault that comes and goes shows on two of five loads, by their number: on the same numbers in both searches of a pair, which still may meet other pages there. Repeat it with \`npm run bench -- parallel\`.`,
		'',
		`| fault | one by one | up to ${ AT_ONCE } at once | ratio |`,
		'|---|---|---|---|',
		...rows.map(
			( { fault, sequential, parallel, ratio } ) =>
				`| ${ fault } | ${ words( sequential ) } | ${ words( parallel ) } | ${ ratio.toFixed( 2 ) } |`
		),
		'',
		end,
	].join( '\n' );
}
