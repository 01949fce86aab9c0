/**
 * Real WordPress releases, from npm, kept in a cache folder outside the checkout.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
	createReadStream,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
} from 'node:fs';
import {
	access,
	cp,
	mkdir,
	readdir,
	readFile,
	rename,
	rm,
	stat,
	writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { onExit } from './cleanup.mjs';
import { npm, stage } from './setup.mjs';

/** npm packages that carry WordPress. The checksum is npm's own `dist.integrity`. */
const PACKAGES = {
	studio: {
		name: 'wp-studio',
		version: '1.22.0',
		size: '67 MB',
		integrity:
			'sha512-boMtahkhgWDKKyNTBA1uTK5ghnAmxXhDY6KeQCO9FmcI3/o+YOSq8JwYW5ZYnxHCxH14Jf/mD6CJTBvTWl2Ytw==',
	},
	builds: {
		name: '@wp-playground/wordpress-builds',
		version: '0.9.4',
		size: '158 MB',
		integrity:
			'sha512-p7PO3mFmzDH9RTtBb5j7lZ4OZf812dZC489D68FZ+/H6GoXbiz9fgJ9oXAQ4oWEhnlSfHUugwjBhMfD1W6zKOw==',
	},
};

/** Where in which package a version is. */
const RELEASES = {
	'7.1.1': {
		source: 'studio',
		unpack: unpackFolder,
		at: 'package/dist/cli/wp-files/latest/wordpress',
	},
	'6.5.5': { source: 'builds', unpack: unpackBuild, at: '6.5' },
	'6.4.5': { source: 'builds', unpack: unpackBuild, at: '6.4' },
	'6.3.5': { source: 'builds', unpack: unpackBuild, at: '6.3' },
	'6.2.6': { source: 'builds', unpack: unpackBuild, at: '6.2' },
};

/** The versions that can be had, newest first. */
export const versions = Object.keys( RELEASES );

/**
 * The folder that outlives the checkout: what was downloaded and unpacked.
 *
 * @return {string} An absolute path; the folder need not exist.
 */
export function cacheFolder() {
	const { CULPRIT_CACHE, XDG_CACHE_HOME } = process.env;
	return path.resolve(
		CULPRIT_CACHE ||
			path.join(
				XDG_CACHE_HOME || path.join( os.homedir(), '.cache' ),
				'culprit'
			)
	);
}

/**
 * A WordPress tree as released: no wp-config.php, no database, no plugin of ours. Copy it, never write into it.
 *
 * The first call downloads and unpacks; later ones only check that nothing is missing. 7.1.1 is the release to the byte;
 * the older ones have had the comments taken out of their PHP by who packed them, and the one default theme of their time.
 *
 * @param {string} version One of `versions`.
 * @return {Promise<string>} The folder. Rejects with a sentence when it cannot be had.
 */
export async function wordpressTree( version = '7.1.1' ) {
	const release = RELEASES[ version ];
	if ( ! release ) {
		throw new Error(
			`There is no source for WordPress ${ version }. Choose one of ${ versions.join(
				', '
			) }.`
		);
	}
	const home = path.join( cacheFolder(), `wordpress-${ version }` );
	const tree = path.join( home, 'wordpress' );
	const source = PACKAGES[ release.source ];
	if ( isWhole( home, source ) ) {
		return tree;
	}

	await mkdir( cacheFolder(), { recursive: true } );
	await sweep();
	const tarball = await download( source, version );
	await stage( `Unpacking WordPress ${ version }`, () =>
		inPart( async ( part ) => {
			const unpacked = path.join( part, 'wordpress' );
			await mkdir( unpacked );
			await release.unpack( tarball, release.at, part );
			await checkVersion( unpacked, version );
			await writeFile(
				path.join( part, 'complete.json' ),
				JSON.stringify( {
					integrity: source.integrity,
					...measure( unpacked ),
				} )
			);
			await replace( part, home, source );
		} )
	);
	return tree;
}

