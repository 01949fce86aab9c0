/**
 * The files of a site that plugins write: a state to go back to.
 */
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { mustRun } from '../child.mjs';

/**
 * Remembers a site's wp-content.
 *
 * @param {Object} options
 * @param {string} options.wordpress The web root.
 * @param {string} options.folder    An existing folder on the same disk, for the copy.
 * @return {Promise<() => Promise<void>>} Makes it what it was.
 */
export async function keepContent( { wordpress, folder } ) {
	const live = path.join( wordpress, 'wp-content' );
	const [ kept, next, old ] = [ 'kept', 'next', 'old' ].map( ( name ) =>
		path.join( folder, `wp-content.${ name }` )
	);
	const remove = ( one ) => rmSync( one, { recursive: true, force: true } );
	await copy( live, kept );
	return async () => {
		remove( next );
		remove( old );
		await copy( kept, next );
		// Visitors go on while it is copied.
		renameSync( live, old );
		renameSync( next, live );
		remove( old );
	};
}

/**
 * Copies a folder, with owners and times, which Node would not.
 *
 * @param {string} from
 * @param {string} to   Is not there yet.
 */
const copy = ( from, to ) => mustRun( 'cp', [ '-a', from, to ] );
