/**
 * Forty plugins whose pages do real work, one of which breaks the page in the way that is asked for.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const COUNT = 40;

/** Which one breaks the page, and which one it needs for that in a pair. */
const BREAKS = 27;
const NEEDED = 13;

const slug = ( number ) => `works-${ String( number ).padStart( 2, '0' ) }`;

const file = ( number ) => `${ slug( number ) }/${ slug( number ) }.php`;

/** All of them, in their order: files. */
export const active = Array.from( { length: COUNT }, ( _, index ) =>
	file( index + 1 )
);

/**
 * The ways to break it; which of them is asked for stands in a file beside the plugin, so that PHP need not compile it anew.
 *
 * `silent blank page`, `pair` and `flaky` end without a word of PHP's; `flaky` fails on two of five loads, by their
 * number.
 */
export const FAULTS = {
	'load fatal': { members: [ BREAKS ], code: 'culprit_bench_missing();' },
	'hook death': {
		members: [ BREAKS ],
		code: "add_action( 'wp_head', static function () { culprit_bench_missing(); } );",
	},
	'silent blank page': {
		members: [ BREAKS ],
		code: "add_action( 'template_redirect', static function () { register_shutdown_function( 'ob_end_clean' ); ob_start(); exit; } );",
	},
	pair: {
		members: [ NEEDED, BREAKS ],
		code: `add_action( 'template_redirect', static function () { if ( function_exists( 'culprit_bench_${ NEEDED }' ) ) { exit; } } );`,
	},
	flaky: {
		members: [ BREAKS ],
		code: "add_action( 'template_redirect', static function () { $count = fopen( __DIR__ . '/count', 'c+' ); flock( $count, LOCK_EX ); $number = (int) fgets( $count ); rewind( $count ); fwrite( $count, (string) ( $number + 1 ) ); fclose( $count ); if ( hexdec( substr( md5( 'loads' . $number ), 0, 4 ) ) % 5 < 2 ) { status_header( 500 ); exit; } } );",
	},
};

/**
 * Who is to be named.
 *
 * @param {string} fault Of FAULTS.
 */
export const culpritsOf = ( fault ) => FAULTS[ fault ].members.map( file );

/**
 * Writes the plugins.
 *
 * @param {string} folder Where.
 * @return {string[]} Their folders.
 */
export function writePlugins( folder ) {
	return Array.from( { length: COUNT }, ( _, index ) => {
		const place = path.join( folder, slug( index + 1 ) );
		mkdirSync( place, { recursive: true } );
		writeFileSync(
			path.join( folder, file( index + 1 ) ),
			code( index + 1 )
		);
		return place;
	} );
}

/**
 * Breaks the page in another way from the next load on.
 *
 * @param {string}  plugins Folder of the site's plugins.
 * @param {?string} fault   Of FAULTS; null for none.
 * @param {number}  load    The number that the next load gets: where among its numbers a fault that comes and goes begins.
 */
export function breakBy( plugins, fault, load = 0 ) {
	const place = path.join( plugins, slug( BREAKS ) );
	writeFileSync( path.join( place, 'fault' ), fault ?? '' );
	writeFileSync( path.join( place, 'count' ), String( load ) );
	// Workers are another account.
	chmodSync( path.join( place, 'count' ), 0o666 );
}

/**
 * A plugin that asks the database, hashes, sorts, matches and prints, some ten milliseconds in all.
 *
 * @param {number} number Its number, from 1 on.
 */
function code( number ) {
	const own =
		number === BREAKS
			? `$fault = (string) file_get_contents( __DIR__ . '/fault' );\n${ Object.entries(
					FAULTS
				)
					.map(
						( [ name, fault ] ) =>
							`if ( '${ name }' === $fault ) { ${ fault.code } }`
					)
					.join( '\n' ) }`
			: '';
	return `<?php
/**
 * Plugin Name: Works ${ number }
 * Version: 1.0.0
 */
defined( 'ABSPATH' ) || exit;
function culprit_bench_${ number }() {
	global $wpdb;
	$rows = $wpdb->get_results( "SELECT option_name, LENGTH( option_value ) AS size FROM $wpdb->options WHERE option_name LIKE '%${ number }%' ORDER BY size LIMIT 20" );
	$words = array();
	for ( $turn = 0; $turn < 6000; $turn++ ) {
		$words[] = hash( 'sha256', $turn . '${ number }' . count( $rows ) );
	}
	sort( $words );
	return preg_match_all( '/[0-9]{3,}[a-f]/', implode( ' ', $words ) );
}
add_action( 'init', 'culprit_bench_${ number }' );
add_action( 'wp_footer', static function () {
	printf( '<p>%s</p>', esc_html( sprintf( 'Works ${ number }: %d', culprit_bench_${ number }() ) ) );
} );
${ own }
`;
}
