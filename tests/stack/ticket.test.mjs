/**
 * The ticket of a broken site: what a host asks for is in it, what is nobody's business is not.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { layers } from '../../tools/lib/command.mjs';
import { freshSite, KILL, makeLive, sql, stack } from './support.mjs';

const site = freshSite();

const SECRETS = {
	config: 'sk_live_9aF3kQ7xZ2mN8vB5tR1w',
	option: 'Zq8Lm2Xv7Tn4Rb9Kc3Wp6Yd1',
	header: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.q7Rk2Vx9Lm4Tz8',
	mail: 'anna.secret@example.org',
	message: 'hunter2-Xk9Lq4Vz7Rm',
};

test( 'no secret of wp-config.php, options, headers, messages or paths is in a ticket, in any format', async () => {
	const config = path.join( stack.root, 'wp-config.php' );
	const before = readFileSync( config, 'utf8' );
	const keys = [ ...before.matchAll( /_(?:KEY|SALT)', '([^']+)'/g ) ].map(
		( [ , key ] ) => key
	);
	assert.ok( keys.length >= 8 );
	writeFileSync(
		config,
		before.replace(
			'<?php',
			`<?php define( 'ACME_SECRET', '${ SECRETS.config }' );`
		)
	);
	await sql(
		`INSERT INTO wp_options (option_name, option_value, autoload) VALUES ('acme_api_key', '${ SECRETS.option }', 'yes')`
	);
	const broken = site.plugin(
		'acme',
		`header( 'X-Acme-Token: ${ SECRETS.header }' );
		add_action( 'template_redirect', function () { throw new Exception( 'Login as ${ SECRETS.mail } failed, password=${ SECRETS.message } key ' . get_option( 'acme_api_key' ) . ' ' . ACME_SECRET . ' in ' . ABSPATH ); } );`
	);
	await makeLive( broken );
	try {
		for ( const format of [ 'md', 'txt', 'json' ] ) {
			const { output } = await layers( stack, {
				args: [ '--ticket', format, '--quiet' ],
			} );
			assert.match( output, /acme\\?\/acme\.php/ );
			assert.match( output, /PHP Fatal error:/ );
			assert.match( output, /8\.\d\.\d+/ );
			for ( const secret of [
				...Object.values( SECRETS ),
				...keys,
				stack.applicationPassword,
				stack.root,
			] ) {
				assert.equal(
					output.includes( secret ),
					false,
					`${ format }: ${ secret }`
				);
			}
		}
	} finally {
		writeFileSync( config, before );
	}
} );

test( 'of a PHP that was killed the ticket names the line to look for and the second to look at', async () => {
	await makeLive(
		site.plugin(
			'kills',
			`if ( ! isset( $_GET['rest_route'] ) ) { ${ KILL } }`
		)
	);
	const { output } = await layers( stack, {
		args: [ '--ticket', 'txt', '--quiet' ],
	} );
	assert.match( output, /exited on signal/ );
	assert.match(
		output,
		/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: 502 Bad Gateway/
	);
	assert.match( output, /What we ask/i );
} );
