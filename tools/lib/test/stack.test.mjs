/**
 * What the stack does as a host does, and that nothing of it is left afterwards.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { mustRun, run } from '../child.mjs';
import { serialized } from '../corpus/order.mjs';
import { visit } from '../corpus/visit.mjs';
import { withoutServices } from '../php.mjs';
import { root } from '../setup.mjs';
import { buildSite } from '../site.mjs';
import { startStack } from '../stack.mjs';
import { createDatabase, rowsOf } from '../stack/database.mjs';
import { freePorts } from '../stack/ports.mjs';
import { tempFolder } from './fake-npm.mjs';

/**
 * Whether anybody accepts connections on the port of an address.
 *
 * @param {string} address
 * @return {Promise<boolean>} False when nobody does.
 */
function listens( address ) {
	return new Promise( ( resolve ) => {
		const connection = net.connect( new URL( address ).port, '127.0.0.1' );
		connection.on( 'connect', () => {
			connection.destroy();
			resolve( true );
		} );
		connection.on( 'error', () => resolve( false ) );
	} );
}

/**
 * The processes of servers; each server has a group of its own.
 *
 * @param {Record<string, number>} pids Of the servers.
 * @return {Promise<Object[]>} `group`, `pid`, `user` and `args`, all texts.
 */
async function processesOf( pids ) {
	const groups = Object.values( pids ).map( String );
	const list = await mustRun( 'ps', [ '-eo', 'pgid=,pid=,user=,args=' ] );
	return list
		.split( '\n' )
		.map( ( line ) => line.trim().split( /\s+/ ) )
		.map( ( [ group, pid, user, ...args ] ) => ( {
			group,
			pid,
			user,
			args: args.join( ' ' ),
		} ) )
		.filter( ( { group } ) => groups.includes( group ) );
}

