/**
 * A probe that hangs in the middle of everything a plugin can lock: nobody waits for it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	freshSite,
	live,
	makeLive,
	mint,
	send,
	sql,
	stack,
} from './support.mjs';

const { plugin } = freshSite();

const LOCKS = [
	'SET autocommit = 0',
	'START TRANSACTION',
	"SELECT GET_LOCK( 'odd', 0 )",
	"SELECT option_value FROM wp_options WHERE option_name = 'blogname' FOR UPDATE",
	"SELECT option_value FROM wp_options WHERE option_name = 'blogname' LOCK IN SHARE MODE",
	"UPDATE wp_options SET option_value = 'x' WHERE option_name = 'blogdescription'",
	'SELECT * FROM wp_options LIMIT 1',
	'LOCK TABLES wp_options WRITE',
	'FLUSH TABLES WITH READ LOCK',
];

const holds = () =>
	plugin(
		'odd',
		`add_action( 'init', static function () { if ( is_user_logged_in() ) { return; } ${ LOCKS.map(
			( one ) => `$GLOBALS['wpdb']->query( "${ one }" );`
		).join( ' ' ) } header( 'X-Holds: 1' ); usleep( 1500000 ); } );`
	);

/** What a visitor's page, a plugin's update and an admin's save do. */
const STATEMENTS = [
	"UPDATE wp_options SET option_value = CONCAT( option_value, '!' ) WHERE option_name = 'blogname'",
	"UPDATE wp_options SET option_value = CONCAT( option_value, '!' ) WHERE option_name = 'blogdescription'",
	"INSERT INTO wp_options ( option_name, option_value, autoload ) VALUES ( 'odd_visit', '1', 'no' )",
	'ALTER TABLE wp_options ADD COLUMN odd int',
	"SELECT IF( GET_LOCK( 'odd', 0 ), 1, CAST( 'held' AS int ) )",
];

/** Runs them all; MariaDB gives up as soon as one would have to wait. */
const all = () =>
	sql(
		[
			'SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0',
			"SET SESSION sql_mode = 'STRICT_ALL_TABLES'",
			...STATEMENTS,
		].join( '; ' )
	);

/**
 * Does something while a page hangs.
 *
 * @param {Promise<Object>} page What was sent.
 * @param {Function}        work What is done meanwhile.
 */
async function meanwhile( page, work ) {
	let answered = false;
	page.then( () => ( answered = true ) );
	await pause( 700 );
	assert.equal( answered, false, 'It hangs.' );
	await work();
	assert.equal( answered, false, 'It still hangs.' );
	assert.equal( ( await page ).headers[ 'x-holds' ], '1' );
}

test( 'while a probe hangs, no statement waits for what it holds', async () => {
	const file = holds();
	const probe = await mint( {
		configuration: { ...( await live() ), plugins: [ CULPRIT, file ] },
	} );

	await meanwhile( send( probe ), all );
} );

test( 'an ordinary visit to the same plugin does make others wait', async () => {
	await makeLive( holds() );

	await meanwhile( visit( `${ stack.url }/` ), () =>
		assert.rejects( all(), /[Ll]ock/ )
	);
} );
