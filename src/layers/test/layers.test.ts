/**
 * What a walk comes to, layer by layer.
 */
import { layersOf } from '../layers';
import {
	BAD_GATEWAY,
	dead,
	facts,
	five,
	look,
	visit,
	walkOf,
} from './support/walks';
import type { Walk } from '../types';

const found = ( walk: Walk ) => {
	const { code, layer } = layersOf( walk ).finding;
	return { code, layer };
};

const failing = (
	kind: 'fatal' | 'died' | 'headers' | 'redirect-loop',
	file: string | null = null
) =>
	look( {
		outcome: 'failing',
		sentence: 'PHP stopped.',
		signature: { key: kind, kind, sentence: 'PHP stopped.', file },
	} );

describe( 'on the way to the server', () => {
	it( 'a healthy site has nothing wrong, and says how to reload', () => {
		const { finding, others } = layersOf( walkOf() );
		expect( finding ).toMatchObject( { code: 'healthy', layer: 'none' } );
		expect( finding.todo ).toContain( 'Ctrl+F5' );
		expect( others ).toEqual( [] );
	} );

	it.each( [
		[ 'name', 'no-such-name', 'host' ],
		[ 'certificate', 'certificate', 'web-server' ],
		[ 'unreachable', 'no-answer', 'web-server' ],
	] as const )( 'no way there (%s) is %s', ( networkError, code, layer ) => {
		expect(
			found(
				dead( {
					tries: five( { status: null, bytes: 0, networkError } ),
					file: visit( { status: null, networkError } ),
					php: visit( { status: null, networkError } ),
				} )
			)
		).toEqual( { code, layer } );
	} );

	it( 'an edge that answers 502 while the server gives the page is the edge', () => {
		const headers = {
			server: 'cloudflare',
			'cf-ray': '8d2f0a1b2c3d4e5f-AMS',
		};
		const { finding } = layersOf(
			walkOf( {
				tries: five( {
					status: 502,
					headers,
					bytes: 150,
					excerpt:
						'<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>cloudflare</center></body></html>',
				} ),
				uncached: visit( { status: 502, headers, bytes: 150 } ),
			} )
		);
		expect( finding ).toMatchObject( {
			code: 'edge-broken',
			layer: 'cdn',
			for: 'edge',
		} );
		expect( finding.todo ).toContain( '8d2f0a1b2c3d4e5f-AMS' );
	} );

	it( 'an edge that keeps an old error is told from one that is broken', () => {
		const headers = {
			server: 'cloudflare',
			'cf-cache-status': 'HIT',
			age: '300',
			'cf-ray': '8d2f0a1b2c3d4e5f-AMS',
		};
		expect(
			found( walkOf( { tries: five( { ...BAD_GATEWAY, headers } ) } ) )
		).toEqual( { code: 'edge-cached-error', layer: 'cdn' } );
	} );

	it( 'a cache on the server that keeps an old error is the page cache', () => {
		const headers = { server: 'nginx', 'x-cache-status': 'HIT' };
		expect(
			found( walkOf( { tries: five( { ...BAD_GATEWAY, headers } ) } ) )
		).toEqual( { code: 'page-cache-error', layer: 'page-cache' } );
	} );

	it( 'one good answer among bad ones is no cache', () => {
		const tries = five( BAD_GATEWAY );
		tries[ 2 ] = visit();
		expect( found( walkOf( { tries } ) ).code ).toBe( 'comes-and-goes' );
	} );

	it( 'what failed at first and then no more has passed', () => {
		const tries = five();
		tries[ 0 ] = visit( BAD_GATEWAY );
		expect( found( walkOf( { tries } ) ).code ).toBe( 'passed' );
	} );

	it( 'a page that asks for proof of a human is a firewall’s', () => {
		expect(
			found(
				walkOf( {
					tries: five( {
						status: 403,
						headers: {
							server: 'cloudflare',
							'cf-mitigated': 'challenge',
						},
						excerpt:
							'<html><head><title>Just a moment...</title></head>',
					} ),
				} )
			)
		).toEqual( { code: 'challenge', layer: 'firewall' } );
	} );

	it( 'a server that is kept from its own pages is told although visitors are fine', () => {
		const result = found(
			walkOf( {
				loopback: visit( {
					from: 'server',
					status: 403,
					excerpt: 'Access denied',
				} ),
			} )
		);
		expect( result ).toEqual( {
			code: 'loopback-blocked',
			layer: 'firewall',
		} );
	} );
} );