/**
 * Whether a cached tree is all there: as many files and bytes as when it was unpacked.
 *
 * @param {string} home   The tree's folder in the cache.
 * @param {Object} source The package it should come from.
 * @return {boolean} False also for a tree of another package version.
 */
function isWhole( home, source ) {
	try {
		const record = JSON.parse(
			readFileSync( path.join( home, 'complete.json' ), 'utf8' )
		);
		const found = measure( path.join( home, 'wordpress' ) );
		return (
			record.integrity === source.integrity &&
			record.files === found.files &&
			record.bytes === found.bytes
		);
	} catch {
		return false;
	}
}

function measure( folder ) {
	const total = { files: 0, bytes: 0 };
	for ( const entry of readdirSync( folder, { withFileTypes: true } ) ) {
		const file = path.join( folder, entry.name );
		if ( entry.isDirectory() ) {
			const inside = measure( file );
			total.files += inside.files;
			total.bytes += inside.bytes;
		} else {
			total.files++;
			total.bytes += statSync( file ).size;
		}
	}
	return total;
}

/**
 * The package's tarball, checked against its pinned checksum.
 *
 * @param {Object} source  One of PACKAGES.
 * @param {string} version The WordPress version it is wanted for, for messages.
 * @return {Promise<string>} The file, in the cache.
 */
async function download( source, version ) {
	const id = `${ source.name }@${ source.version }`;
	const kept = path.join(
		cacheFolder(),
		`${ path.basename( source.name ) }-${ source.version }.tgz`
	);
	if ( ( await integrityOf( kept ) ) === source.integrity ) {
		return kept;
	}
	return stage(
		`Downloading WordPress ${ version } (npm package ${ id }, ${ source.size })`,
		() =>
			inPart( async ( part ) => {
				// Run there, because the checkout's npm settings are not meant for this.
				await npm(
					[ 'pack', id, '--ignore-scripts', '--loglevel=error' ],
					{ cwd: part }
				).catch( ( error ) => {
					throw new Error(
						`WordPress ${ version } could not be downloaded: npm could not get ${ id }. Check the network connection and npm's registry setting, then run this again.\n${ (
							error.output || error.message
						).trim() }`
					);
				} );
				const name = ( await readdir( part ) ).find( ( file ) =>
					file.endsWith( '.tgz' )
				);
				const file = path.join( part, name ?? '' );
				const found = await integrityOf( file );
				if ( found !== source.integrity ) {
					throw new Error(
						`The downloaded ${ id } is not the file that was expected, so it was thrown away. Expected ${ source.integrity }, got ${ found }. Try again; if it stays so, the registry or a proxy in between serves another file.`
					);
				}
				await rename( file, kept );
				return kept;
			} )
	);
}

async function integrityOf( file ) {
	const hash = createHash( 'sha512' );
	try {
		await pipeline( createReadStream( file ), hash );
	} catch {
		return null;
	}
	return `sha512-${ hash.digest( 'base64' ) }`;
}

/**
 * Takes one folder out of a tarball.
 *
 * @param {string} tarball
 * @param {string} at      The folder's path inside the tarball.
 * @param {string} part    Where `wordpress` is to be filled.
 */
async function unpackFolder( tarball, at, part ) {
	const { x } = await import( 'tar' );
	await x( {
		file: tarball,
		cwd: path.join( part, 'wordpress' ),
		strip: at.split( '/' ).length,
		filter: ( name ) => name.startsWith( `${ at }/` ),
	} );
}

/**
 * Puts a WordPress together from a zip of its PHP and a folder of its styles, scripts and pictures.
 *
 * @param {string} tarball
 * @param {string} at      The branch, for example `6.5`.
 * @param {string} part    Where `wordpress` is to be filled.
 */
