/**
 * What the guard costs a request that is not addressed to it: the same page with and without its file, in turn.
 */
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { visit } from '../corpus/visit.mjs';
import { quantile } from './quantile.mjs';
import { withStack } from './site.mjs';

/** Pairs of page loads. */
const ROUNDS = 300;

/** Must-use plugins load in the order of their names: these two come right before and right after the guard. */
const CLOCKS = {
	'0-culprit-guarc.php': '$GLOBALS["bench_start"] = hrtime( true );',
	'0-culprit-guare.php': `header( 'X-Bench-Nanoseconds: ' . ( hrtime( true ) - $GLOBALS["bench_start"] ) );
header( 'X-Bench-Opcache: ' . ( opcache_is_script_cached( WPMU_PLUGIN_DIR . '/0-culprit-guarc.php' ) && ini_get( 'opcache.enable' ) ? 'on' : 'off' ) );`,
};

/** Measures and prints. */
export async function benchIdle() {
	process.stdout.write(
		`An ordinary request: guard absent against present, ${ ROUNDS } pairs each\n`
	);
	for ( const opcache of [ 'on', 'off' ] ) {
		await withStack( {}, async ( { stack, site } ) => {
			const times = await measure( stack, site.wordpress, opcache );
			report( opcache, times );
		} );
	}
}

async function measure( stack, root, opcache ) {
	// PHP-FPM reads it for the whole site.
	const settings = path.join( root, '.user.ini' );
	writeFileSync( settings, `opcache.enable = ${ opcache }\n` );
	chmodSync( settings, 0o644 );
	const folder = path.join( root, 'wp-content/mu-plugins' );
	for ( const [ name, code ] of Object.entries( CLOCKS ) ) {
		writeFileSync( path.join( folder, name ), `<?php\n${ code }\n` );
		chmodSync( path.join( folder, name ), 0o644 );
	}
	const guard = path.join( folder, '0-culprit-guard.php' );
	const away = path.join( root, 'guard-away' );
	// A file that is younger than two seconds is not kept compiled.
	await pause( 2500 );
	const times = {
		absent: { stub: [], page: [] },
		present: { stub: [], page: [] },
	};
	for ( let round = -10; round < ROUNDS; round++ ) {
		for ( const kind of round % 2
			? [ 'present', 'absent' ]
			: [ 'absent', 'present' ] ) {
			if ( kind === 'absent' ) {
				renameSync( guard, away );
			}
			const { status, headers, milliseconds } = await visit(
				`${ stack.url }/`
			);
			if ( kind === 'absent' ) {
				renameSync( away, guard );
			}
			if ( status !== 200 ) {
				throw new Error( `The page answered ${ status }.` );
			}
			// The settings of a folder are read every five minutes, so the first workers may not know them yet.
			if ( round >= 0 ) {
				if ( headers[ 'x-bench-opcache' ] !== opcache ) {
					throw new Error(
						`opcache is ${ headers[ 'x-bench-opcache' ] }.`
					);
				}
				times[ kind ].stub.push(
					Number( headers[ 'x-bench-nanoseconds' ] ) / 1000
				);
				times[ kind ].page.push( milliseconds * 1000 );
			}
		}
	}
	rmSync( settings );
	return times;
}

/**
 * Prints the medians of the differences of each pair.
 *
 * @param {string} opcache       on or off.
 * @param {Object} times         Microseconds.
 * @param {Object} times.absent
 * @param {Object} times.present
 */
function report( opcache, { absent, present } ) {
	const [ stub, page ] = [ 'stub', 'page' ].map( ( what ) =>
		present[ what ].map( ( time, index ) => time - absent[ what ][ index ] )
	);
	process.stdout.write(
		`opcache ${ opcache.padEnd( 4 ) } the guard's file: median ${ quantile(
			stub,
			0.5
		).toFixed( 1 ) } microseconds, 90 % within ${ quantile(
			stub,
			0.9
		).toFixed( 1 ) }; the whole page, paired: median difference ${ quantile(
			page,
			0.5
		).toFixed( 0 ) } microseconds of ${ quantile(
			absent.page,
			0.5
		).toFixed( 0 ) }\n`
	);
}
