/**
 * What a search will take, said before it starts.
 */
import { plural } from './plural';
import { expectedProbes, seenTogether } from '../engine/estimate';
import type { IsolateArguments } from './arguments';
import type { SearchInput } from '../engine/types';

/** In words. */
export function outlook(
	{ candidates, symptom, leads }: SearchInput,
	{ budget }: Pick< IsolateArguments, 'budget' >
): string {
	const { least, usual } = expectedProbes( candidates.length );
	const about =
		symptom.kind === 'seen'
			? `You will be asked about ${ 1 + seenTogether( candidates.length ) } times.`
			: `This takes ${ least } page loads when PHP names the culprit and about ${ usual } when it does not; more where several fail only together, the page is slow or the fault comes and goes.`;
	const minutes = Math.round( budget.milliseconds / 60000 );
	return [
		`${ plural(
			candidates.length,
			'plugin or theme',
			'plugins and themes'
		) } can be the culprit. ${ about }`,
		`At most ${ plural( budget.probes, 'page load' ) } and ${ plural(
			minutes,
			'minute'
		) }. Nothing on the site changes; Ctrl+C stops.`,
		...( leads.length > 0
			? [ 'Whom an earlier search found is tried first.' ]
			: [] ),
	].join( '\n' );
}