async function unpackBuild( tarball, at, part ) {
	const { x } = await import( 'tar' );
	const { default: Zip } = await import( 'adm-zip' );
	const tree = path.join( part, 'wordpress' );
	const scratch = path.join( part, 'scratch' );
	await mkdir( scratch );

	const zip = `package/src/wordpress/wp-${ at }.zip`;
	const assets = `package/public/wp-${ at }`;
	await x( {
		file: tarball,
		cwd: scratch,
		filter: ( name ) => name === zip || name.startsWith( `${ assets }/` ),
	} );
	new Zip( path.join( scratch, zip ) ).extractAllTo( tree, true, true );
	// What was added for running in a browser, a ready-made site among it.
	for ( const extra of [
		'wp-config.php',
		'wp-content/database',
		'.default_theme',
		'wordpress-remote-asset-paths',
	] ) {
		await rm( path.join( tree, extra ), { recursive: true, force: true } );
	}
	const themes = await readdir( path.join( tree, 'wp-content/themes' ) );
	const from = path.join( scratch, assets );
	await cp( from, tree, {
		recursive: true,
		force: false,
		filter: ( file ) => {
			const name = path.relative( from, file ).split( path.sep );
			if ( 'wordpress-remote-asset-paths' === name[ 0 ] ) {
				return false;
			}
			if ( 'wp-content' !== name[ 0 ] || name.length < 2 ) {
				return true;
			}
			// A theme or plugin without its PHP would be listed as broken.
			return (
				'themes' === name[ 1 ] &&
				( name.length < 3 || themes.includes( name[ 2 ] ) )
			);
		},
	} );
	await rm( scratch, { recursive: true } );
}

async function checkVersion( tree, version ) {
	const file = await readFile(
		path.join( tree, 'wp-includes/version.php' ),
		'utf8'
	).catch( () => '' );
	const found = /\$wp_version = '([^']+)'/.exec( file )?.[ 1 ];
	if ( found !== version ) {
		throw new Error(
			`The package holds ${
				found ? `WordPress ${ found }` : 'no WordPress'
			} where ${ version } was expected.`
		);
	}
}

/**
 * Puts a finished folder in its place, also when a broken one is there or another process was faster.
 *
 * @param {string} part   The finished folder.
 * @param {string} home   Its place.
 * @param {Object} source The package it comes from.
 */
async function replace( part, home, source ) {
	if ( await exists( home ) ) {
		if ( isWhole( home, source ) ) {
			return;
		}
		const old = partName();
		await rename( home, old );
		await rm( old, { recursive: true, force: true } );
	}
	try {
		await rename( part, home );
	} catch ( error ) {
		if ( ! isWhole( home, source ) ) {
			throw error;
		}
	}
}

function partName() {
	return path.join(
		cacheFolder(),
		`.part-${ randomBytes( 6 ).toString( 'hex' ) }`
	);
}

/**
 * Works in a folder of the cache that is gone afterwards, unless the work moved it away.
 *
 * @template T
 * @param {(part: string) => Promise< T >} work Gets the folder.
 * @return {Promise<T>} What the work returned.
 */
async function inPart( work ) {
	const part = partName();
	await mkdir( part );
	const remove = () => rmSync( part, { recursive: true, force: true } );
	const release = onExit( remove );
	return work( part ).finally( () => {
		remove();
		release();
	} );
}

/** Removes what a killed process left half done in the cache. */
async function sweep() {
	// A running one is younger.
	const dayAgo = Date.now() - 24 * 60 * 60 * 1000;
	for ( const name of await readdir( cacheFolder() ) ) {
		const file = path.join( cacheFolder(), name );
		const found = await stat( file ).catch( () => null );
		if ( name.startsWith( '.part-' ) && found?.mtimeMs < dayAgo ) {
			await rm( file, { recursive: true, force: true } );
		}
	}
}

function exists( file ) {
	return access( file ).then(
		() => true,
		() => false
	);
}
