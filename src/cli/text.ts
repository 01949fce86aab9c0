/**
 * A diagnosis as text for a person.
 */
import { loadOrder } from '../engine/configuration';
import type { Diagnosis } from '../engine/types';
import type { DiagnosisReport } from '../run/report';

const ROLES = {
	alone: 'alone',
	without: 'without it',
	with: 'with it',
	member: 'without one of them',
} as const;

/** The text, with a line break at its end. */
export function diagnosisText(
	diagnosis: Diagnosis,
	report: DiagnosisReport
): string {
	const lines = [ diagnosis.sentence ];
	diagnosis.culprits.forEach( ( { signature, proof }, index ) => {
		const members = report.culprits[ index ]?.members ?? [];
		lines.push( '' );
		for ( const { kind, id, name, version } of members ) {
			const named = [ name, version ].filter( Boolean ).join( ' ' );
			lines.push( `Culprit: ${ named || id } (${ kind } ${ id })` );
		}
		lines.push( `What was seen: ${ signature.sentence }`, 'Proof:' );
		for ( const { role, configuration, outcome, probe } of proof ) {
			lines.push(
				`  ${ ROLES[ role ] }, ${
					loadOrder( configuration ).length
				} plugins, theme ${ configuration.stylesheet }: ${ outcome }${
					probe === null ? '' : ` (probe ${ probe })`
				}`
			);
		}
	} );
	if ( diagnosis.culprits.length === 0 && diagnosis.signature ) {
		lines.push( '', `What was seen: ${ diagnosis.signature.sentence }` );
	}
	if ( diagnosis.suspects.length > 0 ) {
		lines.push( '', 'Still suspect:' );
		lines.push( ...diagnosis.suspects.map( ( key ) => `  ${ key }` ) );
	}
	const seconds = ( report.elapsed_ms / 1000 ).toFixed( 1 );
	lines.push(
		'',
		`${ report.probes } probes in ${ seconds } s. Nothing on the site was changed.`
	);
	return `${ lines.join( '\n' ) }\n`;
}
