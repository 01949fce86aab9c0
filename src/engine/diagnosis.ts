/**
 * What a search ends in, for scripts and for a person.
 */
import { fisher, missedBy } from './chance';
import { candidateOf } from './configuration';
import type { GiveUp, Talk } from './dialogue';
import { layerOf } from './floor';
import { membersOf, type Found } from './name';
import { HEALTHY_ENOUGH } from './reproduce';
import * as say from './sentences';
import { fromCdn } from './stranger';
import type { Proved, Rounds } from './steps';
import type {
	Answer,
	Chance,
	CulpritSet,
	Diagnosis,
	Layer,
	ProofStep,
} from './types';

/** The page was healthy all the time. */
export function notReproduced( talk: Talk ): Diagnosis {
	return {
		outcome: 'not-reproduced',
		culprits: [],
		layer: 'none',
		signature: null,
		reason: 'not-reproduced',
		sentence:
			{
				slow: say.notSlow(),
				seen: say.notSeen(),
			}[ talk.input.symptom.kind as string ] ??
			say.notReproduced( HEALTHY_ENOUGH ),
		suspects: [],
		probes: talk.answers.length,
		chance: chanceOf( talk ),
	};
}

/** The same failure is there without any candidate. */
export function belowPlugins( talk: Talk, answer: Answer ): Diagnosis {
	return {
		outcome: 'below-plugins',
		culprits: [],
		layer: layerOf( answer ),
		signature: firstFailure( talk ),
		reason: 'below-plugins',
		sentence:
			talk.input.symptom.kind === 'slow'
				? say.slowBelow( answer.verdict.sentence )
				: say.belowPlugins( answer.verdict.sentence, chanceOf( talk ) ),
		suspects: [],
		probes: talk.answers.length,
		chance: chanceOf( talk ),
	};
}

/** Sets that were proved. */
export function culpritsFound(
	talk: Talk,
	sets: Found[],
	{ steps, rounds, costs }: Proved
): Diagnosis {
	const chance = chanceOf( talk, rounds );
	const bystanders = sets.flatMap( ( set ) => set.bystanders );
	const plugin = membersOf( sets ).some(
		( key ) => candidateOf( talk.input, key )?.kind === 'plugin'
	);
	return {
		outcome: 'culprits-found',
		culprits: sets.map(
			( { members, signature, namedByPhp }, index ): CulpritSet => ( {
				members,
				signature,
				namedByPhp,
				proof: steps[ index ] as ProofStep[],
				costs: costs[ index ] ?? null,
			} )
		),
		layer: plugin ? 'plugin' : 'theme',
		signature: firstFailure( talk ),
		reason: 'proved',
		sentence: say.culprits(
			sets.map( ( { members } ) => members ),
			bystanders,
			chance,
			costs
		),
		suspects: bystanders,
		probes: talk.answers.length,
		chance,
	};
}

/** It cannot be told; what was named but not proved remains suspect. */
export function unresolved(
	talk: Talk,
	{ reason, suspects }: GiveUp,
	sets: Found[]
): Diagnosis {
	const keys = [ ...new Set( [ ...membersOf( sets ), ...suspects ] ) ];
	return {
		outcome: 'unresolved',
		culprits: [],
		layer: layerOfReason( talk, reason ),
		signature: firstFailure( talk ),
		reason,
		sentence: say.unresolved( reason, keys, chanceOf( talk ) ),
		suspects: keys,
		probes: talk.answers.length,
		chance: chanceOf( talk ),
	};
}

/** How often a fault that comes and goes was seen; with the rounds of its proofs, how sure they are. */
function chanceOf( { beliefs }: Talk, rounds: Rounds[] = [] ): Chance | null {
	if ( ! beliefs ) {
		return null;
	}
	const { failed, healthy } = beliefs.tally();
	const sure = rounds.length > 0;
	return {
		failed,
		loads: failed + healthy,
		pValue: sure
			? Math.max( ...rounds.map( ( { on, off } ) => fisher( on, off ) ) )
			: null,
		missed: sure
			? missedBy( Math.min( ...rounds.map( ( { least } ) => least ) ) )
			: null,
	};
}

/** What the reasons say about the layer that has to be looked at; all others say nothing. */
const LAYERS: Record< string, Layer > = {
	'never-claimed': 'web-server',
	'not-ours': 'page-cache',
	'cached-copy': 'page-cache',
	'login-page': 'web-server',
	'challenge-page': 'firewall',
	maintenance: 'core',
	database: 'database',
	'record-elsewhere': 'host',
};

function layerOfReason( { answers }: Talk, reason: string ): Layer {
	const layer = LAYERS[ reason ] ?? 'unknown';
	const last = [ ...answers ]
		.reverse()
		.find( ( { verdict } ) => verdict.reason === reason );
	return layer === 'page-cache' && last && fromCdn( last.observation )
		? 'cdn'
		: layer;
}

function firstFailure( { answers }: Talk ) {
	return (
		answers.find( ( { verdict } ) => verdict.outcome === 'failing' )
			?.verdict.signature ?? null
	);
}