describe( 'the stack', () => {
	let site;
	let stack;

	before( async () => {
		site = await buildSite( { culprit: null } );
		stack = await startStack( {
			folder: site.folder,
			site,
			terminate: 2,
			gateway: 3,
		} );
		const page = ( name, code ) =>
			writeFileSync(
				path.join( site.wordpress, `${ name }.php` ),
				`<?php ${ code }`
			);
		page( 'sleep', 'sleep( 6 );' );
		page( 'second', 'usleep( 1000000 );' );
		page( 'account', 'echo posix_geteuid();' );
		page( 'log', "error_log( 'Something happened.' );" );
		page(
			'header',
			"header( 'X-Long: ' . str_repeat( 'x', (int) $_GET['bytes'] ) );"
		);
	} );

	after( async () => {
		await stack?.stop();
		site?.remove();
	} );

	test( 'shows the front page, in every pool', async () => {
		for ( const name of [ 'terminate', 'patient', 'single', 'cached' ] ) {
			const { status, body } = await visit( `${ stack.pools[ name ] }/` );
			assert.equal( status, 200, name );
			assert.match( body, /Northgate Community Hall/ );
			// Its links stay in the pool.
			assert.ok( body.includes( `${ stack.pools[ name ] }/` ), name );
		}
		assert.equal( stack.url, stack.pools.terminate );
	} );

	test( 'a worker that a plugin kills is a 502, and the next page is fine', async () => {
		const folder = path.join( site.wordpress, 'wp-content/plugins/killer' );
		mkdirSync( folder );
		writeFileSync(
			path.join( folder, 'killer.php' ),
			"<?php\n/** Plugin Name: Killer */\nisset( $_GET['kill'] ) && posix_kill( getmypid(), 9 );"
		);
		await stack.sql(
			`UPDATE wp_options SET option_value = '${ serialized( [
				'killer/killer.php',
			] ) }' WHERE option_name = 'active_plugins'`
		);
		assert.equal( ( await visit( `${ stack.url }/?kill` ) ).status, 502 );
		assert.equal( ( await visit( `${ stack.url }/` ) ).status, 200 );
	} );

	test( 'a page that sleeps is ended by PHP in one pool, given up by nginx in the other', async () => {
		const [ ended, givenUp ] = await Promise.all(
			[ 'terminate', 'patient' ].map( ( name ) =>
				visit( `${ stack.pools[ name ] }/sleep.php` )
			)
		);
		assert.equal( ended.status, 502 );
		assert.ok( ended.milliseconds > 1900, String( ended.milliseconds ) );
		assert.equal( givenUp.status, 504 );
		assert.ok( givenUp.milliseconds > 2900 );
		assert.ok( givenUp.milliseconds < 5000, 'It waited for the page.' );
	} );

	test( 'the pool "single" does one thing at a time', async () => {
		const seconds = async ( name ) => {
			const start = performance.now();
			const both = await Promise.all(
				[ 1, 2 ].map( () =>
					visit( `${ stack.pools[ name ] }/second.php` )
				)
			);
			assert.deepEqual(
				both.map( ( { status } ) => status ),
				[ 200, 200 ]
			);
			return ( performance.now() - start ) / 1000;
		};
		const one = await seconds( 'single' );
		assert.ok( one >= 2, `${ one } s` );
		const many = await seconds( 'terminate' );
		assert.ok( many < 1.9, `${ many } s` );
	} );

	test( 'more than 4 kB of headers are a 502', async () => {
		const status = async ( bytes ) =>
			( await visit( `${ stack.url }/header.php?bytes=${ bytes }` ) )
				.status;
		assert.equal( await status( 3000 ), 200 );
		assert.equal( await status( 4100 ), 502 );
	} );

	test( 'what PHP logs is in the log it names', async () => {
		await visit( `${ stack.url }/log.php` );
		assert.match(
			readFileSync( stack.logs.php, 'utf8' ),
			/Something happened\./
		);
		for ( const file of Object.values( stack.logs ) ) {
			assert.ok( existsSync( file ), file );
		}
	} );

	test( 'goes back to the database it remembered', async () => {
		await stack.sql(
			"CREATE TABLE wp_kept ( bytes BLOB, words TEXT ); INSERT INTO wp_kept VALUES ( 0x00FF8009, 'für''s\\n\\\\' )"
		);
		const kept = () =>
			stack.sql( 'SELECT HEX( bytes ) AS bytes, words FROM wp_kept' );
		const tables = async () =>
			( await stack.sql( 'SHOW TABLES' ) ).map(
				( row ) => Object.values( row )[ 0 ]
			);
		await stack.snapshot();
		const expected = await tables();
		assert.ok( expected.includes( 'wp_links' ) );

		await stack.sql( 'DROP TABLE wp_links' );
		await stack.sql( 'CREATE TABLE wp_later ( id INT )' );
		await stack.sql( 'DELETE FROM wp_kept' );
		const start = performance.now();
		await stack.restore();
		const time = performance.now() - start;

		assert.deepEqual( await tables(), expected );
		assert.deepEqual( await kept(), [
			{ bytes: '00FF8009', words: "für's\n\\" },
		] );
		assert.ok( time < 1000, `${ time } ms` );
		assert.equal( ( await visit( `${ stack.url }/` ) ).status, 200 );
	} );

	test( 'the pool "cached" answers from its cache the second time', async () => {
		const seen = async () =>
			( await visit( `${ stack.pools.cached }/?cached` ) ).headers[
				'x-cache-status'
			];
		assert.equal( await seen(), 'MISS' );
		assert.equal( await seen(), 'HIT' );
	} );

	test( 'the pool "protected" asks for a password', async () => {
		const status = async ( headers ) =>
			( await visit( `${ stack.pools.protected }/`, { headers } ) )
				.status;
		const basic = ( words ) => ( {
			Authorization: `Basic ${ Buffer.from( words ).toString( 'base64' ) }`,
		} );
		assert.equal( await status( {} ), 401 );
		assert.equal( await status( basic( 'visitor:guess' ) ), 401 );
		assert.equal( await status( basic( 'visitor:staging' ) ), 200 );
	} );

	test( 'no worker is root, and all may write where WordPress does', async () => {
		assert.notEqual(
			( await visit( `${ stack.url }/account.php` ) ).body,
			'0'
		);
		const { fpm, nginx } = stack.pids;
		const masters = [ fpm, nginx ].map( String );
		const workers = ( await processesOf( { fpm, nginx } ) ).filter(
			( { pid } ) => ! masters.includes( pid )
		);
		// Four, four and one of PHP, and nginx's.
		assert.ok( workers.length >= 10, JSON.stringify( workers ) );
		assert.deepEqual(
			workers.filter( ( { user } ) => user === 'root' ),
			[]
		);
		writeFileSync(
			path.join( site.wordpress, 'write.php' ),
			"<?php echo (int) file_put_contents( __DIR__ . '/wp-content/written', 'x' );"
		);
		assert.equal( ( await visit( `${ stack.url }/write.php` ) ).body, '1' );
	} );

	test( 'refuses a port that is taken, and leaves nothing running', async ( t ) => {
		const other = await buildSite( { culprit: null } );
		t.after( () => other.remove() );
		const { port } = new URL( stack.url );
		await assert.rejects(
			startStack( {
				folder: other.folder,
				site: other,
				port: Number( port ),
			} ),
			new RegExp( `Port ${ port } is taken` )
		);
		const list = await mustRun( 'ps', [ '-eo', 'args=' ] );
		assert.ok( ! list.includes( other.folder ) );
	} );

	test( 'stops within two seconds though a worker hangs, and nothing is left', async () => {
		const hanging = visit( `${ stack.pools.patient }/sleep.php` );
		await sleep( 300 );
		assert.ok( ( await processesOf( stack.pids ) ).length >= 13 );
		const start = performance.now();
		await stack.stop();
		const time = performance.now() - start;
		assert.ok( time < 2000, `${ time } ms` );
		assert.equal( ( await hanging ).status, null );
		assert.deepEqual( await processesOf( stack.pids ), [] );
		for ( const [ name, address ] of Object.entries( stack.pools ) ) {
			assert.equal( await listens( address ), false, name );
		}
		// A second time does no harm.
		await stack.stop();
	} );
} );

