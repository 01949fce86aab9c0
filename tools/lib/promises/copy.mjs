/**
 * A copy of the checkout in which something can be broken.
 */
import {
	copyFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	realpathSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mustRun } from '../child.mjs';
import { onExit } from '../cleanup.mjs';
import { root } from '../setup.mjs';

/**
 * @typedef {Object} Copy
 * @property {string}                                                                              folder      Where it is.
 * @property {string}                                                                              temporary   A folder around it.
 * @property {(one: import('./breaks.mjs').Break, work: () => Promise<Object>) => Promise<Object>} whileBroken Works with one thing broken. Rejects when the text is not there exactly once.
 * @property {() => void}                                                                          remove      Removes all of it.
 */

/**
 * Copies what belongs to the project, as it lies there, with links to what was installed for it.
 *
 * @return {Promise<Copy>} The copy. It goes at the latest with this process.
 */
export async function copyCheckout() {
	const temporary = mkdtempSync(
		path.join( realpathSync( os.tmpdir() ), 'culprit-promises-' )
	);
	const folder = path.join( temporary, 'checkout' );
	const clear = () =>
		rmSync( temporary, { recursive: true, force: true, maxRetries: 5 } );
	const release = onExit( clear );

	for ( const name of await projectFiles() ) {
		const target = path.join( folder, name );
		mkdirSync( path.dirname( target ), { recursive: true } );
		copyFileSync( path.join( root, name ), target );
	}
	linkInstalled( folder );
	cpSync( path.join( root, 'build' ), path.join( folder, 'build' ), {
		recursive: true,
	} );
	keepBuild( folder );

	return {
		folder,
		temporary,
		async whileBroken( { file, from, to }, work ) {
			const place = path.join( folder, file );
			const whole = readFileSync( place, 'utf8' );
			const times = whole.split( from ).length - 1;
			if ( times !== 1 ) {
				throw new Error(
					`This stands ${ times } times in ${ file }, and has to stand there once: ${ from }`
				);
			}
			const write = ( text ) => {
				writeFileSync( place, text );
				keepBuild( folder );
			};
			// A function, because $ means something in a text.
			write( whole.replace( from, () => to ) );
			try {
				return await work();
			} finally {
				write( whole );
			}
		},
		remove() {
			release();
			clear();
		},
	};
}

/**
 * The files of the project, new ones included.
 *
 * @return {Promise<string[]>} Paths in the checkout.
 */
async function projectFiles() {
	const list = await mustRun(
		'git',
		[ 'ls-files', '-z', '--cached', '--others', '--exclude-standard' ],
		{ cwd: root }
	);
	return list
		.split( '\0' )
		.filter( ( name ) => name && existsSync( path.join( root, name ) ) );
}

/**
 * Gives the copy what npm and Composer installed.
 *
 * @param {string} folder The copy.
 */
function linkInstalled( folder ) {
	symlinkSync(
		path.join( root, 'node_modules' ),
		path.join( folder, 'node_modules' )
	);
	// Composer's own files find our classes from where they lie themselves.
	const own = [ '.installed', 'autoload.php', 'bin', 'composer' ];
	const vendor = path.join( folder, 'vendor' );
	mkdirSync( vendor );
	for ( const name of readdirSync( path.join( root, 'vendor' ) ) ) {
		const from = path.join( root, 'vendor', name );
		const to = path.join( vendor, name );
		if ( own.includes( name ) ) {
			cpSync( from, to, { recursive: true, verbatimSymlinks: true } );
		} else {
			symlinkSync( from, to );
		}
	}
}

/**
 * Makes the build count as current: no test that runs here depends on it, and making it anew takes long.
 *
 * @param {string} folder The copy.
 */
function keepBuild( folder ) {
	const later = new Date( Date.now() + 60000 );
	utimesSync( path.join( folder, 'build/.complete' ), later, later );
}
