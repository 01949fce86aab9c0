/**
 * What earlier searches found, offered to the next one.
 */
import { drive } from '../driver';
import { leadsOf } from '../memory';
import { inputFor, memoryProber, siteWith } from './support/memoryProber';
import { down } from './support/searching';
import type { Run, RunEvent, State } from '../../contract/types';

const PLUGINS = [ 'a/a.php', 'b/b.php', 'c/c.php' ];
const site = siteWith( PLUGINS );

/** A site that keeps such runs, the newest first. */
const keeping = ( runs: Run[], state: State = site ): State => ( {
	...state,
	runs: runs.map( ( { id, created, user, ended, sequence } ) => ( {
		id,
		created,
		user,
		ended,
		sequence,
		outcome: null,
	} ) ) as unknown as State[ 'runs' ],
} );

const reader = ( runs: Run[] ) => {
	const read = jest.fn( async ( id: string ) => {
		const run = runs.find( ( one ) => one.id === id );
		return run ? { ok: true as const, value: run } : down();
	} );
	return { client: { readRun: read }, read };
};

/** A whole run that found this plugin. */
async function runThatFound( culprit: string, digit: string ): Promise< Run > {
	const events: RunEvent[] = [];
	const input = inputFor( site );
	await drive( {
		input,
		prober: memoryProber( { culprits: [ culprit ] } ),
		journal: {
			id: '',
			add: async ( more ) => {
				events.push( ...more );
				return { ok: true, value: undefined };
			},
		},
		signal: new AbortController().signal,
		onProgress: () => undefined,
	} );
	return JSON.parse(
		JSON.stringify( {
			id: digit.repeat( 32 ),
			created: '2026-11-22T10:00:00Z',
			user: 1,
			input,
			sequence: events.length,
			ended: true,
			events,
		} )
	);
}

it( 'whom the latest searches found leads the next one, the latest first', async () => {
	const runs = [
		await runThatFound( 'b/b.php', '2' ),
		await runThatFound( 'c/c.php', '1' ),
	];

	expect( await leadsOf( reader( runs ).client, keeping( runs ) ) ).toEqual( [
		'plugin:b/b.php',
		'plugin:c/c.php',
	] );
} );

it( 'whoever has another version by now leads nowhere', async () => {
	const runs = [ await runThatFound( 'b/b.php', '2' ) ];
	const updated = {
		...site,
		plugins: site.plugins.map( ( plugin ) =>
			plugin.id === 'b/b.php' ? { ...plugin, version: '9.9' } : plugin
		),
	};

	expect(
		await leadsOf( reader( runs ).client, keeping( runs, updated ) )
	).toEqual( [] );
} );

it( 'a search that was broken off, is damaged or cannot be read leads nowhere, and is no reason to fail', async () => {
	const whole = await runThatFound( 'b/b.php', '1' );
	const unended = { ...whole, ended: false };
	const damaged = { ...whole, input: {} };
	const { client, read } = reader( [ damaged ] );

	expect( await leadsOf( client, keeping( [ unended ] ) ) ).toEqual( [] );
	expect( read ).not.toHaveBeenCalled();
	expect( await leadsOf( client, keeping( [ damaged ] ) ) ).toEqual( [] );
	expect(
		await leadsOf(
			client,
			keeping( [ { ...whole, id: '9'.repeat( 32 ) } ] )
		)
	).toEqual( [] );
} );

it( 'two runs are read at most', async () => {
	const runs = await Promise.all(
		[ '4', '3', '2', '1' ].map( ( digit ) =>
			runThatFound( 'b/b.php', digit )
		)
	);
	const { client, read } = reader( runs );
	await leadsOf( client, keeping( runs ) );

	expect( read ).toHaveBeenCalledTimes( 2 );
} );