describe( 'on the server', () => {
	it( 'not even a picture: the web server', () => {
		expect(
			found(
				dead( {
					tries: five( BAD_GATEWAY ),
					file: visit( BAD_GATEWAY ),
					php: visit( BAD_GATEWAY ),
				} )
			)
		).toEqual( { code: 'web-server', layer: 'web-server' } );
	} );

	it( 'a picture, and no PHP: PHP is down', () => {
		expect(
			found(
				dead( {
					tries: five( BAD_GATEWAY ),
					php: visit( BAD_GATEWAY ),
				} )
			)
		).toEqual( { code: 'php-down', layer: 'php' } );
	} );

	it( 'a picture, and PHP that answers nobody in time: no worker is free', () => {
		const late = {
			status: null,
			bytes: 0,
			networkError: 'timeout' as const,
			milliseconds: 15000,
		};
		expect(
			found( dead( { tries: five( late ), php: visit( late ) } ) )
		).toEqual( { code: 'no-free-worker', layer: 'php' } );
	} );

	it( 'the database is named where WordPress says so', () => {
		expect(
			found(
				dead( {
					tries: five( {
						status: 500,
						excerpt:
							'<h1>Error establishing a database connection</h1>',
					} ),
				} )
			)
		).toEqual( { code: 'database-down', layer: 'database' } );
	} );

	const updating = {
		status: 503,
		headers: { 'retry-after': '600' },
		excerpt:
			'Briefly unavailable for scheduled maintenance. Check back in a minute.',
	};

	it( 'an update is told from one that never ended, by the file itself where it can be seen', () => {
		const now = Math.round( ( walkOf().ended - 60000 ) / 1000 );
		expect(
			found(
				dead( {
					tries: five( updating ),
					maintenance: visit( {
						excerpt: `<?php $upgrading = ${ now }; ?>`,
					} ),
				} )
			)
		).toEqual( { code: 'maintenance', layer: 'core' } );
		expect(
			found(
				dead( {
					tries: five( updating ),
					maintenance: visit( {
						excerpt: '<?php $upgrading = time(); ?>',
					} ),
				} )
			)
		).toEqual( { code: 'maintenance-stuck', layer: 'core' } );
	} );

	it( 'where WordPress dies is told by the name of the file', () => {
		const death = (
			file: string,
			message = 'Call to undefined function boom()'
		) =>
			found(
				dead( { death: { file, line: 3, message, seenBy: 'guard' } } )
			);
		expect( death( 'wp-content/mu-plugins/host.php' ) ).toEqual( {
			code: 'must-use',
			layer: 'must-use',
		} );
		expect( death( 'wp-content/db.php' ) ).toEqual( {
			code: 'drop-in',
			layer: 'drop-in',
		} );
		expect( death( 'wp-config.php' ) ).toEqual( {
			code: 'config-broken',
			layer: 'core',
		} );
		expect(
			death(
				'wp-settings.php',
				"Uncaught Error: Failed opening required 'wp-includes/plugin.php'"
			)
		).toEqual( { code: 'update-broken-off', layer: 'core' } );
	} );

	it( 'WordPress that says nothing at all is its settings; one that says “critical error” has read them', () => {
		expect( found( dead() ) ).toEqual( {
			code: 'config-broken',
			layer: 'core',
		} );
		const critical = five( {
			status: 500,
			bytes: 2500,
			excerpt:
				'<body id="error-page"><div class="wp-die-message"><p>There has been a critical error on this website.</p></div>',
		} );
		expect( found( dead( { tries: critical } ) ).code ).toBe(
			'before-plugins'
		);
	} );

	it( 'who was not let in learns nothing of WordPress', () => {
		expect(
			found(
				dead( {
					refused: {
						code: 'culprit_no_login',
						sentence: 'No user.',
						status: null,
					},
				} )
			).code
		).toBe( 'unexplained' );
	} );
} );

