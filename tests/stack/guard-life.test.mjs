/**
 * The guard's life: its plugin is taken away, updated, put back; its folder cannot be written; others load before it.
 */
import assert from 'node:assert/strict';
import {
	chmodSync,
	chownSync,
	existsSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { isolate } from '../../tools/lib/command.mjs';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	KILL,
	asAdmin,
	basic,
	call,
	freshSite,
	live,
	makeLive,
	mint,
	record,
	send,
	sql,
	stack,
	stored,
	trailer,
} from './support.mjs';

const { plugin, always } = freshSite();

const content = path.join( stack.root, 'wp-content' );
const home = path.join( content, 'plugins/culprit' );
const aside = path.join( content, 'culprit-aside' );
const mustUse = path.join( content, 'mu-plugins' );
const stub = path.join( mustUse, '0-culprit-guard.php' );
const config = path.join( stack.root, 'wp-config.php' );
const HEALTHY = [ 'healthy-a/healthy-a.php', 'healthy-b/healthy-b.php' ];
const PASS = { 'X-Culprit-Pass': 'application-password' };

const read = ( file ) => readFileSync( file, 'utf8' );
const logged = () => read( stack.logs.php );
const isProbe = ( { headers } ) => headers[ 'x-culprit-marker' ] !== undefined;
const front = ( headers = {} ) => visit( `${ stack.url }/`, { headers } );
const kept = {
	[ stub ]: read( stub ),
	[ config ]: read( config ),
	[ path.join( home, 'plugin.php' ) ]: read(
		path.join( home, 'plugin.php' )
	),
};
const { uid, gid, mode } = statSync( mustUse );

afterEach( () => {
	if ( existsSync( aside ) ) {
		rmSync( home, { recursive: true, force: true } );
		renameSync( aside, home );
	}
	chmodSync( mustUse, mode );
	chownSync( mustUse, uid, gid );
	for ( const [ file, code ] of Object.entries( kept ) ) {
		if ( ! existsSync( file ) || read( file ) !== code ) {
			// Its owner stays, so that WordPress may replace it.
			writeFileSync( file, code );
			chownSync( file, uid, gid );
		}
	}
} );

/**
 * Changes a file of Culprit's.
 *
 * @param {string}   name   Inside its includes.
 * @param {Function} change Gets the code; answers with another, or with null to take the file away.
 * @return {Function} Makes the file what it was.
 */
function altered( name, change ) {
	const file = path.join( home, 'includes', name );
	const code = read( file );
	const changed = change( code );
	assert.notEqual( changed, code );
	if ( changed === null ) {
		rmSync( file );
	} else {
		writeFileSync( file, changed );
	}
	return () => {
		writeFileSync( file, code );
		chownSync( file, uid, gid );
	};
}

