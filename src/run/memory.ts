/**
 * What earlier searches of a site found, as leads for the next one: they only order, proof decides.
 */
import { versionOf } from '../engine/input';
import { isSearchInput } from './guards';
import { diagnosisOfRun } from './resume';
import type { State } from '../contract/types';
import type { SiteClient } from '../site/types';

/** Searches that are read; each is a call. */
const MOST_READ = 2;

/** Keys of those whom the latest searches found and whose versions are still the same, the latest first. */
export async function leadsOf(
	client: Pick< SiteClient, 'readRun' >,
	state: State
): Promise< string[] > {
	const ended = state.runs
		.filter( ( run ) => run.ended )
		.slice( 0, MOST_READ );
	const runs = await Promise.all(
		ended.map( ( { id } ) => client.readRun( id ) )
	);
	const found = runs.flatMap( ( run ) => {
		const diagnosis = run.ok ? diagnosisOfRun( run.value ) : undefined;
		if ( ! run.ok || ! diagnosis || ! isSearchInput( run.value.input ) ) {
			return [];
		}
		const { versions } = run.value.input;
		return diagnosis.culprits
			.flatMap( ( { members } ) => members )
			.filter( ( key ) => versions[ key ] === versionOf( state, key ) );
	} );
	return [ ...new Set( found ) ];
}
