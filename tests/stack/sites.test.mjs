/**
 * Searches by the terminal on sites that get in a search's way: each names the culprit, or says why it cannot.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
	cpSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isolate } from '../../tools/lib/command.mjs';
import { freshSite, makeLive, stack } from './support.mjs';

const { plugin, always } = freshSite();

const BLANK = 'blank-page/blank-page.php';

const HEALTHY = [ 'healthy-a', 'healthy-b', 'healthy-c' ].map(
	( slug ) => `${ slug }/${ slug }.php`
);

const fixtures = fileURLToPath( new URL( '../fixtures', import.meta.url ) );
const added = [];

before( () => {
	for ( const folder of [
		'plugins/blank-page',
		'treacherous/closed',
		'treacherous/crash-guard',
		'treacherous/must-insert',
		'treacherous/no-rest',
		'treacherous/sessions',
		'treacherous/gzips',
	] ) {
		const place = path.join(
			stack.root,
			'wp-content/plugins',
			path.basename( folder )
		);
		cpSync( path.join( fixtures, folder ), place, { recursive: true } );
		added.push( place );
	}
} );

after( () => {
	for ( const place of added ) {
		rmSync( place, { recursive: true } );
	}
} );

/**
 * Searches.
 *
 * @param {string[]} args More arguments.
 * @param {string}   pool Which server of the stack.
 * @return {Promise<Object>} `code`, what it says for people as `says`, and the diagnosis.
 */
async function search( args = [], pool = 'terminate' ) {
	const { code, output, progress } = await isolate(
		{ ...stack, url: stack.pools[ pool ] },
		{ args }
	);
	return {
		code,
		says: progress,
		...( output === '' ? {} : JSON.parse( output ) ),
	};
}

const blankIsNamed = async ( ...more ) => {
	const { code, culprits, says } = await search( ...more );
	assert.equal( code, 0, says );
	assert.deepEqual(
		culprits.map( ( { members } ) => members.map( ( { id } ) => id ) ),
		[ [ BLANK ] ]
	);
};

const unresolvedFor = async ( reason, ...more ) => {
	const found = await search( ...more );
	assert.equal( found.code, 2, found.says );
	assert.equal( found.outcome, 'unresolved' );
	assert.equal( found.reason, reason );
	assert.deepEqual( found.culprits, [] );
};

for ( const slug of [ 'no-rest', 'sessions', 'gzips', 'crash-guard' ] ) {
	test( `beside ${ slug } the culprit is named`, async () => {
		await makeLive( ...HEALTHY, BLANK, `${ slug }/${ slug }.php` );
		await blankIsNamed();
	} );
}

test( 'beside forty cookies the culprit is named', async () => {
	const cookies = plugin(
		'odd',
		"add_action( 'init', static function () { for ( $i = 0; $i < 40; $i++ ) { setcookie( \"c$i\", '1' ); } } );"
	);
	await makeLive( ...HEALTHY, BLANK, cookies );
	await blankIsNamed();
} );

test( "behind nginx's page cache the culprit is named", async () => {
	await makeLive( ...HEALTHY, BLANK );
	await blankIsNamed( [], 'cached' );
} );

/**
 * A page cache as plugins install them.
 *
 * @param {string}  key   PHP: what is the same for the same page.
 * @param {boolean} obeys Whether it keeps nothing where it is told not to.
 */
const pageCache = ( key, obeys ) => `
$culprit_test_file = WP_CONTENT_DIR . '/cache-' . md5( ${ key } ) . '.html';
if ( 'GET' === $_SERVER['REQUEST_METHOD'] && ! isset( $_GET['rest_route'] ) ) {
	if ( is_file( $culprit_test_file ) ) {
		header( 'X-Cache: HIT' );
		readfile( $culprit_test_file );
		exit;
	}
	ob_start( static function ( $page ) use ( $culprit_test_file ) {
		if ( ${ obeys ? "! defined( 'DONOTCACHEPAGE' ) && " : '' }'' !== $page ) {
			file_put_contents( $culprit_test_file, $page );
		}
		return $page;
	} );
}`;

/**
 * Runs a test with a page cache as a drop-in.
 *
 * @param {string}   dropIn PHP.
 * @param {Function} work
 */
async function withPageCache( dropIn, work ) {
	const config = path.join( stack.root, 'wp-config.php' );
	const usual = readFileSync( config, 'utf8' );
	const content = path.join( stack.root, 'wp-content' );
	always( 'advanced-cache.php', dropIn );
	writeFileSync(
		config,
		usual.replace( '<?php', "<?php define( 'WP_CACHE', true );" )
	);
	try {
		await work( content );
	} finally {
		writeFileSync( config, usual );
		for ( const name of readdirSync( content ) ) {
			if ( /^cache-[0-9a-f]{32}\.html$/.test( name ) ) {
				rmSync( path.join( content, name ) );
			}
		}
	}
}

test( 'behind a page cache that is a drop-in the culprit is named, and no probe is kept', async () => {
	await withPageCache(
		pageCache( "$_SERVER['REQUEST_URI']", true ),
		async ( content ) => {
			await makeLive( ...HEALTHY, BLANK );
			await blankIsNamed();
			const kept = readdirSync( content )
				.filter( ( name ) => name.startsWith( 'cache-' ) )
				.map( ( name ) =>
					readFileSync( path.join( content, name ), 'utf8' )
				);
			assert.equal(
				kept.filter( ( page ) => page.includes( '<!-- culprit ' ) )
					.length,
				0
			);
		}
	);
} );

test( 'a drop-in that answers every visitor with one copy, whatever the address, is told', async () => {
	await withPageCache(
		pageCache( "strtok( $_SERVER['REQUEST_URI'], '?' )", true ),
		async ( content ) => {
			await makeLive( ...HEALTHY, BLANK );
			writeFileSync(
				path.join(
					content,
					`cache-${ createHash( 'md5' ).update( '/' ).digest( 'hex' ) }.html`
				),
				'<html><body>An old copy</body></html>'
			);
			await unresolvedFor( 'cached-copy' );
		}
	);
} );

test( 'a page that only those who are logged in may see is told, and searched as a user', async () => {
	await makeLive( ...HEALTHY, BLANK, 'closed/closed.php' );
	await unresolvedFor( 'sent-to-log-in' );
	await blankIsNamed( [ '--logged-in' ] );
} );

test( 'a plugin that must write is not taken for the fault: the probe disturbs the page, and that is said', async () => {
	await makeLive( ...HEALTHY, BLANK, 'must-insert/must-insert.php' );
	await unresolvedFor( 'probe-disturbs-page' );
} );

test( 'a plugin that must write breaks nothing for visitors, so nothing is reproduced', async () => {
	await makeLive( ...HEALTHY, 'must-insert/must-insert.php' );
	const { outcome, culprits } = await search();
	assert.equal( outcome, 'not-reproduced' );
	assert.deepEqual( culprits, [] );
} );

test( 'basic auth in front keeps the terminal out, and that is said', async () => {
	await makeLive( ...HEALTHY, BLANK );
	const { code, says } = await search( [], 'protected' );
	assert.equal( code, 77 );
	assert.match( says, /asks for a user name and a password of its own/ );
} );

test( 'a site in maintenance is told', async () => {
	await makeLive( ...HEALTHY, BLANK );
	const flag = path.join( stack.root, '.maintenance' );
	writeFileSync( flag, '<?php $upgrading = time();' );
	try {
		const { code, says } = await search();
		assert.equal( code, 69 );
		assert.match( says, /scheduled maintenance/ );
	} finally {
		rmSync( flag );
	}
} );