test( 'tells when its database ends by itself', async ( t ) => {
	const site = await buildSite( { culprit: null } );
	const stack = await startStack( {
		folder: site.folder,
		site,
		workers: 1,
	} );
	t.after( async () => {
		await stack.stop();
		site.remove();
	} );
	process.kill( stack.pids.mariadb, 'SIGKILL' );
	const told = await Promise.race( [
		stack.ended.then( () => true ),
		sleep( 5000, false ),
	] );
	assert.ok( told );
} );

describe( 'rowsOf()', () => {
	test( 'reads names and values', () => {
		assert.deepEqual( rowsOf( 'id\tname\n1\tone\n2\ttwo\n' ), [
			{ id: '1', name: 'one' },
			{ id: '2', name: 'two' },
		] );
	} );

	test( 'takes escapes apart', () => {
		assert.deepEqual(
			rowsOf( 'a\tb\ntab\\tline\\nnull\\0back\\\\\t\\\\n\n' ),
			[ { a: 'tab\tline\nnull\0back\\', b: '\\n' } ]
		);
	} );

	test( 'tells NULL from nothing and from a part of a text', () => {
		assert.deepEqual( rowsOf( 'a\tb\tc\nNULL\t\tNULL and void\n' ), [
			{ a: null, b: '', c: 'NULL and void' },
		] );
	} );

	test( 'keeps a row that is one empty text', () => {
		assert.deepEqual( rowsOf( 'a\n\nx\n\n' ), [
			{ a: '' },
			{ a: 'x' },
			{ a: '' },
		] );
	} );

	test( 'has no rows where nothing was printed', () => {
		assert.deepEqual( rowsOf( '' ), [] );
	} );
} );

test( 'a database that was not remembered is not thrown away', async () => {
	await assert.rejects(
		createDatabase( '/nowhere' ).restore(),
		/none was remembered/
	);
} );

test( 'ports are free and differ', async () => {
	const ports = await freePorts( [ 0, 0, 0 ] );
	assert.equal( new Set( ports ).size, 3 );
	assert.deepEqual( await freePorts( ports ), ports );
} );

