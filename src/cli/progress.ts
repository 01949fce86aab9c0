/**
 * Shows a search as it goes on: one line for each probe, with what was asked and what was seen.
 */
import { plural } from './plural';
import type { Progress } from '../engine/engine';
import type { Strain } from '../run/strain';
import type { Answer, Purpose, SearchState } from '../engine/types';

const PURPOSES: Record< Purpose, string > = {
	'reproduce-observed': 'the page as it is',
	reproduce: 'the page as it is, read-only',
	floor: 'without any plugin, with a default theme',
	evidence: 'without what PHP named',
	search: 'search',
	'prove-alone': 'proof, suspect alone',
	'prove-without': 'proof, without the suspect',
	'prove-with': 'proof, with the suspect',
	'prove-member': 'proof, without one of them',
	'look-again': 'the rest, without what was found',
};

const QUEUE =
	'All PHP workers of this server, which make its pages, are busy: probes and visitors wait for one.';

const SLOW = 'The site answers slowly: a probe had to wait for it.';

const ADVICE =
	'With --busy page, visitors of this page get a short answer instead of a worker while the search runs.';

/**
 * A listener for the driver that prints each answer once.
 *
 * @param print    Prints a line.
 * @param url      Address of the page that is loaded.
 * @param mayAgree Whether the user could still agree to the busy answer.
 */
export function createProgress(
	print: ( line: string ) => void,
	url: string,
	mayAgree = false
) {
	let printed: number | null = null;
	let about = 0;
	const told = new Set< string >();
	const once = ( words: string ) => {
		if ( ! told.has( words ) ) {
			told.add( words );
			print( words );
		}
	};
	return ( {
		state,
		progress,
		strain,
	}: {
		state: SearchState;
		progress: Progress;
		strain: Strain;
	} ): void => {
		const { answers } = state;
		// A resumed search has answers that were shown in its first part.
		if ( printed === null ) {
			printed = answers.length;
			print( `Loading ${ url } ...` );
		}
		answers
			.slice( printed )
			.forEach( ( answer, index ) =>
				print(
					line( answer, ( printed ?? 0 ) + index + 1, about, state )
				)
			);
		printed = answers.length;
		about = progress.about;
		if ( strain.queue ) {
			once( mayAgree ? `${ QUEUE } ${ ADVICE }` : QUEUE );
		} else if ( strain.slow ) {
			once( SLOW );
		}
		if ( strain.waiting ) {
			print(
				`Waiting until the server has ended ${
					strain.hanging === 1
						? 'a page load that hangs'
						: `${ strain.hanging } page loads that hang`
				} ...`
			);
		}
	};
}

function line(
	{ purpose, configuration, observation, verdict }: Answer,
	number: number,
	about: number,
	{ input }: SearchState
): string {
	const { route, status, bytes, milliseconds } = observation;
	const on = configuration.plugins.length + configuration.network.length;
	const all = input.live.plugins.length + input.live.network.length;
	const seen = [
		route,
		status === null ? 'no answer' : `status ${ status }`,
		`${ bytes } bytes`,
		`${ Math.round( milliseconds ) } ms`,
	].join( ', ' );
	return `${ number } of about ${ Math.max( about, number ) }: ${
		PURPOSES[ purpose ]
	} (${ on } of ${ plural( all, 'plugin' ) }, theme ${ configuration.stylesheet }): ${
		verdict.outcome
	} (${ seen })`;
}
