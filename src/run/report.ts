/**
 * A diagnosis as the JSON that scripts read.
 */
import type { Configuration, State } from '../contract/types';
import type { Trace } from '../engine/beyond';
import type {
	Candidate,
	Diagnosis,
	Layer,
	Outcome,
	Signature,
} from '../engine/types';

/** A plugin or theme. */
export interface Member {
	kind: Candidate[ 'kind' ];
	/** Plugin file or theme folder. */
	id: string;
	name: string;
	version: string;
}

/** What `culprit isolate --json` prints. */
export interface DiagnosisReport {
	outcome: Diagnosis[ 'outcome' ];
	culprits: {
		members: Member[];
		/** What it costs each page load, in milliseconds; null unless the page is slow. */
		costs_ms: number | null;
		proof: {
			configuration: Configuration;
			outcome: Outcome;
			/** Probe id. */
			probe: string | null;
		}[];
	}[];
	layer: Layer;
	signature: Signature | null;
	probes: number;
	/** How often a fault that comes and goes showed, and how sure the answer is; null where it is always there. */
	chance: {
		failed: number;
		loads: number;
		p_value: number | null;
		missed: number | null;
	} | null;
	elapsed_ms: number;
	reason: string;
	/** The diagnosis as a person reads it. */
	sentence: string;
	/** Who is still suspect where nobody was proved. */
	suspects: Member[];
	/** What read-only probes did past WordPress, where nothing can refuse it. */
	beyond: {
		what: Trace[ 'what' ];
		files: string[];
		/** Who it may come from; empty where that cannot be told. */
		suspects: Member[];
		probes: number;
	}[];
}

/** The report; names and versions are those in the state, and empty for what is installed no more. */
export function diagnosisReport(
	diagnosis: Diagnosis,
	state: State,
	elapsedMilliseconds: number,
	traces: Trace[] = []
): DiagnosisReport {
	return {
		outcome: diagnosis.outcome,
		culprits: diagnosis.culprits.map( ( { members, proof, costs } ) => ( {
			members: members.map( ( key ) => memberOf( key, state ) ),
			costs_ms: costs,
			proof: proof.map( ( { configuration, outcome, probe } ) => ( {
				configuration,
				outcome,
				probe,
			} ) ),
		} ) ),
		layer: diagnosis.layer,
		signature: diagnosis.signature,
		probes: diagnosis.probes,
		chance: diagnosis.chance && {
			failed: diagnosis.chance.failed,
			loads: diagnosis.chance.loads,
			p_value: diagnosis.chance.pValue,
			missed: diagnosis.chance.missed,
		},
		elapsed_ms: Math.round( elapsedMilliseconds ),
		reason: diagnosis.reason,
		sentence: diagnosis.sentence,
		// Beside a culprit they are those who only fail without it.
		suspects:
			diagnosis.outcome === 'unresolved'
				? diagnosis.suspects.map( ( key ) => memberOf( key, state ) )
				: [],
		beyond: tracesTold( traces, state ),
	};
}

/** What probes did past WordPress, with names. */
export const tracesTold = (
	traces: Trace[],
	state: State
): DiagnosisReport[ 'beyond' ] =>
	traces.map( ( { suspects, ...trace } ) => ( {
		...trace,
		suspects: suspects.map( ( key ) => memberOf( key, state ) ),
	} ) );

/** A plugin or theme by its key; without name and version when it is installed no more. */
export function memberOf( key: string, { plugins, themes }: State ): Member {
	const id = key.slice( key.indexOf( ':' ) + 1 );
	const kind = key.startsWith( 'theme:' ) ? 'theme' : 'plugin';
	const installed =
		kind === 'theme'
			? themes.find( ( { stylesheet } ) => stylesheet === id )
			: plugins.find( ( plugin ) => plugin.id === id );
	return {
		kind,
		id,
		name: installed?.name ?? '',
		version: installed?.version ?? '',
	};
}
