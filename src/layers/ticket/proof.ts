/**
 * What was tried on the site, and what came of it.
 */
import type { Configuration, State } from '../../contract/types';
import type { Outcome } from '../../engine/types';
import type { DiagnosisReport, Member } from '../../run/report';
import { resultText, type MakerOf } from './attempts';
import type { Tried } from './types';
import type { Visit, Walk } from '../types';

const OUTCOMES: Record< Outcome, string > = {
	healthy: 'the page works',
	failing: 'the page fails',
	unresolved: 'that could not be told',
};

/** Name and version, or the id of what has no name. */
export const memberText = ( { name, id, version }: Member ) =>
	[ name || id, version ].filter( Boolean ).join( ' ' );

/** Such as “A”, “A and B”, “A, B and C”. */
export function listText( words: string[] ): string {
	const last = words.at( -1 ) ?? '';
	return words.length < 2
		? last
		: `${ words.slice( 0, -1 ).join( ', ' ) } and ${ last }`;
}

const isIn = (
	{ plugins, network, stylesheet, template }: Configuration,
	{ kind, id }: Member
) =>
	kind === 'theme'
		? stylesheet === id || template === id
		: plugins.includes( id ) || network.includes( id );

/** A configuration as a person reads it, by who of a set is in it and how much else. */
function configurationText(
	configuration: Configuration,
	members: Member[],
	state: State | null
): string {
	const on = members.filter( ( member ) => isIn( configuration, member ) );
	const off = members.filter( ( member ) => ! on.includes( member ) );
	const ids = members.map( ( { id } ) => id );
	const others = [
		...configuration.network,
		...configuration.plugins,
	].filter( ( id ) => id !== state?.own && ! ids.includes( id ) ).length;
	const said = [
		...( on.length > 0
			? [ `with ${ listText( on.map( memberText ) ) }` ]
			: [] ),
		...( off.length > 0
			? [ `without ${ listText( off.map( memberText ) ) }` ]
			: [] ),
	].join( ', ' );
	const beside =
		others === 0
			? 'no other plugin'
			: `${ others } other plugin${ others === 1 ? '' : 's' }`;
	const theme =
		configuration.stylesheet === state?.probe_theme
			? 'a minimal theme'
			: `theme ${ configuration.stylesheet }`;
	return `The page ${ said }; ${ beside }; ${ theme }`;
}

/** The steps of a search's proof, in their order. */
export const proofOf = (
	report: DiagnosisReport | null,
	state: State | null
): Tried[] =>
	( report?.culprits ?? [] ).flatMap( ( { members, proof } ) =>
		proof.map( ( { configuration, outcome } ) => ( {
			what: configurationText( configuration, members, state ),
			result: OUTCOMES[ outcome ],
		} ) )
	);

/** What a walk tried beside the page itself. */
export function walkTried( walk: Walk | null, makerOf: MakerOf ): Tried[] {
	if ( walk === null ) {
		return [];
	}
	const visit = ( what: string, seen: Visit | null ): Tried[] =>
		seen === null
			? []
			: [
					{
						what,
						result: `${ resultText( seen ) }; made by ${
							seen.status === null
								? 'nobody'
								: makerOf( seen ).name
						}`,
					},
				];
	const { death, floor, live, refused } = walk;
	return [
		...visit(
			'The page under an address that no cache has seen',
			walk.uncached
		),
		...visit( 'The page as a phone gets it', walk.phone ),
		...visit( 'A file that the web server sends without PHP', walk.file ),
		...visit( 'A file that PHP answers without WordPress', walk.php ),
		...visit(
			'The page as the server itself gets it, past anything before it',
			walk.origin
		),
		...visit(
			'The page as the server itself gets it, the way everybody does',
			walk.loopback
		),
		...visit(
			'A file of WordPress’s own, without its settings and database',
			walk.core
		),
		...( death === null
			? []
			: [
					{
						what: 'A start of WordPress without plugins',
						result: `It dies in ${ death.file } on line ${ death.line }: ${ death.message }`,
					},
				] ),
		...( live === null
			? []
			: [
					{
						what: 'The page with all as it is, watched from inside PHP',
						result: live.verdict.sentence,
					},
				] ),
		...( floor === null
			? []
			: [
					{
						what: 'WordPress without plugins and with a default theme',
						result: floor.verdict.sentence,
					},
				] ),
		...( refused === null
			? []
			: [
					{
						what: 'A call of Culprit’s own interface',
						result: refused.sentence,
					},
				] ),
	];
}
