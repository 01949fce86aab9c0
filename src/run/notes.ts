/**
 * What a search has learned and its journal has not yet: kept in the background, one call behind the other.
 */
import type { RunEvent } from '../contract/types';
import type { Answer } from '../engine/types';
import type { Result, SiteError } from '../site/types';
import type { Journal } from './journal';

export interface Notes {
	/** Notes an answer. */
	learned: ( answer: Answer ) => void;
	/** Notes that the answer before was taken back. */
	takenBack: ( answer: Answer ) => void;
	/** Keeps what is new, together with all that comes while a call is under way; nobody has to wait for it. */
	keep: () => void;
	/** Why nothing can be kept any more, or null. */
	lost: () => SiteError | null;
	/** Keeps all that is left, and waits for it. */
	end: ( ending?: RunEvent ) => Promise< Result< void > >;
}

/** Notes for one search; without a journal nothing is kept and nothing lost. */
export function createNotes( journal: Journal | undefined ): Notes {
	let answers: Answer[] = [];
	let undone: RunEvent[] = [];
	let lost: SiteError | null = null;
	let underWay: Promise< void > | null = null;

	const isNew = () => answers.length + undone.length > 0;

	const events = (): RunEvent[] => {
		const all: RunEvent[] = [
			...undone,
			...( answers.length > 0
				? [ { type: 'answers', data: { answers } } as const ]
				: [] ),
		];
		answers = [];
		undone = [];
		return all;
	};

	const add = async ( some: RunEvent[] ) => {
		const added = await journal?.add( some );
		lost = added && ! added.ok ? added.error : null;
	};

	const empty = async () => {
		while ( isNew() && lost === null ) {
			await add( events() );
		}
		underWay = null;
	};

	return {
		learned: ( answer ) => {
			answers.push( answer );
		},
		takenBack: ( { question } ) => {
			if ( answers.length > 0 ) {
				answers.pop();
			} else {
				undone.push( { type: 'undone', data: { question } } );
			}
		},
		keep: () => {
			if ( journal && isNew() && lost === null ) {
				underWay ??= empty();
			}
		},
		lost: () => lost,
		end: async ( ending ) => {
			await underWay;
			const left = [ ...events(), ...( ending ? [ ending ] : [] ) ];
			if ( journal && left.length > 0 && lost === null ) {
				await add( left );
			}
			return lost === null
				? { ok: true, value: undefined }
				: { ok: false, error: lost };
		},
	};
}
