/**
 * What a walk came to, as text for a person.
 */
import type { Finding, Layers, Step } from '../layers/types';

const MARKS: Record< Step[ 'state' ], string > = {
	ok: 'ok      ',
	broken: 'BROKEN  ',
	doubtful: 'doubtful',
	unknown: 'unknown ',
};

const SURE: Record< Finding[ 'certainty' ], string > = {
	certain: '',
	likely: ' (likely)',
	possible: ' (possible)',
};

/** The text, with a line break at its end. */
export function layersText(
	{ finding, others, steps }: Layers,
	changed: string[]
): string {
	return `${ [
		`Layer: ${ finding.layer }${ SURE[ finding.certainty ] }`,
		finding.sentence,
		`What to do: ${ finding.todo }`,
		'',
		'From the browser to the host:',
		...steps.map(
			( { state, name, sentence } ) =>
				`  ${ MARKS[ state ] }  ${ name }: ${ sentence }`
		),
		...( changed.length === 0
			? []
			: [
					'',
					'What changed:',
					...changed.map( ( sentence ) => `  - ${ sentence }` ),
				] ),
		...( others.length === 0
			? []
			: [
					'',
					'Also seen:',
					...others.flatMap( ( { sentence, todo, certainty } ) => [
						`  - ${ sentence }${ SURE[ certainty ] }`,
						`    ${ todo }`,
					] ),
				] ),
	].join( '\n' ) }\n`;
}
