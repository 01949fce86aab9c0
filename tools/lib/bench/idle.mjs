/**
 * What the guard costs a request that is not addressed to it: the same page without its file, with an empty file in its
 * place, and with it, in turn.
 */
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { visit } from '../corpus/visit.mjs';
import { quantile } from './quantile.mjs';
import { withStack } from './site.mjs';

/** Page loads of each kind. */
const ROUNDS = 300;

const KINDS = [ 'absent', 'empty', 'present' ];

/** Must-use plugins load in the order of their names: these two come right before and right after the guard. */
const CLOCKS = {
	'0-culprit-guarc.php': '$GLOBALS["bench_start"] = hrtime( true );',
	'0-culprit-guare.php':
		"header( 'X-Bench-Nanoseconds: ' . ( hrtime( true ) - $GLOBALS['bench_start'] ) );",
};

/** Measures and prints. */
export async function benchIdle() {
	process.stdout.write(
		`An ordinary request: the guard's file absent, empty and present, ${ ROUNDS } page loads each\n`
	);
	for ( const opcache of [ '1', '0' ] ) {
		await withStack(
			{
				// As PHP has it; the other tests change files from one request to the next.
				stack: {
					settings: {
						'opcache.enable': opcache,
						realpath_cache_size: '4096k',
					},
				},
			},
			async ( { stack, site } ) =>
				report( opcache, await measure( stack, site.wordpress ) )
		);
	}
}

async function measure( stack, root ) {
	const folder = path.join( root, 'wp-content/mu-plugins' );
	const place = path.join( folder, '0-culprit-guard.php' );
	const aside = Object.fromEntries(
		KINDS.map( ( kind ) => [ kind, path.join( root, `guard-${ kind }` ) ] )
	);
	renameSync( place, aside.present );
	write( aside.empty, '' );
	for ( const [ name, code ] of Object.entries( CLOCKS ) ) {
		write( path.join( folder, name ), code );
	}
	// A file that is younger than two seconds is not kept compiled.
	await pause( 2500 );
	const times = Object.fromEntries(
		KINDS.map( ( kind ) => [ kind, { file: [], page: [] } ] )
	);
	for ( let round = -10; round < ROUNDS; round++ ) {
		// Each kind comes first, second and last equally often.
		for ( let turn = 0; turn < KINDS.length; turn++ ) {
			const kind = KINDS[ ( round + turn + 12 ) % KINDS.length ];
			if ( kind !== 'absent' ) {
				renameSync( aside[ kind ], place );
			}
			const { status, headers, milliseconds } = await visit(
				`${ stack.url }/`
			);
			if ( kind !== 'absent' ) {
				renameSync( place, aside[ kind ] );
			}
			if ( status !== 200 ) {
				throw new Error( `The page answered ${ status }.` );
			}
			if ( round >= 0 ) {
				times[ kind ].file.push(
					Number( headers[ 'x-bench-nanoseconds' ] ) / 1000
				);
				times[ kind ].page.push( milliseconds * 1000 );
			}
		}
	}
	return times;
}

function write( file, code ) {
	writeFileSync( file, `<?php\n${ code }\n` );
	chmodSync( file, 0o644 );
}

/**
 * Prints the medians of the differences of each round.
 *
 * @param {string} opcache 1 or 0.
 * @param {Object} times   Microseconds by kind.
 */
function report( opcache, times ) {
	const beyond = ( what, kind, other ) => {
		const differences = times[ kind ][ what ].map(
			( time, round ) => time - times[ other ][ what ][ round ]
		);
		return `${ quantile( differences, 0.5 ).toFixed( 1 ) }`;
	};
	process.stdout.write(
		`opcache ${
			opcache === '1' ? 'on: ' : 'off:'
		} loading the file costs ${ beyond(
			'file',
			'present',
			'absent'
		) } microseconds, ${ beyond(
			'file',
			'present',
			'empty'
		) } of them its own code, the rest what WordPress does for any must-use plugin; the page as a whole, paired: ${ beyond(
			'page',
			'present',
			'absent'
		) } of ${ quantile( times.absent.page, 0.5 ).toFixed( 0 ) }\n`
	);
}
