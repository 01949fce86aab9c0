/**
 * Where WordPress comes from when the network or the cache is not as it should be.
 */
import assert from 'node:assert/strict';
import {
	existsSync,
	linkSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { cacheFolder, wordpressTree } from '../wordpress.mjs';
import { fakeNpm, tempFolder } from './fake-npm.mjs';

const TARBALL = 'wp-studio-1.22.0.tgz';

function useCache( context, folder ) {
	const before = process.env.CULPRIT_CACHE;
	process.env.CULPRIT_CACHE = folder;
	context.after( () => {
		if ( undefined === before ) {
			delete process.env.CULPRIT_CACHE;
		} else {
			process.env.CULPRIT_CACHE = before;
		}
	} );
}

test( 'the tree is the release, is kept, and is mended without a network', async ( t ) => {
	// The one real download, unless it was made before.
	await wordpressTree();
	const real = path.join( cacheFolder(), TARBALL );
	const cache = tempFolder( t );
	try {
		linkSync( real, path.join( cache, TARBALL ) );
	} catch {
		writeFileSync( path.join( cache, TARBALL ), readFileSync( real ) );
	}
	useCache( t, cache );
	const npm = fakeNpm( t, 'process.exit( 1 );' );

	const tree = await wordpressTree( '7.1.1' );
	assert.match(
		readFileSync( path.join( tree, 'wp-includes/version.php' ), 'utf8' ),
		/\$wp_version = '7\.1\.1';/
	);
	assert.ok( ! existsSync( path.join( tree, 'wp-config.php' ) ) );
	assert.deepEqual( readdirSync( path.join( tree, 'wp-content/themes' ) ), [
		'index.php',
		'twentytwentyfive',
		'twentytwentyfour',
		'twentytwentythree',
	] );

	const made = statSync( tree ).ino;
	assert.equal( await wordpressTree( '7.1.1' ), tree );
	assert.equal( statSync( tree ).ino, made, 'a whole tree is left alone' );

	const cut = path.join( tree, 'wp-settings.php' );
	const { size } = statSync( cut );
	truncateSync( cut, 100 );
	rmSync( path.join( tree, 'wp-admin/js' ), { recursive: true } );
	await wordpressTree( '7.1.1' );
	assert.equal( statSync( cut ).size, size );
	assert.ok( existsSync( path.join( tree, 'wp-admin/js/common.js' ) ) );

	assert.deepEqual(
		readdirSync( cache ).sort(),
		[ TARBALL, 'wordpress-7.1.1' ].sort()
	);
	assert.deepEqual( npm.calls(), [] );
} );

test( 'without a network it says so', async ( t ) => {
	useCache( t, tempFolder( t ) );
	fakeNpm(
		t,
		`console.error( 'getaddrinfo ENOTFOUND' ); process.exit( 1 );`
	);

	await assert.rejects( wordpressTree( '7.1.1' ), ( error ) => {
		assert.match(
			error.message,
			/WordPress 7\.1\.1 could not be downloaded/
		);
		assert.match( error.message, /Check the network connection/ );
		assert.match( error.message, /ENOTFOUND/ );
		return true;
	} );
	assert.deepEqual( readdirSync( cacheFolder() ), [] );
} );

test( 'another file than the expected one is thrown away', async ( t ) => {
	useCache( t, tempFolder( t ) );
	fakeNpm( t, `fs.writeFileSync( '${ TARBALL }', 'something else' );` );

	await assert.rejects(
		wordpressTree( '7.1.1' ),
		/not the file that was expected, so it was thrown away/
	);
	assert.deepEqual( readdirSync( cacheFolder() ), [] );
} );

test( 'a version that nobody has is refused', async () => {
	await assert.rejects( wordpressTree( '4.9' ), /Choose one of 7\.1\.1, / );
} );
