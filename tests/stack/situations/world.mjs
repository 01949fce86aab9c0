/**
 * A site of its own for the situations, with everything that can be broken in it, and the ways to break and mend it.
 */
import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { layers } from '../../../tools/lib/command.mjs';
import { serialized } from '../../../tools/lib/corpus/order.mjs';
import { run } from '../../../tools/lib/child.mjs';
import { onExit } from '../../../tools/lib/cleanup.mjs';
import { buildSite } from '../../../tools/lib/site.mjs';
import { startStack } from '../../../tools/lib/stack.mjs';
import { startEdge } from '../../../tools/lib/stack/edge.mjs';
import { startRedis } from '../../../tools/lib/stack/redis.mjs';
import { startVarnish } from '../../../tools/lib/stack/varnish.mjs';
import { innocents, folders } from '../../fixtures/faults/faults.mjs';
import { PRODUCTS } from '../../fixtures/front/products.mjs';

const OBJECT_CACHE = new URL(
	'../../fixtures/object-cache/object-cache.php',
	import.meta.url
);

/**
 * Starts it.
 *
 * @return {Promise<Object>} The world that situations are arranged in.
 */
export async function startWorld() {
	const site = await buildSite( { plugins: folders, active: innocents } );
	const stack = await startStack( {
		folder: site.folder,
		site,
		terminate: 10,
	} );
	const root = site.wordpress;
	/** What mends what the current situation broke, the last first. */
	const undo = [];
	const file = ( name ) => path.join( root, name );

	const world = {
		stack,
		url: stack.url,
		pools: stack.pools,
		root,
		sql: stack.sql,

		// Writes a file inside WordPress; it is gone, or what it was, afterwards.
		write( name, text ) {
			const place = file( name );
			const before = existsSync( place ) ? readFileSync( place ) : null;
			mkdirSync( path.dirname( place ), { recursive: true } );
			writeFileSync( place, text );
			undo.push( () =>
				before === null
					? rmSync( place, { force: true } )
					: writeFileSync( place, before )
			);
		},

		// Takes a file of WordPress away.
		lose( name ) {
			renameSync( file( name ), `${ file( name ) }.lost` );
			undo.push( () =>
				renameSync( `${ file( name ) }.lost`, file( name ) )
			);
		},

		// Activates a plugin of this code.
		async plugin( code ) {
			world.write(
				'wp-content/plugins/breaks/breaks.php',
				`<?php /* Plugin Name: Breaks */ ${ code }`
			);
			await world.makeLive( [ ...innocents, 'breaks/breaks.php' ] );
		},

		// The same, of code that counts in wp-content/count.
		async countingPlugin( code ) {
			undo.push( () =>
				rmSync( file( 'wp-content/count' ), { force: true } )
			);
			await world.plugin( code );
		},

		async makeLive( plugins ) {
			const [ { option_value: before } ] = await stack.sql(
				"SELECT option_value FROM wp_options WHERE option_name = 'active_plugins'"
			);
			const live = ( value ) =>
				stack.sql(
					`UPDATE wp_options SET option_value = '${ value }' WHERE option_name = 'active_plugins'`
				);
			await live( serialized( [ 'culprit/plugin.php', ...plugins ] ) );
			undo.push( () => live( before ) );
		},

		async option( name, value ) {
			const [ { option_value: before } ] = await stack.sql(
				`SELECT option_value FROM wp_options WHERE option_name = '${ name }'`
			);
			const set = ( to ) =>
				stack.sql(
					`UPDATE wp_options SET option_value = '${ to }' WHERE option_name = '${ name }'`
				);
			await set( value );
			undo.push( () => set( before ) );
		},

		async kill( name ) {
			await stack.kill( name );
			undo.push( () => stack.start( name ) );
		},

		// Ends a server and starts it again, to be rid of what it does.
		async restart( name ) {
			await stack.kill( name );
			await stack.start( name );
		},

		// Puts a line before all others of wp-config.php.
		config( line ) {
			const text = readFileSync( file( 'wp-config.php' ), 'utf8' );
			world.write(
				'wp-config.php',
				text.replace( '<?php', `<?php ${ line }` )
			);
		},

		// Does something while a plugin breaks the page.
		async whileBroken( code, work ) {
			const kept = undo.splice( 0 );
			try {
				await world.plugin( code );
				await ( await work() ).text();
			} finally {
				try {
					await world.mend();
				} finally {
					undo.push( ...kept );
				}
			}
		},

		// A server that takes its time; gives its port.
		async slowServer( milliseconds ) {
			const server = createServer( ( _request, response ) => {
				setTimeout( () => response.end( 'late' ), milliseconds );
			} );
			await new Promise( ( resolve ) =>
				server.listen( 0, '127.0.0.1', resolve )
			);
			undo.push( () => {
				server.closeAllConnections();
				server.close();
			} );
			return server.address().port;
		},

		async edge( product, mood, origin = stack.url ) {
			const edge = await startEdge( {
				folder: site.folder,
				origin,
				product: PRODUCTS[ product ],
				mood,
			} );
			undo.push( edge.stop );
			return edge.url;
		},

		async varnish() {
			const varnish = await startVarnish( {
				folder: site.folder,
				origin: stack.url,
			} );
			undo.push( varnish.stop );
			return varnish.url;
		},

		// An object cache in Redis; gives the way to stop its server.
		async objectCache() {
			const folder = path.join( stack.folder, 'redis' );
			mkdirSync( folder, { recursive: true } );
			chmodSync( folder, 0o711 );
			const redis = await startRedis( { folder } );
			undo.push( redis.stop );
			world.write(
				'wp-content/object-cache.php',
				readFileSync( OBJECT_CACHE, 'utf8' ).replace(
					'<?php',
					`<?php define( 'WP_REDIS_PATH', '${ redis.socket }' );`
				)
			);
			return redis.stop;
		},

		// A disk of half a megabyte in place of a folder, full to the brim.
		async fullDisk( name ) {
			const place = file( name );
			if ( ! existsSync( place ) ) {
				mkdirSync( place, { recursive: true } );
				undo.push( () => rmSync( place, { recursive: true } ) );
			}
			const mounted = await run( 'mount', [
				...[ '-t', 'tmpfs', '-o', 'size=512k,mode=777' ],
				...[ 'tmpfs', place ],
			] );
			if ( mounted.code !== 0 ) {
				throw new Error(
					`A small disk needs root: ${ mounted.output }`
				);
			}
			// Nobody who empties the folder of a test that was broken off should have to know of the disk.
			const release = onExit( () =>
				spawnSync( 'umount', [ '-l', place ] )
			);
			undo.push( async () => {
				const { code, output } = await run( 'umount', [ place ] );
				if ( code !== 0 ) {
					throw new Error( `The small disk stays: ${ output }` );
				}
				release();
			} );
			try {
				writeFileSync(
					path.join( place, 'full' ),
					Buffer.alloc( 1e6 )
				);
			} catch ( error ) {
				if ( error.code !== 'ENOSPC' ) {
					throw error;
				}
			}
		},

		// Fetches and forgets, as a visitor who waits.
		visit: ( address ) => {
			const leaving = new AbortController();
			const visit = fetch( address, { signal: leaving.signal } ).then(
				( response ) => response.text(),
				() => ''
			);
			return { visit, leave: () => leaving.abort() };
		},

		// Visits that hold so many workers, who hold them by the time this is done.
		async hang( pool, { visits, workers } ) {
			const places = Array.from( { length: visits }, ( _, number ) =>
				file( `wp-content/hangs-${ number }` )
			);
			await world.plugin(
				"if ( isset( $_GET['hang'] ) ) { touch( WP_CONTENT_DIR . '/hangs-' . (int) $_GET['hang'] ); sleep( 60 ); }"
			);
			undo.push( () =>
				places.forEach( ( place ) => rmSync( place, { force: true } ) )
			);
			const waiting = places.map( ( _, number ) =>
				world.visit( `${ pool }/?hang=${ number }` )
			);
			undo.push( () => waiting.forEach( ( { leave } ) => leave() ) );
			undo.push( () => world.restart( 'fpm' ) );
			for ( let tries = 0; tries < 100; tries++ ) {
				if ( places.filter( existsSync ).length >= workers ) {
					return;
				}
				await pause( 100 );
			}
			throw new Error( 'The visits reached no worker.' );
		},

		// Something else that has to be mended.
		later: ( mend ) => undo.push( mend ),

		// The stand-alone file; gives its code.
		async standAlone() {
			const response = await fetch(
				`${ stack.url }/index.php?rest_route=/culprit/v1/emergency`,
				{
					method: 'POST',
					headers: {
						Authorization: `Basic ${ Buffer.from(
							`${ stack.user }:${ stack.applicationPassword }`
						).toString( 'base64' ) }`,
						'X-Culprit-Pass': 'application-password',
					},
				}
			);
			undo.push( () =>
				rmSync( file( 'culprit-emergency.php' ), { force: true } )
			);
			return ( await response.json() ).code;
		},

		// What the command says of the layers.
		async look( { url = stack.url, code, args = [] } = {} ) {
			const { output, progress } = await layers(
				{ ...stack, url },
				{
					args: [ '--json', ...args ],
					env: code ? { CULPRIT_CODE: code } : {},
				}
			);
			if ( output === '' ) {
				throw new Error( `No report.\n${ progress }` );
			}
			return JSON.parse( output );
		},

		async mend() {
			const errors = [];
			for ( const one of undo.splice( 0 ).reverse() ) {
				try {
					await one();
				} catch ( error ) {
					// The others have to be mended all the same.
					errors.push( error );
				}
			}
			if ( errors.length > 0 ) {
				throw new AggregateError(
					errors,
					`Not mended: ${ errors.map( ( { message } ) => message ).join( ' ' ) }`
				);
			}
		},

		async stop() {
			try {
				await world.mend();
			} finally {
				await stack.stop();
				site.remove();
			}
		},
	};
	return world;
}
