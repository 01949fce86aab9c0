/**
 * A real site, from its files to its end.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPlayground } from '../playground.mjs';
import { buildSite } from '../site.mjs';
import { tempFolder } from './fake-npm.mjs';

const plugin = ( folder, slug, code ) => {
	const file = path.join( folder, slug, `${ slug }.php` );
	mkdirSync( path.dirname( file ) );
	writeFileSync( file, `<?php\n/*\nPlugin Name: ${ slug }\n*/\n${ code }` );
	return path.dirname( file );
};

const get = async ( url, init ) => {
	const response = await fetch( url, { redirect: 'manual', ...init } );
	return { status: response.status, text: await response.text() };
};

const refused = ( url ) =>
	fetch( url ).then(
		() => false,
		() => true
	);

test( 'a site is installed, provisioned, broken as asked, stopped and gone', async ( t ) => {
	const source = tempFolder( t );
	const site = await buildSite( {
		culprit: null,
		plugins: [
			plugin(
				source,
				'breaks-front',
				`add_action( 'template_redirect', function () { is_front_page() && gone(); } );`
			),
			plugin(
				source,
				'adds-header',
				`header( 'X-Uploads: ' . wp_get_environment_type() );`
			),
		],
		active: [
			'breaks-front/breaks-front.php',
			'adds-header/adds-header.php',
		],
		title: 'A title of its own',
	} );
	t.after( () => site.remove() );
	const server = await startPlayground( { site } );
	t.after( () => server.stop() );

	assert.equal( site.provisioned.home, server.url );
	assert.equal( site.provisioned.siteurl, server.url );
	assert.deepEqual( site.provisioned.active, [
		'breaks-front/breaks-front.php',
		'adds-header/adds-header.php',
	] );
	assert.deepEqual(
		readdirSync( site.wordpress ).filter( ( name ) =>
			name.startsWith( 'provision-' )
		),
		[]
	);

	const front = await get( server.url );
	assert.equal( front.status, 500 );
	assert.doesNotMatch( front.text, /gone\(\)/ );
	const page = await get( `${ server.url }/hire-the-hall/` );
	assert.equal( page.status, 200 );
	assert.match( page.text, /A title of its own/ );

	const me = await get(
		`${ server.url }/index.php?rest_route=/wp/v2/users/me&context=edit`,
		{
			headers: {
				Authorization: `Basic ${ btoa(
					`${ server.user }:${ server.applicationPassword }`
				) }`,
			},
		}
	);
	assert.deepEqual( JSON.parse( me.text ).roles, [ 'administrator' ] );

	// A worker that never comes back must not keep the server from stopping.
	writeFileSync(
		path.join( site.wordpress, 'loop.php' ),
		'<?php while ( true ) {}'
	);
	const stuck = refused( `${ server.url }/loop.php` );
	await sleep( 1000 );
	await server.stop();
	assert.equal( await stuck, true );
	assert.equal( await refused( server.url ), true );
	assert.deepEqual( readdirSync( site.folder ), [ 'wordpress' ] );

	site.remove();
	assert.ok( ! existsSync( site.folder ) );
} );

test( 'a port that is taken is named', async ( t ) => {
	const taken = createServer();
	await new Promise( ( resolve ) => taken.listen( 0, '127.0.0.1', resolve ) );
	t.after( () => taken.close() );
	const { port } = taken.address();

	await assert.rejects(
		startPlayground( {
			site: { folder: tempFolder( t ), wordpress: tempFolder( t ) },
			port,
		} ),
		new RegExp( `Port ${ port } cannot be used \\(EADDRINUSE\\)` )
	);
} );

test( 'when the parent is killed, the server and the folder go as well', async ( t ) => {
	const folder = tempFolder( t );
	const script = path.join( folder, 'parent.mjs' );
	const lib = fileURLToPath( new URL( '..', import.meta.url ) );
	writeFileSync(
		script,
		`import { buildSite } from ${ JSON.stringify( `${ lib }site.mjs` ) };
		import { startPlayground } from ${ JSON.stringify( `${ lib }playground.mjs` ) };
		const site = await buildSite( { culprit: null } );
		const { url } = await startPlayground( { site } );
		console.log( JSON.stringify( { url, folder: site.folder } ) );`
	);
	const parent = spawn( process.execPath, [ script ], {
		stdio: [ 'ignore', 'pipe', 'inherit' ],
	} );
	const { url, folder: siteFolder } = await new Promise(
		( resolve, reject ) => {
			parent.stdout.on( 'data', ( line ) =>
				resolve( JSON.parse( line ) )
			);
			parent.on( 'close', () => reject( new Error( 'It ended.' ) ) );
		}
	);
	assert.equal( ( await get( url ) ).status, 200 );

	parent.kill( 'SIGKILL' );
	for ( let i = 0; i < 50 && existsSync( siteFolder ); i++ ) {
		await sleep( 200 );
	}
	assert.ok( ! existsSync( siteFolder ) );
	assert.equal( await refused( url ), true );
} );
