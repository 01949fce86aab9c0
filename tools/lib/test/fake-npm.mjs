/**
 * Stands in for npm: a script that notes how it was called, and does what the test says.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Makes npm a script of our own until the test ends.
 *
 * @param {import('node:test').TestContext} context
 * @param {string}                          code    What it does, in the folder it is run in.
 * @return {{ calls: () => string[][] }} The arguments of each call so far.
 */
export function fakeNpm( context, code ) {
	const folder = mkdtempSync( path.join( os.tmpdir(), 'culprit-npm-' ) );
	const script = path.join( folder, 'npm-cli.cjs' );
	const journal = path.join( folder, 'calls' );
	writeFileSync( journal, '' );
	writeFileSync(
		script,
		`const fs = require( 'fs' );
fs.appendFileSync( ${ JSON.stringify(
			journal
		) }, JSON.stringify( process.argv.slice( 2 ) ) + '\\n' );
${ code }`
	);
	const before = process.env.npm_execpath;
	process.env.npm_execpath = script;
	context.after( () => {
		if ( undefined === before ) {
			delete process.env.npm_execpath;
		} else {
			process.env.npm_execpath = before;
		}
		rmSync( folder, { recursive: true } );
	} );
	return {
		calls: () =>
			readFileSync( journal, 'utf8' )
				.split( '\n' )
				.filter( Boolean )
				.map( ( line ) => JSON.parse( line ) ),
	};
}

/**
 * A folder for one test, gone with it.
 *
 * @param {import('node:test').TestContext} context
 * @return {string} Its path.
 */
export function tempFolder( context ) {
	const folder = mkdtempSync( path.join( os.tmpdir(), 'culprit-test-' ) );
	context.after( () => rmSync( folder, { recursive: true } ) );
	return folder;
}
