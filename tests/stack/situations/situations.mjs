/**
 * Situations that are no plugin's fault, or look so, and the layer that each lies in.
 *
 * `arrange` breaks the world; it may answer with what the command is asked: `url`, `code` of the stand-alone file, `args`.
 * `speaks` says who names the layer: the command by what it sees, or the stand-alone file that it asks.
 */

const FATAL = 'culprit_test_missing_function();';

/** @type {{ title: string, layer: string, code: string, speaks?: string, arrange: (world: Object) => Promise<Object|void>|Object|void }[]} */
export const SITUATIONS = [
	{
		title: 'all is well',
		layer: 'none',
		code: 'healthy',
		arrange: () => {},
	},
	{
		title: 'the domain leads nowhere',
		layer: 'host',
		code: 'no-such-name',
		arrange: () => ( { url: 'http://culprit-no-such-site.invalid' } ),
	},
	{
		title: 'the web server is down',
		layer: 'web-server',
		code: 'no-answer',
		arrange: ( world ) => world.kill( 'nginx' ),
	},
	{
		title: 'PHP-FPM is down',
		layer: 'php',
		code: 'php-down',
		arrange: ( world ) => world.kill( 'fpm' ),
	},
	{
		title: 'every PHP worker hangs',
		layer: 'php',
		code: 'no-free-worker',
		arrange: async ( world ) => {
			// Nobody ends them in this pool.
			await world.hang( world.pools.patient, { visits: 4, workers: 4 } );
			return { url: world.pools.patient, args: [ '--timeout', '2' ] };
		},
	},
	{
		title: 'the one PHP worker hangs',
		layer: 'php',
		code: 'no-free-worker',
		arrange: async ( world ) => {
			// The pool ends each after ten seconds.
			await world.hang( world.pools.single, { visits: 5, workers: 1 } );
			return { url: world.pools.single, args: [ '--timeout', '2' ] };
		},
	},
	{
		title: 'the database server is down',
		layer: 'database',
		code: 'database-down',
		arrange: ( world ) => world.kill( 'mariadb' ),
	},
	{
		title: 'the server of the object cache is down',
		layer: 'object-cache',
		code: 'object-cache-down',
		speaks: 'the stand-alone file',
		arrange: async ( world ) => {
			const code = await world.standAlone();
			const stop = await world.objectCache();
			await stop();
			return { code };
		},
	},
	...[
		[ 'db.php dies', 'wp-content/db.php', FATAL ],
		[
			'object-cache.php is no PHP',
			'wp-content/object-cache.php',
			'no ( PHP',
		],
	].map( ( [ title, file, text ] ) => ( {
		title,
		layer: 'drop-in',
		code: 'drop-in',
		speaks: 'the stand-alone file',
		arrange: async ( world ) => {
			const code = await world.standAlone();
			world.write( file, `<?php ${ text }` );
			return { code };
		},
	} ) ),
	{
		title: 'advanced-cache.php dies',
		layer: 'drop-in',
		code: 'drop-in',
		speaks: 'the stand-alone file',
		arrange: async ( world ) => {
			const code = await world.standAlone();
			world.config( "define( 'WP_CACHE', true );" );
			world.write( 'wp-content/advanced-cache.php', `<?php ${ FATAL }` );
			return { code };
		},
	},
	{
		title: 'a must-use plugin dies',
		layer: 'must-use',
		code: 'must-use',
		arrange: ( world ) =>
			world.write(
				'wp-content/mu-plugins/zz-host.php',
				`<?php ${ FATAL }`
			),
	},
	{
		title: 'a must-use plugin dies before the guard runs',
		layer: 'must-use',
		code: 'must-use',
		speaks: 'the stand-alone file',
		arrange: async ( world ) => {
			const code = await world.standAlone();
			world.write(
				'wp-content/mu-plugins/0-aaa.php',
				`<?php ${ FATAL }`
			);
			return { code };
		},
	},
	{
		title: 'a must-use plugin dies while the page is made',
		layer: 'must-use',
		code: 'must-use',
		arrange: ( world ) =>
			world.write(
				'wp-content/mu-plugins/zz-host.php',
				`<?php add_action( 'template_redirect', function () { ${ FATAL } } );`
			),
	},
	{
		title: 'an update is under way',
		layer: 'core',
		code: 'maintenance',
		arrange: ( world ) =>
			world.write(
				'.maintenance',
				`<?php $upgrading = ${ Math.floor( Date.now() / 1000 ) - 60 }; ?>`
			),
	},
	{
		title: 'an update never ended',
		layer: 'core',
		code: 'maintenance-stuck',
		arrange: ( world ) =>
			world.write( '.maintenance', '<?php $upgrading = time(); ?>' ),
	},
	{
		title: 'an update lost a file of WordPress',
		layer: 'core',
		code: 'update-broken-off',
		speaks: 'the stand-alone file',
		arrange: async ( world ) => {
			const code = await world.standAlone();
			world.lose( 'wp-includes/formatting.php' );
			return { code };
		},
	},
	{
		title: 'wp-config.php is no PHP',
		layer: 'core',
		code: 'config-broken',
		arrange: ( world ) => world.config( 'this ( is wrong;' ),
	},
	{
		title: 'wp-config.php sends everybody on to where they are',
		layer: 'core',
		code: 'redirect-loop',
		arrange: ( world ) =>
			// As it is pasted where an edge speaks http to the server.
			world.config(
				"if ( 'https' !== ( $_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '' ) ) { header( 'Location: http://' . $_SERVER['HTTP_HOST'] . $_SERVER['REQUEST_URI'], true, 301 ); exit; }"
			),
	},
	{
		title: 'the disk for uploads is full',
		layer: 'host',
		code: 'disk-full',
		arrange: ( world ) => world.fullDisk( 'wp-content/uploads' ),
	},
	{
		title: 'a plugin dies',
		layer: 'plugin',
		code: 'plugins',
		arrange: ( world ) => world.plugin( FATAL ),
	},
	{
		title: 'a plugin sends headers that are too large',
		layer: 'plugin',
		code: 'headers',
		arrange: ( world ) =>
			world.plugin(
				"add_action( 'send_headers', function () { for ( $i = 0; $i < 60; $i++ ) { header( 'X-Large-' . $i . ': ' . str_repeat( 'a', 200 ) ); } } );"
			),
	},
	{
		title: 'a plugin waits for another server on each visit',
		layer: 'plugin',
		code: 'outgoing-slow',
		arrange: async ( world ) => {
			const port = await world.slowServer( 2200 );
			await world.plugin(
				`add_action( 'init', function () { if ( ! isset( $_GET['rest_route'] ) ) { wp_remote_get( 'http://localhost:${ port }/', array( 'timeout' => 9 ) ); } } );`
			);
		},
	},
	{
		title: 'the theme dies',
		layer: 'theme',
		code: 'theme',
		arrange: async ( world ) => {
			world.write(
				'wp-content/themes/broken/style.css',
				'/*\nTheme Name: Broken\n*/'
			);
			world.write(
				'wp-content/themes/broken/index.php',
				'<?php wp_head();'
			);
			world.write(
				'wp-content/themes/broken/functions.php',
				`<?php ${ FATAL }`
			);
			await world.option( 'template', 'broken' );
			await world.option( 'stylesheet', 'broken' );
		},
	},
	{
		title: 'the page fails now and then',
		layer: 'unknown',
		code: 'comes-and-goes',
		arrange: ( world ) =>
			world.countingPlugin(
				"add_action( 'template_redirect', function () { $file = WP_CONTENT_DIR . '/count'; $count = (int) @file_get_contents( $file ); file_put_contents( $file, $count + 1 ); if ( 1 === $count % 2 ) { status_header( 500 ); exit; } } );"
			),
	},
	{
		title: 'the page failed and does not any more',
		layer: 'unknown',
		code: 'passed',
		arrange: ( world ) =>
			world.countingPlugin(
				"add_action( 'template_redirect', function () { $file = WP_CONTENT_DIR . '/count'; $count = (int) @file_get_contents( $file ); file_put_contents( $file, $count + 1 ); if ( 0 === $count ) { status_header( 500 ); exit; } } );"
			),
	},
	...[ 'cloudflare', 'cloudfront', 'akamai', 'sucuri' ].flatMap(
		( product ) => [
			{
				title: `${ product } breaks, the server is fine`,
				layer: 'cdn',
				code: 'edge-broken',
				arrange: async ( world ) => ( {
					url: await world.edge( product, 'broken' ),
				} ),
			},
			{
				title: `${ product } asks for proof of a human`,
				layer: 'firewall',
				code: 'challenge',
				arrange: async ( world ) => ( {
					url: await world.edge( product, 'challenges' ),
				} ),
			},
		]
	),
	...[ 'fastly', 'bunny' ].map( ( product ) => ( {
		title: `${ product } breaks, the server is fine`,
		layer: 'cdn',
		code: 'edge-broken',
		arrange: async ( world ) => ( {
			url: await world.edge( product, 'broken' ),
		} ),
	} ) ),
	{
		title: 'the edge keeps an old error',
		layer: 'cdn',
		code: 'edge-cached-error',
		arrange: async ( world ) => {
			const url = await world.edge( 'cloudflare', 'keeps' );
			await world.whileBroken( FATAL, () => fetch( `${ url }/` ) );
			return { url };
		},
	},
	{
		title: 'Varnish keeps an old error',
		layer: 'page-cache',
		code: 'page-cache-error',
		arrange: async ( world ) => {
			const url = await world.varnish();
			await world.whileBroken( FATAL, () => fetch( `${ url }/` ) );
			return { url };
		},
	},
	{
		title: 'nginx keeps an old blank page',
		layer: 'page-cache',
		code: 'page-cache-error',
		arrange: async ( world ) => {
			const url = world.pools.cached;
			await world.whileBroken(
				"add_action( 'template_redirect', function () { exit; } );",
				() => fetch( `${ url }/` )
			);
			world.later( () => world.restart( 'nginx' ) );
			return { url };
		},
	},
	{
		title: 'the firewall lets the server’s own requests not through',
		layer: 'firewall',
		code: 'loopback-blocked',
		arrange: async ( world ) => ( {
			url: await world.edge( 'cloudflare', 'loopback' ),
		} ),
	},
];
