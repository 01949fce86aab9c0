/**
 * When packages are installed and the build is made, and when not.
 */
import assert from 'node:assert/strict';
import {
	mkdirSync,
	rmSync,
	unlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ensureBuild, ensureNodeModules } from '../setup.mjs';
import { fakeNpm, tempFolder } from './fake-npm.mjs';

const INSTALLS = `
	fs.mkdirSync( 'node_modules', { recursive: true } );
	fs.writeFileSync( 'node_modules/.package-lock.json', process.env.PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD );
`;

const BUILDS = `
	fs.mkdirSync( 'build/dashboard', { recursive: true } );
	fs.mkdirSync( 'build/cli', { recursive: true } );
	fs.writeFileSync( 'build/cli/culprit.mjs', '' );
`;

/**
 * Sets when a file changed.
 *
 * @param {string} file
 * @param {number} seconds From now; negative for the past.
 */
function age( file, seconds ) {
	const time = Date.now() / 1000 + seconds;
	utimesSync( file, time, time );
}

function checkout( context ) {
	const folder = tempFolder( context );
	for ( const name of [ 'src/engine', 'schemas' ] ) {
		mkdirSync( path.join( folder, name ), { recursive: true } );
	}
	const files = [
		'package-lock.json',
		'webpack.config.js',
		'src/engine/old.ts',
		'src/engine/search.ts',
		'schemas/probe.json',
	];
	for ( const name of files ) {
		writeFileSync( path.join( folder, name ), '{}' );
	}
	for ( const name of [ ...files, 'src/engine', 'src', 'schemas' ] ) {
		age( path.join( folder, name ), -60 );
	}
	return folder;
}

test( 'packages are installed once, and again when the lock file changes', async ( t ) => {
	const folder = checkout( t );
	const npm = fakeNpm( t, INSTALLS );

	assert.equal( await ensureNodeModules( folder ), true );
	assert.deepEqual( npm.calls(), [ [ 'ci', '--no-audit', '--no-fund' ] ] );
	assert.equal( await ensureNodeModules( folder ), false );

	age( path.join( folder, 'package-lock.json' ), 60 );
	assert.equal( await ensureNodeModules( folder ), true );
	assert.equal( npm.calls().length, 2 );
} );

test( 'half an installation is done again', async ( t ) => {
	const folder = checkout( t );
	mkdirSync( path.join( folder, 'node_modules' ) );
	fakeNpm( t, INSTALLS );

	assert.equal( await ensureNodeModules( folder ), true );
} );

test( 'a failed installation says what npm said', async ( t ) => {
	fakeNpm(
		t,
		`console.error( 'ENOTFOUND the registry' ); process.exit( 1 );`
	);

	await assert.rejects( ensureNodeModules( checkout( t ) ), ( error ) => {
		assert.match( error.message, /could not be installed/ );
		assert.match( error.message, /ENOTFOUND the registry/ );
		return true;
	} );
} );

test( 'the build is made once, and again when a source changed, came or went', async ( t ) => {
	const folder = checkout( t );
	const npm = fakeNpm( t, BUILDS );

	assert.equal( await ensureBuild( folder ), true );
	assert.deepEqual( npm.calls(), [ [ 'run', 'build' ] ] );
	assert.equal( await ensureBuild( folder ), false );

	const settle = () => age( path.join( folder, 'build/.complete' ), -30 );
	settle();
	assert.equal( await ensureBuild( folder ), false );

	age( path.join( folder, 'src/engine/search.ts' ), 0 );
	assert.equal( await ensureBuild( folder ), true );

	age( path.join( folder, 'src/engine/search.ts' ), -60 );
	settle();
	unlinkSync( path.join( folder, 'src/engine/old.ts' ) );
	assert.equal( await ensureBuild( folder ), true );

	rmSync( path.join( folder, 'build/cli' ), { recursive: true } );
	assert.equal( await ensureBuild( folder ), true );
} );

test( 'a build that lacks the command is no build', async ( t ) => {
	const folder = checkout( t );
	fakeNpm( t, `fs.mkdirSync( 'build/dashboard', { recursive: true } );` );

	await assert.rejects(
		ensureBuild( folder ),
		/without making build\/cli\/culprit\.mjs/
	);
	await assert.rejects( ensureBuild( folder ) );
} );
