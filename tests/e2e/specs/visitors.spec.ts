/**
 * Promise 1: while a search runs, visitors get what they got before it.
 */
import { expect, test } from '@playwright/test';
import { searchInput } from '../../../src/engine/input';
import { drive } from '../../../src/run/driver';
import { createClient } from '../../../src/site/client';
import { fetchTransport } from '../../../src/site/fetchTransport';
import { createProber } from '../../../src/site/prober';
import { reset, site, visit } from '../support/site';

test.beforeEach( reset );

/** What differs between two loads of the same page, and why. */
const DYNAMIC: [ RegExp, string ][] = [
	// A form's nonce follows the clock.
	[ /name="[^"]*nonce[^"]*" value="[0-9a-f]+"/g, 'nonce' ],
	// The seconds in a feed or a heartbeat.
	[ /"(?:time|timestamp)":\s*\d+/g, 'time' ],
];

const still = ( body: string ) =>
	DYNAMIC.reduce(
		( text, [ pattern, name ] ) => text.replace( pattern, name ),
		body
	);

const BROKEN_PAGE = '/';
const HEALTHY_PAGE = '/wp-login.php';

test( 'visitors of a broken and of a healthy page notice nothing during any probe', async () => {
	const { url, user, applicationPassword: password } = site();
	const client = createClient( {
		site: `${ url }/index.php`,
		transport: fetchTransport,
		credentials: { kind: 'application-password', user, password },
	} );
	const state = await client.state();
	if ( ! state.ok ) {
		throw new Error( state.error.sentence );
	}

	const before = {
		broken: await visit( BROKEN_PAGE ),
		healthy: await visit( HEALTHY_PAGE ),
	};
	expect( before.broken.status ).toBe( 500 );
	expect( before.healthy.status ).toBe( 200 );

	const seen: { during: number; broken: number; healthy: number }[] = [];
	const differences: string[] = [];

	/** One look at each page; the second kind of visitor has caught a probe's token and forged its signature. */
	const look = async ( page: string, token: string | null ) => {
		const forged: Record< string, string > = token
			? {
					'X-Culprit-Probe': token.replace(
						/[0-9a-f]{64}$/,
						'0'.repeat( 64 )
					),
				}
			: {};
		const answer = await visit( page, forged );
		const was = page.startsWith( HEALTHY_PAGE )
			? before.healthy
			: before.broken;
		if (
			answer.status !== was.status ||
			still( answer.body ) !== still( was.body ) ||
			answer.headers.has( 'X-Culprit-Marker' )
		) {
			differences.push(
				`${ page } ${ answer.status } ${ answer.body.slice( 0, 200 ) }`
			);
		}
	};

	/** Sends a probe, and visitors while it is on its way. */
	const send = async ( address: string, init: RequestInit ) => {
		const token = new Headers( init.headers ).get( 'X-Culprit-Probe' );
		if ( ! token ) {
			return fetch( address, init );
		}
		const { search } = new URL( address );
		const count = { during: seen.length + 1, broken: 0, healthy: 0 };
		seen.push( count );
		let over = false;
		const visitor = async (
			page: string,
			kind: 'broken' | 'healthy',
			forge: boolean
		) => {
			while ( ! over ) {
				count[ kind ]++;
				// One visitor of each page is on the very address of the probe, with its token but a signature of their own.
				await look(
					forge ? page + search : page,
					forge ? token : null
				);
			}
		};
		const visitors = [
			visitor( BROKEN_PAGE, 'broken', false ),
			visitor( BROKEN_PAGE, 'broken', true ),
			visitor( HEALTHY_PAGE, 'healthy', false ),
			visitor( HEALTHY_PAGE, 'healthy', true ),
		];
		const answer = await fetch( address, init );
		over = true;
		await Promise.all( visitors );
		return answer;
	};

	const prober = createProber( {
		client,
		send,
		home: state.value.environment.home,
		route: 'node',
	} );
	const input = searchInput( state.value, {
		page: { path: '/', asUser: false },
		symptom: { kind: 'error' },
		route: 'node',
	} );
	const outcome = await drive( {
		input,
		prober,
		signal: new AbortController().signal,
		onProgress: () => undefined,
	} );

	expect( outcome.ok ).toBe( true );
	expect( differences ).toEqual( [] );
	expect( seen.length ).toBeGreaterThanOrEqual( 5 );
	for ( const count of seen ) {
		expect( count.broken + count.healthy ).toBeGreaterThanOrEqual( 3 );
	}
} );
