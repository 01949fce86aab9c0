/**
 * A site on the stack that holds all faults of the corpus, and is broken by one at a time.
 */
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CULPRIT, buildSite } from '../site.mjs';
import { startStack } from '../stack.mjs';
import { root } from '../setup.mjs';
import { listWith, serialized } from './order.mjs';
import { visit } from './visit.mjs';

const fixtures = path.join( root, 'tests/fixtures/faults' );

/** Seconds after which PHP is ended, and after which the web server gives up, so that hanging faults do not take minutes. */
const LIMITS = { terminate: 2, gateway: 4 };

/**
 * Starts the site.
 *
 * @param {Object} options
 * @param {string} options.version  WordPress version.
 * @param {Object} options.manifest What tests/fixtures/faults/faults.mjs exports.
 * @return {Promise<Object>} `breakWith( case )`, `mend()`, `remember()`, `visit( fault )`, `changes()`, `server( fault )`, `stack` and `stop()`.
 */
export async function startCorpus( { version, manifest } ) {
	const { innocents, folders, themes } = manifest;
	const site = await buildSite( {
		version,
		plugins: folders,
		themes,
		active: innocents,
	} );
	let stack;
	try {
		stack = await startStack( { folder: site.folder, site, ...LIMITS } );
	} catch ( error ) {
		site.remove();
		throw error;
	}
	const cookies = {};
	for ( const pool of [ 'terminate', 'patient' ] ) {
		cookies[ pool ] = await logIn( stack.pools[ pool ], stack );
	}
	await stack.snapshot();
	const dropIns = [];
	let expected = [];

	/** Every row of the options but what Culprit keeps for itself. */
	const live = () =>
		stack.sql(
			"SELECT option_name, option_value FROM wp_options WHERE option_name NOT LIKE 'culprit%' ORDER BY option_name"
		);

	return {
		/**
		 * Breaks the healthy site with one fault.
		 *
		 * @param {Object} one          As casesOf() gave it.
		 * @param {Object} one.fault
		 * @param {string} one.position
		 */
		async breakWith( { fault, position } ) {
			await this.mend();
			const list = [
				CULPRIT,
				...listWith( innocents, fault.plugins, position ),
			];
			await setOption( stack, 'active_plugins', serialized( list ) );
			if ( fault.theme ) {
				await setOption( stack, 'stylesheet', fault.theme );
				await setOption( stack, 'template', parentOf( fault.theme ) );
			}
			if ( fault.dropIn ) {
				const target = path.join(
					site.wordpress,
					'wp-content',
					path.basename( fault.dropIn )
				);
				copyFileSync(
					path.join( fixtures, 'drop-ins', fault.dropIn ),
					target
				);
				dropIns.push( target );
			}
		},

		/** Remembers what is live now, after visitors were there. */
		async remember() {
			expected = await live();
		},

		/** Makes it healthy again. */
		async mend() {
			for ( const file of dropIns.splice( 0 ) ) {
				rmSync( file );
			}
			await stack.restore();
		},

		/**
		 * What a visitor sees of a fault, or the admin where it shows to nobody else.
		 *
		 * @param {Object} fault
		 */
		visit: ( fault ) =>
			visit( stack.pools[ fault.pool ] + fault.page, {
				headers: fault.asUser ? { Cookie: cookies[ fault.pool ] } : {},
			} ),

		/**
		 * What changed on the live site since it was remembered.
		 *
		 * @return {Promise<string[]>} Names of options.
		 */
		async changes() {
			const now = new Map( ( await live() ).map( pair ) );
			const then = new Map( expected.map( pair ) );
			return [ ...new Set( [ ...now.keys(), ...then.keys() ] ) ].filter(
				( name ) => now.get( name ) !== then.get( name )
			);
		},

		/**
		 * The site as the command is told of it.
		 *
		 * @param {Object} fault
		 */
		server: ( fault ) => ( {
			url: stack.pools[ fault.pool ],
			user: stack.user,
			applicationPassword: stack.applicationPassword,
		} ),

		stack,

		async stop() {
			await stack.stop();
			site.remove();
		},
	};
}

const pair = ( row ) => [ row.option_name, row.option_value ];

function setOption( stack, name, value ) {
	return stack.sql(
		`UPDATE wp_options SET option_value = '${ value.replaceAll(
			"'",
			"''"
		) }' WHERE option_name = '${ name }'`
	);
}

/**
 * The parent of one of our themes, as its style.css says.
 *
 * @param {string} theme Folder.
 * @return {string} Folder; its own when it has no parent.
 */
function parentOf( theme ) {
	const style = readFileSync(
		path.join( fixtures, 'themes', theme, 'style.css' ),
		'utf8'
	);
	return /^[ *]*Template:\s*(\S+)/m.exec( style )?.[ 1 ] ?? theme;
}

/**
 * Logs an admin in.
 *
 * @param {string} url              Address of the site.
 * @param {Object} account
 * @param {string} account.user
 * @param {string} account.password
 * @return {Promise<string>} A Cookie header.
 */
async function logIn( url, { user, password } ) {
	const response = await fetch( `${ url }/wp-login.php`, {
		method: 'POST',
		redirect: 'manual',
		headers: { Cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
		body: new URLSearchParams( { log: user, pwd: password } ),
	} );
	const cookies = response.headers
		.getSetCookie()
		.map( ( line ) => line.split( ';' )[ 0 ] );
	if ( ! cookies.some( ( line ) => line.includes( 'logged_in' ) ) ) {
		throw new Error( 'The admin could not log in.' );
	}
	return cookies.join( '; ' );
}
