/**
 * On tables that know no transactions, which nothing takes back, a guarded probe leaves no trace either.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import { createDatabase } from '../../tools/lib/stack/database.mjs';
import {
	freshSite,
	live,
	makeLive,
	mint,
	send,
	sql,
	stack,
} from './support.mjs';
import {
	TREACHEROUS,
	changes,
	everything,
	file,
	installTreacherous,
} from './treacherous.mjs';

/** Those that write to tables, and what must be live besides for them to do it. */
const WRITING = {
	'crash-guard': [ 'dies' ],
	flushes: [],
	'leaves-others': [],
	locks: [],
	'must-insert': [],
	'needs-parent': [],
	schedules: [],
	'sorts-list': [],
	upgrades: [],
	'wipes-itself': [ 'companion-missing' ],
	'writes-on-load': [],
};

/** What the server says then. */
const READ_ONLY = 1792;

const INSERT =
	"INSERT INTO wp_options ( option_name, option_value, autoload ) VALUES ( CONCAT( 'past_', UUID() ), '1', 'no' )";

/** Writes in places where $wpdb does not see them, statement by statement. */
const PAST_WORDPRESS = [
	[ INSERT ],
	[
		"REPLACE INTO wp_options ( option_name, option_value ) VALUES ( 'blogname', 'past' )",
	],
	[ "UPDATE wp_options SET option_value = 'past'" ],
	[ 'UPDATE wp_options, wp_posts SET option_value = post_title' ],
	[ 'DELETE FROM wp_options' ],
	[ 'TRUNCATE TABLE wp_links' ],
	[ 'ALTER TABLE wp_posts ADD COLUMN past int' ],
	[ 'CREATE INDEX past ON wp_posts ( post_title( 5 ) )' ],
	[ 'CREATE TABLE wp_past ( a int )' ],
	[ 'CREATE TABLE wp_past AS SELECT 1 AS a' ],
	[ 'RENAME TABLE wp_links TO wp_past' ],
	[ 'DROP TABLE wp_links' ],
	[ 'OPTIMIZE TABLE wp_links' ],
	[ 'REPAIR TABLE wp_links' ],
	[ 'SELECT past_write()' ],
	[ 'DO past_write()' ],
	[ 'CALL past_procedure()' ],
	[ 'SELECT option_id FROM wp_options WHERE past_write() = 1 LIMIT 1' ],
	[ 'START TRANSACTION', `${ INSERT } /* begun */`, 'COMMIT' ],
	[ 'SET autocommit = 0', `${ INSERT } /* by itself */`, 'COMMIT' ],
	[ "PREPARE past FROM 'DELETE FROM wp_options'" ],
];

const engines = async () =>
	(
		await sql(
			"SELECT DISTINCT engine FROM information_schema.tables WHERE table_schema = 'wordpress'"
		)
	).map( ( { engine } ) => engine );

const original = createDatabase( stack.socket );

// Not in a hook: freshSite()'s own would not wait for it.
await original.snapshot();
const tables = await sql(
	"SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'wordpress'"
);
await sql(
	tables
		.map( ( { name } ) => `ALTER TABLE ${ name } ENGINE = MyISAM;` )
		.join( '\n' )
);
const { plugin } = freshSite();
installTreacherous();
after( async () => {
	await original.restore();
	assert.deepEqual( await engines(), [ 'InnoDB' ] );
} );

/**
 * Makes plugins live, and some that are healthy.
 *
 * @param {string[]} slugs
 */
async function begin( slugs ) {
	assert.deepEqual( await engines(), [ 'MyISAM' ] );
	plugin(
		'dies',
		"add_action( 'template_redirect', static function () { call_to_nobody(); } );"
	);
	await makeLive(
		...[ 'healthy-a', 'healthy-b', 'healthy-c', ...slugs ].map( file )
	);
}

/**
 * Probes the live site in other orders, and as an admin.
 *
 * @return {Promise<string[]>} What that left behind.
 */
async function probed() {
	const whole = await live();
	const probes = [];
	for ( const plugins of [ whole.plugins, whole.plugins.toReversed() ] ) {
		probes.push( await mint( { configuration: { ...whole, plugins } } ) );
	}
	probes.push( await mint( { page: '/wp-admin/index.php', as_user: true } ) );
	const earlier = everything();
	for ( const probe of probes ) {
		const { headers } = await send( probe );
		assert.equal( headers[ 'x-culprit-marker' ], probe.marker );
	}
	return changes( earlier );
}

for ( const [ slug, others ] of Object.entries( WRITING ) ) {
	test( `${ slug } leaves no trace on MyISAM, and does on a visit`, async () => {
		await begin( [ slug, ...others ] );

		assert.deepEqual( await probed(), [] );

		const earlier = everything();
		await visit( `${ stack.url }/` );
		assert.notDeepEqual( changes( earlier ), [] );
	} );
}

test( 'nothing else writes to MyISAM on a visit', async () => {
	await begin( [] );
	const earlier = everything();

	await visit( `${ stack.url }/` );

	assert.deepEqual( changes( earlier ), [] );
} );

test( 'all treacherous plugins together leave no trace on MyISAM', async () => {
	await begin( TREACHEROUS );

	assert.deepEqual( await probed(), [] );
} );

test( 'writes that $wpdb does not see are stopped by the connection on MyISAM, each on its own', async () => {
	await sql(
		`DELIMITER //
CREATE FUNCTION past_write() RETURNS int MODIFIES SQL DATA BEGIN ${ INSERT }; RETURN 1; END//
CREATE PROCEDURE past_procedure() MODIFIES SQL DATA BEGIN ${ INSERT }; END//`
	);
	const slug = plugin(
		'past-wordpress',
		`mysqli_report( MYSQLI_REPORT_OFF );
add_action( 'wp_footer', static function () {
	global $wpdb;
	$refused = array();
	foreach ( json_decode( base64_decode( '${ btoa(
		JSON.stringify( PAST_WORDPRESS )
	) }' ) ) as $statements ) {
		foreach ( $statements as $statement ) {
			mysqli_query( $wpdb->dbh, $statement );
			$refused[ $statement ] = mysqli_errno( $wpdb->dbh );
			while ( mysqli_more_results( $wpdb->dbh ) && mysqli_next_result( $wpdb->dbh ) );
		}
		mysqli_query( $wpdb->dbh, 'SET autocommit = 1' );
	}
	echo '<!-- past: ', base64_encode( json_encode( $refused ) ), ' -->';
} );`
	);
	await makeLive( slug );
	const probe = await mint();
	const earlier = everything();

	const { body, headers } = await send( probe );

	assert.equal( headers[ 'x-culprit-marker' ], probe.marker );
	assert.deepEqual( changes( earlier ), [] );
	const answers = JSON.parse(
		atob( /<!-- past: (\S+) -->/.exec( body )[ 1 ] )
	);
	for ( const statements of PAST_WORDPRESS ) {
		assert.ok(
			statements.some( ( one ) => answers[ one ] === READ_ONLY ),
			JSON.stringify( statements )
		);
	}
} );