describe( 'withoutServices()', () => {
	test( 'has Debian refuse to start any while it works, also when that fails', async ( t ) => {
		const policy = path.join( tempFolder( t ), 'policy-rc.d' );
		const answer = async () =>
			( await run( policy, [ 'nginx', 'start' ] ) ).code;
		assert.equal( await withoutServices( answer, policy ), 101 );
		assert.ok( ! existsSync( policy ) );

		await assert.rejects(
			withoutServices( async () => {
				assert.equal( await answer(), 101 );
				throw new Error( 'No such package.' );
			}, policy ),
			/No such package/
		);
		assert.ok( ! existsSync( policy ) );
	} );

	test( 'leaves a policy of the system alone', async ( t ) => {
		const policy = path.join( tempFolder( t ), 'policy-rc.d' );
		writeFileSync( policy, 'theirs' );
		await withoutServices( async () => {
			assert.equal( readFileSync( policy, 'utf8' ), 'theirs' );
		}, policy );
		assert.equal( readFileSync( policy, 'utf8' ), 'theirs' );
	} );

	test( 'takes it back on Ctrl+C', async ( t ) => {
		const policy = path.join( tempFolder( t ), 'policy-rc.d' );
		const child = spawn(
			process.execPath,
			[
				'--input-type=module',
				'-e',
				`import { withoutServices } from ${ JSON.stringify(
					new URL( '../php.mjs', import.meta.url ).href
				) };
				await withoutServices( () => new Promise( ( resolve ) => {
					console.log( 'installing' );
					setTimeout( resolve, 60000 );
				} ), ${ JSON.stringify( policy ) } );`,
			],
			{ stdio: [ 'ignore', 'pipe', 'inherit' ] }
		);
		const ended = new Promise( ( resolve ) => child.on( 'exit', resolve ) );
		await new Promise( ( resolve ) =>
			child.stdout.once( 'data', resolve )
		);
		assert.ok( existsSync( policy ) );
		child.kill( 'SIGINT' );
		assert.equal( await ended, 130 );
		assert.ok( ! existsSync( policy ) );
	} );
} );