describe( 'inside', () => {
	const broken = {
		tries: five( { status: 500, bytes: 0 } ),
		uncached: visit( { status: 500 } ),
		origin: visit( { status: 500 } ),
	};

	it( 'fine without plugins and theme: a plugin, or the theme whose file died', () => {
		const floor = look();
		expect(
			found(
				walkOf( {
					...broken,
					live: failing( 'fatal', 'wp-content/plugins/a/a.php' ),
					floor,
				} )
			)
		).toEqual( { code: 'plugins', layer: 'plugin' } );
		expect(
			found(
				walkOf( {
					...broken,
					live: failing(
						'fatal',
						'wp-content/themes/a/functions.php'
					),
					floor,
				} )
			)
		).toEqual( { code: 'theme', layer: 'theme' } );
		expect(
			found( walkOf( { ...broken, live: failing( 'headers' ), floor } ) )
		).toEqual( { code: 'headers', layer: 'plugin' } );
	} );

	it( 'a full disk and a dead cache are told before the death they cause, and also while the page is fine', () => {
		const full = facts( {
			disks: [
				{ place: 'uploads', free: 4096, total: 1e9, writable: false },
			],
		} );
		const cache = facts( {
			object_cache: {
				persistent: true,
				works: false,
				milliseconds: 3,
				error: 'Connection refused',
			},
		} );
		expect( found( walkOf( { facts: full } ) ) ).toEqual( {
			code: 'disk-full',
			layer: 'host',
		} );
		expect( found( walkOf( { facts: cache } ) ) ).toEqual( {
			code: 'object-cache-down',
			layer: 'object-cache',
		} );
		const both = {
			...broken,
			live: failing( 'fatal' ),
			floor: failing( 'fatal' ),
		};
		expect( found( walkOf( { ...both, facts: cache } ) ) ).toEqual( {
			code: 'object-cache-down',
			layer: 'object-cache',
		} );
	} );

	it( 'circles of redirects', () => {
		expect(
			found(
				walkOf( {
					...broken,
					tries: five( {
						status: 301,
						bytes: 0,
						redirects: Array( 10 ).fill( 'https://example.org/' ),
					} ),
					live: failing( 'redirect-loop' ),
					floor: failing( 'redirect-loop' ),
				} )
			)
		).toEqual( { code: 'redirect-loop', layer: 'core' } );
	} );
} );

describe( 'for one client only', () => {
	it( 'an error that this browser has kept', () => {
		expect( found( walkOf( { kept: visit( BAD_GATEWAY ) } ) ) ).toEqual( {
			code: 'browser-cache',
			layer: 'browser-cache',
		} );
	} );

	it( 'who is logged in, and a phone', () => {
		expect( found( walkOf( { asUser: visit( BAD_GATEWAY ) } ) ).code ).toBe(
			'logged-in-only'
		);
		expect( found( walkOf( { phone: visit( BAD_GATEWAY ) } ) ).code ).toBe(
			'phone-only'
		);
	} );
} );

it( 'every rung has a sentence, the visitor’s end first', () => {
	const { steps } = layersOf( walkOf() );
	expect( steps.map( ( { id } ) => id ) ).toEqual( [
		'page',
		'phone',
		'uncached',
		'origin',
		'loopback',
		'static',
		'php',
		'wordpress',
		'database',
		'object-cache',
		'always-on',
		'disk',
		'limits',
		'floor',
		'live',
	] );
	for ( const { sentence, state } of steps ) {
		expect( sentence ).toMatch( /\.$/ );
		expect( state ).toBe( 'ok' );
	}
} );

it( 'of a fault that comes and goes nothing is told by comparing single requests', () => {
	const tries = five( BAD_GATEWAY );
	tries[ 2 ] = visit();
	expect(
		found( walkOf( { tries, live: failing( 'fatal' ), floor: look() } ) )
			.code
	).toBe( 'comes-and-goes' );
} );
