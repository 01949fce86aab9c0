/**
 * What the files of a site are.
 */
import assert from 'node:assert/strict';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { buildSite, demoPlugins, pluginFile } from '../site.mjs';
import { tempFolder } from './fake-npm.mjs';

function write( file, text = '' ) {
	mkdirSync( path.dirname( file ), { recursive: true } );
	writeFileSync( file, text );
}

function parts( context ) {
	const folder = tempFolder( context );
	write( path.join( folder, 'wordpress/wp-load.php' ) );
	mkdirSync( path.join( folder, 'wordpress/wp-content/plugins' ), {
		recursive: true,
	} );
	write(
		path.join( folder, 'checkout/package.json' ),
		JSON.stringify( { files: [ 'build/dashboard', 'plugin.php' ] } )
	);
	write( path.join( folder, 'checkout/build/dashboard/index.js' ) );
	write( path.join( folder, 'checkout/build/cli/culprit.mjs' ) );
	write( path.join( folder, 'checkout/plugin.php' ) );
	write( path.join( folder, 'checkout/src/index.ts' ) );
	write(
		path.join( folder, 'shop/shop.php' ),
		'<?php\n/**\n * Plugin Name: Shop\n */'
	);
	return {
		folder,
		options: {
			wordpress: path.join( folder, 'wordpress' ),
			culprit: path.join( folder, 'checkout' ),
			plugins: [ path.join( folder, 'shop' ) ],
		},
	};
}

test( 'a site holds WordPress, its plugins, and of this plugin what is shipped', async ( t ) => {
	const site = await buildSite( parts( t ).options );
	t.after( () => site.remove() );

	const plugins = path.join( site.wordpress, 'wp-content/plugins' );
	assert.ok( existsSync( path.join( site.wordpress, 'wp-load.php' ) ) );
	assert.deepEqual( readdirSync( plugins ).sort(), [ 'culprit', 'shop' ] );
	assert.deepEqual(
		readdirSync( path.join( plugins, 'culprit' ), {
			recursive: true,
		} ).sort(),
		[ 'build', 'build/dashboard', 'build/dashboard/index.js', 'plugin.php' ]
	);

	site.remove();
	assert.ok( ! existsSync( site.folder ) );
} );

test( 'a plugin without its build is refused, and leaves nothing behind', async ( t ) => {
	const { folder, options } = parts( t );
	rmSync( path.join( folder, 'checkout/build' ), { recursive: true } );
	const temp = tempFolder( t );
	const before = process.env.TMPDIR;
	process.env.TMPDIR = temp;
	t.after( () => {
		if ( undefined === before ) {
			delete process.env.TMPDIR;
		} else {
			process.env.TMPDIR = before;
		}
	} );

	await assert.rejects(
		buildSite( options ),
		/build\/dashboard is missing\. Run `npm run build`/
	);
	assert.deepEqual( readdirSync( temp ), [] );
} );

test( 'a plugin is found by its header, as WordPress does', ( t ) => {
	const folder = path.join( tempFolder( t ), 'club' );
	write( path.join( folder, 'club.php' ), '<?php // Helpers.' );
	write( path.join( folder, 'main.php' ), '<?php\n# plugin name: Club' );
	assert.equal( pluginFile( folder ), 'club/main.php' );

	rmSync( path.join( folder, 'main.php' ) );
	assert.throws( () => pluginFile( folder ), /has a "Plugin Name" header/ );
} );

test( 'each plugin of the demo is named after its folder', () => {
	for ( const folder of demoPlugins() ) {
		const slug = path.basename( folder );
		assert.equal( pluginFile( folder ), `${ slug }/${ slug }.php` );
		assert.match(
			readFileSync( path.join( folder, `${ slug }.php` ), 'utf8' ),
			/^ \* Version:/m
		);
	}
	assert.equal( demoPlugins().length, 24 );
} );