describe( 'npm run stack', () => {
	const script = fileURLToPath(
		new URL( '../../stack.mjs', import.meta.url )
	);

	/**
	 * Runs the command with a temp folder of its own, so that it does not meet a stack that somebody works with.
	 *
	 * @param {string} temp
	 */
	const inFolder =
		( temp ) =>
		( ...args ) =>
			run( process.execPath, [ script, ...args ], {
				cwd: root,
				env: { ...process.env, TMPDIR: temp },
			} );

	/**
	 * What the process in the background has written down.
	 *
	 * @param {string} temp
	 * @return {Object} The state.
	 */
	function stateIn( temp ) {
		const name = readdirSync( temp ).find( ( one ) =>
			one.startsWith( 'culprit-stack-' )
		);
		return JSON.parse(
			readFileSync( path.join( temp, name, 'state.json' ), 'utf8' )
		);
	}

	test( 'goes up once, goes back, goes down, and notices a death', async ( t ) => {
		let temp = null;
		// Before the folder goes, which is done in a job of its own.
		t.after( () =>
			spawnSync( process.execPath, [ script, 'down' ], {
				env: { ...process.env, TMPDIR: temp },
			} )
		);
		temp = tempFolder( t );
		chmodSync( temp, 0o711 );
		const stack = inFolder( temp );
		const plugin = path.join( temp, 'greeter.php' );
		writeFileSync(
			plugin,
			"<?php\n/** Plugin Name: Greeter */\nadd_action( 'wp_footer', function () { echo 'Greetings'; } );"
		);

		const first = await stack( 'up', '--plugin', plugin );
		assert.equal( first.code, 0, first.output );
		const dead = stateIn( temp );
		process.kill( dead.pid, 'SIGKILL' );
		const death = await stack( 'status' );
		assert.equal( death.code, 1 );
		assert.match( death.output, /died without cleaning up/ );

		const start = performance.now();
		const up = await stack( 'up', '--plugin', plugin, '--workers', '2' );
		t.diagnostic(
			`up: ${ ( ( performance.now() - start ) / 1000 ).toFixed( 1 ) } s`
		);
		assert.equal( up.code, 0, up.output );
		assert.match( up.output, /Its front page answers 200/ );
		assert.ok( ! existsSync( dead.folder ) );
		assert.deepEqual( await processesOf( dead.pids ), [] );

		const state = stateIn( temp );
		const told = [
			...Object.values( state.pools ),
			...Object.values( state.logs ),
			state.user,
			state.password,
			state.applicationPassword,
			'npm run stack -- down',
			`culprit.mjs isolate ${ state.url }`,
		];
		for ( const words of told ) {
			assert.ok( up.output.includes( words ), words );
		}
		const home = path.join(
			temp,
			readdirSync( temp ).find( ( one ) =>
				one.startsWith( 'culprit-stack-' )
			)
		);
		assert.equal( statSync( home ).mode.toString( 8 ), '40700' );
		assert.equal(
			statSync( path.join( home, 'state.json' ) ).mode.toString( 8 ),
			'100600'
		);
		assert.equal( state.active.length, 23 + 1 + 1 );
		const front = await visit( `${ state.url }/` );
		assert.match( front.body, /Greetings/ );
		const account = await fetch( `${ state.url }/wp-json/wp/v2/users/me`, {
			headers: {
				Authorization: `Basic ${ Buffer.from(
					`${ state.user }:${ state.applicationPassword }`
				).toString( 'base64' ) }`,
			},
		} );
		assert.equal( account.status, 200 );

		const again = await stack( 'up' );
		assert.equal( again.code, 0 );
		assert.match( again.output, /running already/ );
		assert.ok( again.output.includes( state.url ) );
		assert.equal( stateIn( temp ).pid, state.pid );

		const status = await stack( 'status' );
		assert.equal( status.code, 0, status.output );
		assert.match( status.output, /answers 200/ );

		const database = createDatabase(
			path.join( path.dirname( state.logs.mariadb ), 'db.sock' )
		);
		const content = path.join( state.root, 'wp-content' );
		const file = path.join( content, 'plugins/greeter/greeter.php' );
		const owner = statSync( file ).uid;
		const cached = async () =>
			( await visit( `${ state.pools.cached }/` ) ).headers[
				'x-cache-status'
			];
		await cached();
		assert.equal( await cached(), 'HIT' );
		rmSync( file );
		writeFileSync( path.join( content, 'later.php' ), '' );
		await database.sql( 'DROP TABLE wp_posts' );
		assert.doesNotMatch(
			( await visit( `${ state.url }/` ) ).body,
			/Greetings/
		);

		const reset = await stack( 'reset' );
		assert.equal( reset.code, 0, reset.output );
		assert.equal( statSync( file ).uid, owner );
		assert.ok( ! existsSync( path.join( content, 'later.php' ) ) );
		const posts = await database.sql(
			"SELECT post_title FROM wp_posts WHERE post_title = 'Hire the hall'"
		);
		assert.equal( posts.length, 1 );
		assert.equal( await cached(), 'MISS' );
		const mended = await visit( `${ state.url }/` );
		assert.equal( mended.status, 200 );
		assert.match( mended.body, /Greetings/ );

		const down = await stack( 'down' );
		assert.equal( down.code, 0, down.output );
		assert.equal( await listens( state.url ), false );
		assert.deepEqual( await processesOf( state.pids ), [] );
		assert.deepEqual( readdirSync( temp ), [ 'greeter.php' ] );

		const nothing = await stack( 'status' );
		assert.equal( nothing.code, 1 );
		assert.match( nothing.output, /Nothing is running/ );
	} );

	test( 'ends servers that outlived their holder, and no other process of that number', async ( t ) => {
		const temp = tempFolder( t );
		const folder = path.join( temp, 'site' );
		mkdirSync( folder );
		const start = ( word ) => {
			const child = spawn(
				process.execPath,
				[ '-e', 'setInterval( () => {}, 1000 )', word ],
				{ detached: true, stdio: 'ignore' }
			);
			t.after( () => child.kill( 'SIGKILL' ) );
			return child;
		};
		const [ ours, theirs ] = [ folder, 'something else' ].map( start );
		const { code, output } = await run(
			process.execPath,
			[
				'--input-type=module',
				'-e',
				`import { removeLeftovers } from ${ JSON.stringify(
					new URL( '../stack/state.mjs', import.meta.url ).href
				) };
				await removeLeftovers( ${ JSON.stringify( {
					folder,
					pids: { nginx: ours.pid, fpm: theirs.pid },
				} ) } );`,
			],
			{ env: { ...process.env, TMPDIR: temp } }
		);
		assert.equal( code, 0, output );
		await sleep( 50 );
		assert.equal( ours.signalCode, 'SIGKILL' );
		assert.equal( theirs.signalCode, null );
		assert.equal( theirs.exitCode, null );
		assert.ok( ! existsSync( folder ) );
	} );

	test( 'refuses a wrong command line with 64', async ( t ) => {
		const temp = tempFolder( t );
		const stack = inFolder( temp );
		for ( const args of [
			[],
			[ 'sideways' ],
			[ 'up', 'down' ],
			[ 'down', '--workers', '3' ],
			[ 'up', '--workers', '0' ],
			[ 'up', '--port', 'x' ],
			[ 'up', '--wordpress', '1.0' ],
			[ 'up', '--plugin', temp ],
			[ 'up', '--plugin', path.join( temp, 'missing.php' ) ],
		] ) {
			const { code, output } = await stack( ...args );
			assert.equal( code, 64, `${ args.join( ' ' ) }\n${ output }` );
			assert.match( output, /Usage: npm run stack/ );
		}
		assert.deepEqual( readdirSync( temp ), [] );
	} );
} );
