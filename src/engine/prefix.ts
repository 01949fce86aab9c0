/**
 * Finds by halving the shortest beginning of an order that fails together with what is already known to belong.
 */
import {
	allKeys,
	closure,
	configurationKey,
	configurationOf,
	dependents,
	switches,
} from './configuration';
import { GiveUp, type Dialogue, type Talk } from './dialogue';
import { reasonOf, settle, settled, type Settled } from './settle';
import { halvings, PROOF } from './estimate';
import { namedIn } from './evidence';
import type { SearchInput, UnresolvedReason } from './types';
import type { Configuration } from '../contract/types';

/** How many places in an order may refuse to answer before the search gives up. */
const PATIENCE = 24;

/** How many answers in a row may fail to come from the site at all. */
const SILENCE = 3;

/** These say nothing about a configuration, only about the way to the site. */
const NOT_THE_SITE: UnresolvedReason[] = [
	'no-answer',
	'not-ours',
	'never-claimed',
	'cached-copy',
	'login-page',
	'challenge-page',
	'maintenance',
	'database',
	'dead-before-guard',
	'record-elsewhere',
	'aborted',
];

/** The last of the shortest failing beginning, and what stands before it. */
export interface Prefix {
	member: string;
	before: string[];
}

/**
 * The shortest failing beginning of an order that fails as a whole.
 *
 * Exact where every answer can be used. Where none can, the places in between count as not failing, and what comes
 * out must still prove itself.
 *
 * @param talk     The search.
 * @param members  Always on.
 * @param order    Not empty; what is required stands before what requires it.
 * @param firstCut Where to cut first, or 0 for the middle.
 */
export function* smallestPrefix(
	talk: Talk,
	members: string[],
	order: string[],
	firstCut: number
): Dialogue< Prefix > {
	const refused = new Refused();
	const postponed = new Set< string >();
	let current = order;
	let { low, high } = known( talk, members, order );

	for (;;) {
		const cut =
			refused.size === 0 && low < firstCut && firstCut < high
				? firstCut
				: refused.widestGap( low, high );
		if ( cut === null ) {
			break;
		}
		talk.remaining = halvings( high - low ) + PROOF;
		const answered = yield* settle( talk, 'search', [
			...members,
			...current.slice( 0, cut ),
		] );

		if ( answered.finding === 'same' ) {
			high = cut;
			continue;
		}
		if ( answered.finding === 'unresolved' ) {
			refused.add( cut, answered, [
				...members,
				...current.slice( low, high ),
			] );
			continue;
		}
		const later = failsForMembers( talk, members, answered )
			? null
			: postpone( talk, answered, current, low, high );
		if ( later && ! postponed.has( later.key ) ) {
			postponed.add( later.key );
			current = later.order;
			refused.clear();
		} else {
			// Another failure: another fault that this one hides, or one that covers it because something is missing.
			// What is missing is then found as a member, and the proof shows that it is not needed.
			low = cut;
		}
	}

	return {
		member: current[ high - 1 ] as string,
		before: current.slice( 0, high - 1 ),
	};
}

/** Between which places the end of the beginning lies, by what was answered before, also in the search of another set. */
function known(
	talk: Talk,
	members: string[],
	order: string[]
): { low: number; high: number } {
	let low = 0;
	let high = order.length;
	// One answer says little of a fault that comes and goes, or of a time.
	const answers =
		talk.beliefs || talk.slowFrom !== null ? [] : talk.known.entries();
	for ( const [ key, answer ] of answers ) {
		const { finding } = settled( talk, answer );
		const cut = cutOf( talk.input, order, answer.configuration );
		if (
			( finding !== 'healthy' && finding !== 'same' ) ||
			cut === null ||
			key !==
				configurationKey(
					configurationOf( talk.input, [
						...members,
						...order.slice( 0, cut ),
					] )
				)
		) {
			continue;
		}
		if ( finding === 'healthy' ) {
			low = Math.max( low, cut );
		} else {
			high = Math.min( high, cut );
		}
	}
	// They contradict each other where a fault comes and goes.
	return low < high && high > 0
		? { low, high }
		: { low: 0, high: order.length };
}

/** How long a beginning of an order a configuration has on, or null when it has more of it on. */
function cutOf(
	input: SearchInput,
	order: string[],
	configuration: Configuration
): number | null {
	const isOn = switches( input, configuration );
	const on = new Set( allKeys( input ).filter( ( _key, at ) => isOn[ at ] ) );
	const cut = order.filter( ( key ) => on.has( key ) ).length;
	return order.slice( 0, cut ).every( ( key ) => on.has( key ) ) ? cut : null;
}

/** A member that fails by itself in another way lacks something: this beginning is too short. */
function failsForMembers(
	talk: Talk,
	members: string[],
	{ finding, answer }: Settled
): boolean {
	const blamed = namedIn( answer, talk.input );
	return (
		finding === 'different' &&
		blamed !== null &&
		closure( talk.input, members ).has( blamed )
	);
}

/**
 * The order with a candidate moved behind all that may still be in question.
 *
 * Another failure that names a candidate most often means that it misses something which stands further behind.
 */
function postpone(
	talk: Talk,
	{ finding, answer }: Settled,
	order: string[],
	low: number,
	high: number
): { key: string; order: string[] } | null {
	const key = namedIn( answer, talk.input );
	const range = order.slice( low, high );
	if ( finding !== 'different' || key === null || ! range.includes( key ) ) {
		return null;
	}
	const moved = dependents( talk.input, [ key ] );
	return {
		key,
		order: [
			...order.slice( 0, low ),
			...range.filter( ( other ) => ! moved.has( other ) ),
			...range.filter( ( other ) => moved.has( other ) ),
			...order.slice( high ),
		],
	};
}

/** The cuts that gave no usable answer. */
class Refused {
	private cuts = new Set< number >();
	private total = 0;
	private silence = 0;

	get size(): number {
		return this.cuts.size;
	}

	clear(): void {
		this.cuts.clear();
	}

	add( cut: number, answered: Settled, suspects: string[] ): void {
		const reason = reasonOf( answered );
		this.cuts.add( cut );
		this.total++;
		this.silence = NOT_THE_SITE.some( ( one ) => one === reason )
			? this.silence + 1
			: 0;
		if ( this.total >= PATIENCE || this.silence >= SILENCE ) {
			throw new GiveUp( reason, suspects );
		}
	}

	/** The middle of the widest stretch that was not tried yet, or null when all was tried. */
	widestGap( low: number, high: number ): number | null {
		const edges = [
			low,
			...[ ...this.cuts ]
				.filter( ( cut ) => low < cut && cut < high )
				.sort( ( a, b ) => a - b ),
			high,
		];
		let best: { width: number; middle: number } = { width: 1, middle: 0 };
		for ( let index = 1; index < edges.length; index++ ) {
			const from = edges[ index - 1 ] as number;
			const width = ( edges[ index ] as number ) - from;
			if ( width > best.width ) {
				best = { width, middle: from + Math.floor( width / 2 ) };
			}
		}
		return best.width > 1 ? best.middle : null;
	}
}
