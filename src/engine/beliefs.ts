/**
 * What is known of a fault that comes and goes: a failing answer is a fact and holds for every superset, a healthy one is
 * only a belief.
 */
import type { Configuration } from '../contract/types';
import type { Tally } from './chance';
import { configurationKey, switches } from './configuration';
import { sameFailure } from './signature';
import type { Answer, SearchInput, Signature } from './types';

/** What a configuration has on. */
interface Extent {
	/** A bit for each candidate that is on. */
	on: bigint;
	/** The floor theme, where no candidate stands in its place; what it does need not hold for another one. */
	floor: string;
}

interface Entry extends Extent {
	healthy: Answer[];
	failing: Answer[];
}

/** Everything that was answered about one failure. */
export class Beliefs {
	private entries = new Map< string, Entry >();
	private readonly most: Extent;

	/**
	 * @param input    What is searched.
	 * @param baseline The failure.
	 * @param most     What is said about more than this does not count.
	 */
	constructor(
		private readonly input: SearchInput,
		private readonly baseline: Signature | null,
		most: Configuration
	) {
		this.most = this.extent( most );
	}

	/** One more answer. */
	add( answer: Answer ): void {
		const { outcome, signature } = answer.verdict;
		const fails =
			outcome === 'failing' && sameFailure( signature, this.baseline );
		if ( ! fails && outcome !== 'healthy' ) {
			return;
		}
		const entry = this.entryOf( answer.configuration );
		if ( ! entry ) {
			return;
		}
		if ( fails ) {
			entry.failing.push( answer );
		} else {
			entry.healthy.push( answer );
		}
	}

	/** A failing answer that shows that a configuration can fail, or null when none does. */
	fact( configuration: Configuration ): Answer | null {
		const asked = this.extent( configuration );
		return (
			this.failing().find( ( entry ) => within( entry, asked ) )
				?.failing[ 0 ] ?? null
		);
	}

	/**
	 * Healthy answers of just this configuration, the latest last.
	 *
	 * Those of larger ones do not count: the ones among these that failed are gone, and only the lucky are left.
	 */
	healthy( configuration: Configuration ): Answer[] {
		return (
			this.entries.get( configurationKey( configuration ) )?.healthy ?? []
		);
	}

	/** All answers of configurations that are known to fail. */
	tally(): Tally {
		const facts = this.failing();
		const known = [ ...this.entries.values() ].filter( ( entry ) =>
			facts.some( ( fact ) => within( fact, entry ) )
		);
		return {
			failed: sum( known.map( ( { failing } ) => failing.length ) ),
			healthy: sum( known.map( ( { healthy } ) => healthy.length ) ),
		};
	}

	/** A failing answer with the fewest candidates on; null when there is none. */
	smallest(): Answer | null {
		const [ least ] = this.failing().sort(
			( a, b ) => size( a.on ) - size( b.on )
		);
		return least?.failing[ 0 ] ?? null;
	}

	private entryOf( configuration: Configuration ): Entry | null {
		const key = configurationKey( configuration );
		const before = this.entries.get( key );
		if ( before ) {
			return before;
		}
		const extent = this.extent( configuration );
		if ( ! within( extent, this.most ) ) {
			return null;
		}
		const entry = { ...extent, healthy: [], failing: [] };
		this.entries.set( key, entry );
		return entry;
	}

	private failing(): Entry[] {
		return [ ...this.entries.values() ].filter(
			( { failing } ) => failing.length > 0
		);
	}

	private extent( configuration: Configuration ): Extent {
		const on = switches( this.input, configuration );
		const floor = this.input.candidates.some(
			( { kind }, index ) => kind === 'theme' && on[ index ]
		)
			? ''
			: configuration.stylesheet;
		return {
			on: BigInt(
				`0b0${ on.map( ( one ) => ( one ? '1' : '0' ) ).join( '' ) }`
			),
			floor,
		};
	}
}

/** Whether all that is on in one is on in the other. */
const within = ( less: Extent, more: Extent ) =>
	// eslint-disable-next-line no-bitwise -- A set of hundreds, compared thousands of times.
	( less.on & more.on ) === less.on &&
	( less.floor === '' || more.floor === '' || less.floor === more.floor );

const size = ( on: bigint ) => on.toString( 2 ).replace( /0/g, '' ).length;

const sum = ( counts: number[] ) =>
	counts.reduce( ( all, count ) => all + count, 0 );
