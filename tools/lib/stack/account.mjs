/**
 * The account that the workers of a stack started by root run as.
 */
import { lchownSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The account that web servers run as.
 *
 * @return {{ name: string, uid: number, gid: number }} `nobody` where there is none of their own.
 */
export function webUser() {
	const accounts = readFileSync( '/etc/passwd', 'utf8' )
		.split( '\n' )
		.map( ( line ) => line.split( ':' ) );
	const [ name, , uid, gid ] =
		accounts.find( ( account ) => account[ 0 ] === 'www-data' ) ??
		accounts.find( ( account ) => account[ 0 ] === 'nobody' );
	return { name, uid: Number( uid ), gid: Number( gid ) };
}

/**
 * Makes sure that every account can enter a folder.
 *
 * @param {string} folder
 * @throws {Error} A sentence that names the folder in the way.
 */
export function checkWay( folder ) {
	// The last bit: others may enter.
	if ( statSync( folder ).mode % 2 === 0 ) {
		throw new Error(
			`The web server's workers cannot enter ${ folder }. Set TMPDIR to a folder that everybody may enter.`
		);
	}
	if ( dirname( folder ) !== folder ) {
		checkWay( dirname( folder ) );
	}
}

/**
 * Gives a folder and all in it to an account; what links in it lead to stays whose it is.
 *
 * @param {string} path
 * @param {Object} user As webUser() gives it.
 */
export function own( path, user ) {
	lchownSync( path, user.uid, user.gid );
	for ( const entry of readdirSync( path, { withFileTypes: true } ) ) {
		const inside = join( path, entry.name );
		if ( entry.isDirectory() ) {
			own( inside, user );
		} else {
			lchownSync( inside, user.uid, user.gid );
		}
	}
}
