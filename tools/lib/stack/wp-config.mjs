/**
 * The configuration of a WordPress on the stack.
 */
import { randomBytes } from 'node:crypto';

/**
 * A wp-config.php.
 *
 * @param {string} socket Of the database server.
 * @return {string} PHP.
 */
export function wpConfig( socket ) {
	const secret = () => randomBytes( 24 ).toString( 'base64' );
	const keys = [ 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ].flatMap(
		( name ) => [ `${ name }_KEY`, `${ name }_SALT` ]
	);
	const constants = {
		DB_NAME: "'wordpress'",
		DB_USER: "'root'",
		DB_PASSWORD: "''",
		DB_HOST: `'localhost:${ socket }'`,
		DB_CHARSET: "'utf8mb4'",
		DB_COLLATE: "''",
		...Object.fromEntries(
			keys.map( ( name ) => [ name, `'${ secret() }'` ] )
		),
		// Several ports serve one site.
		WP_HOME: "'http://' . $_SERVER['HTTP_HOST']",
		WP_SITEURL: "'http://' . $_SERVER['HTTP_HOST']",
		// Application passwords need it where there is no https.
		WP_ENVIRONMENT_TYPE: "'local'",
		DISABLE_WP_CRON: 'true',
		AUTOMATIC_UPDATER_DISABLED: 'true',
		WP_HTTP_BLOCK_EXTERNAL: 'true',
		FS_METHOD: "'direct'",
	};
	return `<?php
${ Object.entries( constants )
	.map( ( [ name, value ] ) => `define( '${ name }', ${ value } );` )
	.join( '\n' ) }
$table_prefix = 'wp_';
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
`;
}
