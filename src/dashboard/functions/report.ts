/**
 * A search as plain text, for a host or an author. In English, because its reader is not the admin.
 */
import type { State } from '../../contract/types';
import type { Answer, Diagnosis, SearchInput } from '../../engine/types';
import { difference } from './configuration';

interface Search {
	input: SearchInput;
	answers: Answer[];
	diagnosis: Diagnosis;
}

/** The report; `now` is when it is written. */
export function searchReport(
	state: State,
	{ input, answers, diagnosis }: Search,
	now: Date
): string {
	const { environment, version } = state;
	const { live } = input;
	const theme = `${ live.stylesheet }${
		live.template === live.stylesheet
			? ''
			: ` (child of ${ live.template })`
	}`;
	return [
		`Culprit ${ version }, ${ now.toISOString() }`,
		`Site: ${ environment.home }`,
		`WordPress ${ environment.wordpress }, PHP ${ environment.php }, ${ environment.server }`,
		`Theme: ${ theme }`,
		...list( 'Must-use plugins', environment.must_use ),
		...list( 'Drop-ins', environment.drop_ins ),
		'',
		`Result: ${ diagnosis.outcome } (${ diagnosis.reason }). ${ diagnosis.sentence }`,
		...( diagnosis.signature
			? [ `First failure: ${ diagnosis.signature.sentence }` ]
			: [] ),
		'',
		`Probes of ${ input.page.path }, route ${ input.route }:`,
		...answers.map( ( answer, index ) =>
			probeLine( state, input, answer, index + 1 )
		),
	].join( '\n' );
}

function list( label: string, names: string[] ): string[] {
	return names.length === 0 ? [] : [ `${ label }: ${ names.join( ', ' ) }` ];
}

function probeLine(
	state: State,
	{ live }: SearchInput,
	{ configuration, observation, verdict }: Answer,
	number: number
): string {
	const { off, theme } = difference( live, configuration, state.own );
	const without = [
		...( off.length > 0 ? [ `without ${ off.join( ', ' ) }` ] : [] ),
		...( theme === null ? [] : [ `theme ${ theme }` ] ),
	];
	return [
		`${ number }. ${
			without.length === 0 ? 'live configuration' : without.join( '; ' )
		}`,
		`status ${ observation.status ?? 'none' }`,
		`${ observation.bytes } bytes`,
		`${ Math.round( observation.milliseconds ) } ms`,
		`${ verdict.outcome }: ${ verdict.sentence }`,
		...( observation.probe === null
			? []
			: [ `probe ${ observation.probe }` ] ),
	].join( ' | ' );
}