async function logIn() {
	const answer = await fetch( `${ stack.url }/wp-login.php`, {
		method: 'POST',
		redirect: 'manual',
		headers: { Cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
		body: new URLSearchParams( { log: stack.user, pwd: stack.password } ),
	} );
	return answer.headers
		.getSetCookie()
		.map( ( line ) => line.split( ';' )[ 0 ] )
		.join( '; ' );
}

/** Opens the dashboard as an admin does. */
async function openScreen() {
	const { status } = await visit(
		`${ stack.url }/wp-admin/tools.php?page=culprit`,
		{ headers: { Cookie: await logIn() } }
	);
	assert.equal( status, 200 );
}

/** The guard as a call sees it that did not go through it. */
const asSeenWithoutIt = async () =>
	(
		await call( 'state', null, {
			headers: basic( stack.user, stack.applicationPassword ),
		} )
	).json.guard;

/** The guard as a call sees it that went through it. */
const asSeenThroughIt = async () => ( await call( 'state' ) ).json.guard;

/** Takes the right to write away from PHP, whose workers are not root. */
function closeFolder() {
	chmodSync( mustUse, 0o555 );
	if ( process.getuid() === 0 ) {
		chownSync( mustUse, 0, 0 );
	}
}

function openFolder() {
	chmodSync( mustUse, mode );
	chownSync( mustUse, uid, gid );
}

/** Has PHP look at no file twice, as hosts do that promise to say when one changes. */
const withoutTimeStamps = () =>
	writeFileSync(
		config,
		kept[ config ].replace(
			'<?php',
			"<?php ini_set( 'opcache.validate_timestamps', '0' );"
		)
	);

const search = async ( { code, output, progress } ) => ( {
	code,
	says: progress,
	...( output === '' ? {} : JSON.parse( output ) ),
} );

test( "while Culprit's folder is gone, everybody gets the page as before, and the guard goes on when it is back", async () => {
	await makeLive( ...HEALTHY );
	const probe = await mint();
	const before = await front();
	assert.equal( before.status, 200 );
	const from = logged();

	renameSync( home, aside );
	const answers = await Promise.all( [
		front(),
		front( PASS ),
		front( { 'X-Culprit-Pass': 'no pass' } ),
		front( { 'X-Culprit-Probe': 'no token' } ),
	] );
	const probed = await send( probe );
	const own = await call( 'state' );

	for ( const { status, body } of answers ) {
		assert.deepEqual( [ status, body ], [ 200, before.body ] );
	}
	assert.deepEqual( [ probed.status, isProbe( probed ) ], [ 200, false ] );
	assert.match( probed.body, /Northgate Community Hall/ );
	assert.deepEqual( [ own.status, own.json.code ], [ 404, 'rest_no_route' ] );
	assert.equal( logged(), from, 'PHP had nothing to complain about.' );
	assert.equal( read( stub ), kept[ stub ] );

	renameSync( aside, home );
	const again = await send( probe );
	assert.equal( again.headers[ 'x-culprit-marker' ], probe.marker );
	assert.deepEqual( trailer( again.body, probe ).loaded, [
		CULPRIT,
		...HEALTHY,
	] );
	assert.equal( ( await asSeenThroughIt() ).problem, null );
} );

test( 'with any one of its files missing or cut off, nothing of the guard is there, and the token stays good', async () => {
	await makeLive( ...HEALTHY );
	const probe = await mint();
	const from = logged();
	const files = readdirSync( path.join( home, 'includes/Guard' ) )
		.filter(
			( name ) =>
				! [
					// What the guard does not need.
					'stub.php',
					'enter.php',
					'Installer.php',
					'Busy.php',
					'WatchStart.php',
				].includes( name )
		)
		.map( ( name ) => `Guard/${ name }` );
	assert.ok( files.length > 25 );

	for ( const name of [
		...files,
		'Tables.php',
		'Site/ApplicationPasswords.php',
	] ) {
		for ( const change of [
			() => null,
			( code ) => code.slice( 0, code.lastIndexOf( '}' ) ),
		] ) {
			const back = altered( name, change );
			const answer = await send( probe );
			back();
			assert.deepEqual(
				[ answer.status, isProbe( answer ) ],
				[ 200, false ],
				name
			);
			assert.match( answer.body, /<\/html>\s*$/, name );
		}
	}
	assert.equal( logged(), from );
	assert.ok( isProbe( await send( probe ) ), 'Nobody has claimed it.' );
} );

test( 'a bare call with files missing is no call of half the kind: it gets what everybody gets', async () => {
	await makeLive( plugin( 'deadly', KILL ) );
	assert.equal( ( await call( 'state' ) ).status, 200 );

	for ( const name of [ 'BareCall', 'VirtualConfiguration', 'Pass' ] ) {
		const back = altered( `Guard/${ name }.php`, () => null );
		const { status } = await call( 'state' );
		back();
		assert.equal( status, 502, name );
	}
} );

test( 'with files of two versions that do not fit together a probe ends, counts for nothing, and so does a bare call', async () => {
	await makeLive( plugin( 'deadly', KILL ) );
	const probe = await mint();
	const list = await stored( 'active_plugins' );
	const back = altered( 'Guard/VirtualConfiguration.php', ( code ) =>
		code
			.replace(
				'start( array $configuration',
				'start( int $configuration'
			)
			.replace( 'function pin()', 'function pin( int $more )' )
	);

	const probed = await send( probe );
	const own = await call( 'state' );
	back();

	assert.deepEqual(
		[ probed.status, probed.headers[ 'retry-after' ], probed.body ],
		[ 503, '600', '' ]
	);
	assert.equal( isProbe( probed ), false );
	assert.equal( own.status, 503 );
	assert.equal( await stored( 'active_plugins' ), list );
	const left = await record( probe );
	assert.deepEqual( [ left.readable, left.ended ], [ false, false ] );
} );

for ( const [ how, code, ended ] of [
	[ 'goes on', '', 'completed' ],
	[ 'dies', "throw new Exception( 'after that' );", 'fatal' ],
] ) {
	test( `when the folder is taken away under a probe that then ${ how }, it reports to its end`, async () => {
		const odd = plugin(
			'odd',
			`rename( WP_PLUGIN_DIR . '/culprit', WP_CONTENT_DIR . '/culprit-aside' ); ${ code }`
		);
		const configuration = {
			...( await live() ),
			plugins: [ CULPRIT, odd, HEALTHY[ 0 ] ],
		};
		for ( const deep of [ false, true ] ) {
			const probe = await mint( { configuration, deep } );

			const { body } = await send( probe );
			renameSync( aside, home );

			const report =
				trailer( body, probe ) ?? ( await record( probe ) ).report;
			assert.equal( report.ended, ended );
			assert.equal(
				report.error?.file ?? null,
				ended === 'fatal' ? 'wp-content/plugins/odd/odd.php' : null
			);
			assert.deepEqual(
				report.loaded,
				ended === 'fatal' ? [ CULPRIT ] : [ CULPRIT, odd, HEALTHY[ 0 ] ]
			);
		}
	} );
}

/**
 * Updates Culprit to another version by WordPress's own upgrader, as the button and the nightly update do.
 *
 * @param {string} version
 */
async function update( version ) {
	const script = path.join( stack.root, 'update-for-a-test.php' );
	writeFileSync(
		script,
		`<?php
require './wp-load.php';
foreach ( array( 'file', 'misc', 'plugin', 'class-wp-upgrader', 'class-pclzip' ) as $name ) {
	require_once ABSPATH . "wp-admin/includes/$name.php";
}
wp_set_current_user( 1 );
WP_Filesystem();
$new = get_temp_dir() . wp_generate_uuid4();
mkdir( "$new/culprit", 0755, true );
copy_dir( WP_PLUGIN_DIR . '/culprit', "$new/culprit" );
$code = str_replace( '${ versionOf() }', '${ version }', file_get_contents( "$new/culprit/plugin.php" ) );
file_put_contents( "$new/culprit/plugin.php", $code );
( new PclZip( "$new/culprit.zip" ) )->create( "$new/culprit", PCLZIP_OPT_REMOVE_PATH, $new );
set_site_transient( 'update_plugins', (object) array( 'last_checked' => time(), 'response' => array( 'culprit/plugin.php' => (object) array( 'slug' => 'culprit', 'plugin' => 'culprit/plugin.php', 'new_version' => '${ version }', 'package' => "$new/culprit.zip" ) ) ) );
$skin = new Automatic_Upgrader_Skin();
$done = ( new Plugin_Upgrader( $skin ) )->bulk_upgrade( array( 'culprit/plugin.php' ) );
$GLOBALS['wp_filesystem']->delete( $new, true );
ob_end_clean();
echo json_encode( array( 'done' => is_array( $done['culprit/plugin.php'] ?? null ), 'says' => $skin->get_upgrade_messages() ) );
`
	);
	try {
		const { body } = await visit(
			`${ stack.pools.patient }/update-for-a-test.php`
		);
		assert.equal( JSON.parse( body ).done, true, body );
	} finally {
		rmSync( script );
	}
}

const versionOf = () =>
	/^ \* Version:\s+(\S+)/m.exec(
		kept[ path.join( home, 'plugin.php' ) ]
	)[ 1 ];

test( 'after an update in mid-run a probe minted before works, and the next call of a terminal refreshes the guard, also where PHP looks at no time stamps', async () => {
	withoutTimeStamps();
	await makeLive( ...HEALTHY );
	const [ early, late ] = [ await mint(), await mint() ];
	assert.equal( ( await asSeenThroughIt() ).version, versionOf() );
	const from = logged();

	await update( '99.0.0' );

	assert.equal( read( stub ), kept[ stub ], 'Nobody was in wp-admin.' );
	const whole = [ CULPRIT, ...HEALTHY ];
	assert.deepEqual(
		trailer( ( await send( early ) ).body, early ).loaded,
		whole
	);
	for ( const round of [ 'the one that refreshes', 'the next one' ] ) {
		const { problem, version, expected } = await asSeenThroughIt();
		assert.deepEqual(
			[ problem, version, expected ],
			[ null, '99.0.0', '99.0.0' ],
			round
		);
	}
	assert.equal(
		read( stub ),
		kept[ stub ].replaceAll( versionOf(), '99.0.0' )
	);
	assert.deepEqual(
		trailer( ( await send( late ) ).body, late ).loaded,
		whole
	);
	assert.equal( await stored( 'culprit_version' ), '99.0.0' );
	assert.equal( logged(), from );

	// Back again, which is an update, too.
	writeFileSync(
		path.join( home, 'plugin.php' ),
		kept[ path.join( home, 'plugin.php' ) ]
	);
} );

test( 'after an update on a site where every request dies, the guard is refreshed by a bare call', async () => {
	await makeLive( plugin( 'deadly', KILL ) );
	writeFileSync( stub, kept[ stub ].replaceAll( versionOf(), '0.0.1' ) );
	chownSync( stub, uid, gid );
	assert.equal( ( await front() ).status, 502 );

	assert.equal( ( await asSeenThroughIt() ).problem, null );

	assert.equal( read( stub ), kept[ stub ] );
} );

test( 'a guard put there by hand takes effect where PHP looks at no time stamps', async () => {
	writeFileSync( stub, kept[ stub ].replaceAll( versionOf(), '0.0.1' ) );
	// PHP keeps nothing that was written in the last seconds.
	utimesSync( stub, 1e9, 1e9 );
	closeFolder();
	const old = await asSeenThroughIt();
	assert.deepEqual(
		[ old.version, old.problem ],
		[ '0.0.1', 'folder-unwritable' ]
	);
	withoutTimeStamps();
	writeFileSync( stub, kept[ stub ] );

	const stale = await asSeenThroughIt();
	assert.deepEqual(
		[ stale.version, stale.problem ],
		[ '0.0.1', 'other-version' ]
	);
	assert.match( stale.message, /PHP runs an old copy/ );

	const fresh = await asSeenThroughIt();
	assert.deepEqual( [ fresh.version, fresh.problem ], [ versionOf(), null ] );
} );

test( 'a must-use folder that cannot be written is told in a sentence, breaks nothing, and gets the guard once it can', async () => {
	rmSync( stub );
	closeFolder();
	const from = logged();

	await openScreen();
	const guard = await asSeenWithoutIt();
	assert.deepEqual(
		[ guard.installed, guard.problem ],
		[ false, 'folder-unwritable' ]
	);
	assert.match( guard.message, /may not write to wp-content\/mu-plugins\. / );
	assert.equal( ( await front() ).status, 200 );
	assert.deepEqual( readdirSync( mustUse ), [] );

	openFolder();
	await openScreen();
	assert.equal( read( stub ), kept[ stub ] );
	assert.equal( statSync( stub ).uid, uid );
	assert.equal( ( await asSeenThroughIt() ).problem, null );
	assert.equal( logged(), from );
} );

test( 'an old guard in a folder that cannot be written is told so, and works until it can be replaced', async () => {
	writeFileSync( stub, kept[ stub ].replaceAll( versionOf(), '0.0.1' ) );
	closeFolder();
	const from = logged();

	for ( const seen of [ asSeenWithoutIt, asSeenThroughIt ] ) {
		const { installed, version, problem, message } = await seen();
		assert.deepEqual(
			[ installed, version, problem ],
			[ true, '0.0.1', 'folder-unwritable' ]
		);
		assert.match(
			message,
			/installed or updated, because WordPress may not write to wp-content\/mu-plugins\. /
		);
	}
	assert.ok( isProbe( await send( await mint() ) ) );

	openFolder();
	assert.equal( ( await asSeenThroughIt() ).problem, null );
	assert.equal( read( stub ), kept[ stub ] );
	assert.equal( logged(), from );
} );

const READS = `
get_option( 'active_plugins' ); get_option( 'template' ); get_option( 'stylesheet' ); wp_load_alloptions();
get_site_option( 'active_sitewide_plugins' ); get_template_directory(); get_stylesheet_directory();
wp_get_theme()->get( 'Name' ); wp_get_active_and_valid_plugins(); wp_get_active_and_valid_themes();`;

/** What WordPress really loaded, told by a page itself. */
const SAYS = `add_action( 'wp_footer', static function () {
	echo '<says>' . json_encode( array( TEMPLATEPATH, STYLESHEETPATH, get_template_directory(), get_stylesheet_directory(), get_option( 'active_plugins' ) ) ) . '</says>';
} );`;

test( 'must-use plugins that load before the guard and read list and theme change nothing of what a probe loads', async () => {
	await makeLive( ...HEALTHY );
	always( 'mu-plugins/!reads.php', READS );
	always( 'mu-plugins/z-says.php', SAYS );
	const state = ( await call( 'state' ) ).json;
	assert.deepEqual( state.guard.earlier, [ '!reads.php' ] );
	const theme = 'twentytwentyfour';
	assert.notEqual( state.live.template, theme );
	const wanted = {
		...state.live,
		plugins: [ CULPRIT, HEALTHY[ 1 ] ],
		template: theme,
		stylesheet: theme,
	};

	for ( const [ configuration, folder ] of [
		[ wanted, path.join( content, 'themes', theme ) ],
		[
			{
				...wanted,
				plugins: [],
				template: state.probe_theme,
				stylesheet: state.probe_theme,
			},
			path.join( home, 'themes', state.probe_theme ),
		],
		[ state.live, path.join( content, 'themes', state.live.template ) ],
	] ) {
		const probe = await mint( { configuration } );
		const { body } = await send( probe );
		const report = trailer( body, probe );

		assert.deepEqual( report.loaded, configuration.plugins );
		assert.equal( report.template, configuration.template );
		assert.equal( report.stylesheet, configuration.stylesheet );
		assert.deepEqual(
			JSON.parse( /<says>(.+?)<\/says>/.exec( body )[ 1 ] ),
			[ folder, folder, folder, folder, configuration.plugins ]
		);
	}
} );

const INSISTS = `add_filter( 'FILTER', static function ( $answer, $name ) {
	switch ( $name ) {
		case 'active_plugins': return LIST;
		case 'template': case 'stylesheet': return 'twentytwentyfour';
		default: return $answer;
	}
}, PHP_INT_MAX, 2 );`;

/**
 * Has an earlier must-use plugin insist on answers of its own.
 *
 * @param {string[]} list    Plugins.
 * @param {string[]} filters By which.
 */
const insist = ( list, filters ) =>
	always(
		'mu-plugins/!insists.php',
		`add_action( 'muplugins_loaded', static function () { ${ filters
			.map( ( filter ) =>
				INSISTS.replace( 'FILTER', filter ).replace(
					'LIST',
					`array( '${ list.join( "', '" ) }' )`
				)
			)
			.join( '\n' ) } }, PHP_INT_MAX );`
	);

test( 'an earlier must-use plugin that insists on list and theme does not get its way in a probe', async () => {
	insist(
		[ CULPRIT, HEALTHY[ 0 ] ],
		[ 'active_plugins', 'template', 'stylesheet' ].map(
			( name ) => `pre_option_${ name }`
		)
	);
	always( 'mu-plugins/z-says.php', SAYS );
	const configuration = {
		...( await live() ),
		plugins: [ CULPRIT, HEALTHY[ 1 ] ],
		template: 'twentytwentythree',
		stylesheet: 'twentytwentythree',
	};
	const probe = await mint( { configuration } );

	const { body } = await send( probe );

	const folder = path.join( content, 'themes/twentytwentythree' );
	assert.deepEqual( JSON.parse( /<says>(.+?)<\/says>/.exec( body )[ 1 ] ), [
		folder,
		folder,
		folder,
		folder,
		configuration.plugins,
	] );
	const { loaded, template } = trailer( body, probe );
	assert.deepEqual(
		[ loaded, template ],
		[ configuration.plugins, 'twentytwentythree' ]
	);
} );

for ( const [ what, list ] of [
	[ 'too little', [ CULPRIT ] ],
	[ 'too much', [ CULPRIT, ...HEALTHY, 'deadly/deadly.php' ] ],
] ) {
	test( `where an earlier must-use plugin has ${ what } loaded whatever is asked, the report says what was loaded, and it counts for nothing`, async () => {
		plugin(
			'deadly',
			"if ( ! isset( $_GET['rest_route'] ) ) { throw new Exception( 'deadly' ); }"
		);
		await makeLive( HEALTHY[ 0 ] );
		insist( list, [ 'pre_option' ] );
		const wanted = [ CULPRIT, HEALTHY[ 0 ] ];
		const probe = await mint( {
			configuration: { ...( await live() ), plugins: wanted },
		} );
		const { body } = await send( probe );
		const { loaded } =
			trailer( body, probe ) ?? ( await record( probe ) ).report;
		assert.deepEqual(
			loaded,
			list.filter( ( one ) => one !== 'deadly/deadly.php' )
		);

		const found = await search( await isolate( stack ) );

		assert.deepEqual( found.culprits ?? [], [], found.says );
		assert.notEqual( found.outcome, 'below-plugins' );
	} );
}

for ( const [ how, code, reason, later ] of [
	[
		'dies',
		"throw new Exception( 'early' );",
		'dead-before-guard',
		{ outcome: 'below-plugins', layer: 'must-use' },
	],
	[
		'ends the page',
		"echo 'Closed.'; exit;",
		'never-claimed',
		// Nothing that was asked for got its turn.
		{ outcome: 'unresolved', reason: 'wrong-set' },
	],
] ) {
	test( `an earlier must-use plugin that ${ how } accuses nobody`, async () => {
		await makeLive( ...HEALTHY );
		always(
			'mu-plugins/!early.php',
			`if ( ! isset( $_GET['rest_route'] ) ) { ${ code } }`
		);
		const probe = await mint();
		assert.equal( isProbe( await send( probe ) ), false );
		const { claimed, ended } = await record( probe );
		assert.deepEqual( [ claimed, ended ], [ false, false ] );

		const found = await search( await isolate( stack ) );

		assert.equal( found.code, 2, found.says );
		assert.equal( found.reason, reason );
		assert.deepEqual( found.culprits, [] );
	} );

	test( `a later must-use plugin that ${ how } is not taken for a plugin, and named where PHP names it`, async () => {
		await makeLive( ...HEALTHY );
		always(
			'mu-plugins/z-late.php',
			`if ( ! isset( $_GET['rest_route'] ) ) { ${ code } }`
		);

		const found = await search( await isolate( stack ) );

		for ( const [ name, value ] of Object.entries( later ) ) {
			assert.equal( found[ name ], value, found.says );
		}
		assert.deepEqual( found.culprits, [] );
		assert.equal(
			found.signature?.file ?? null,
			how === 'dies' ? 'wp-content/mu-plugins/z-late.php' : null
		);
	} );
}

test( 'the guard stays where only its plugin was taken from the list, and stands aside for good where the plugin was deleted', async () => {
	const probe = await mint();
	renameSync( home, aside );
	await sql(
		"UPDATE wp_options SET option_value = 'a:0:{}' WHERE option_name = 'active_plugins'"
	);
	await sql(
		"INSERT INTO wp_options ( option_name, option_value, autoload ) VALUES ( 'culprit_busy', '{}', 'yes' )"
	);
	const from = logged();

	for ( const answer of [
		await front(),
		await front( asAdmin() ),
		await send( probe ),
	] ) {
		assert.deepEqual(
			[ answer.status, isProbe( answer ) ],
			[ 200, false ]
		);
	}
	assert.equal( logged(), from );
	assert.equal( read( stub ), kept[ stub ] );
} );

test( 'deactivated on the plugins screen while nobody can take its guard away, Culprit is off all the same', async () => {
	await makeLive( ...HEALTHY );
	const probe = await mint();
	assert.equal( ( await call( 'state' ) ).status, 200 );
	const headers = { Cookie: await logIn() };
	const screen = await visit( `${ stack.url }/wp-admin/plugins.php`, {
		headers,
	} );
	const link =
		/href="(plugins\.php\?action=deactivate&amp;plugin=culprit%2Fplugin\.php[^"]+)"/.exec(
			screen.body
		)[ 1 ];
	const from = logged();

	closeFolder();
	await visit(
		`${ stack.url }/wp-admin/${ link.replaceAll( '&amp;', '&' ) }`,
		{ headers }
	);

	assert.doesNotMatch( await stored( 'active_plugins' ), /culprit/ );
	assert.equal( read( stub ), kept[ stub ] );
	const own = await call( 'state' );
	assert.deepEqual( [ own.status, own.json.code ], [ 404, 'rest_no_route' ] );
	assert.equal( isProbe( await send( probe ) ), false );
	for ( const name of [ 'culprit_key', 'culprit_version' ] ) {
		assert.equal( await stored( name ), undefined, name );
	}
	assert.equal( logged(), from );
} );
