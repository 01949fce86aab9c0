/**
 * The journal of a run on the server: what was learned is kept there, so that any browser or terminal can go on.
 */
import { patiently, type Patience } from './patience';
import type { Run, RunEvent } from '../contract/types';
import type { Answer, SearchInput } from '../engine/types';
import type { Result, SiteClient, SiteError } from '../site/types';

/** Where a run writes down what happens. */
export interface Journal {
	/** Run id. */
	id: string;
	/** Adds events; an error means that this run must stop here. */
	add: ( events: RunEvent[] ) => Promise< Result< void > >;
}

type RunClient = Pick< SiteClient, 'createRun' | 'readRun' | 'appendRun' >;

const MOVED_ON: SiteError = {
	code: 'culprit_run_moved_on',
	sentence:
		'Somebody else goes on with this search, in another tab or on another machine.',
	advice: 'Go on there, or start a search of your own.',
	status: 409,
};

/** Starts a run. */
export async function createJournal(
	client: RunClient,
	input: SearchInput,
	patience?: Patience
): Promise< Result< Journal > > {
	const run = await patiently(
		() => client.createRun( { input: { ...input } } ),
		patience
	);
	return run.ok
		? { ok: true, value: journalOf( client, run.value, patience ) }
		: run;
}

/** Goes on with a run; the caller reads its state from what is returned beside the journal. */
export async function openJournal(
	client: RunClient,
	id: string,
	patience?: Patience
): Promise< Result< { journal: Journal; run: Run } > > {
	const run = await patiently( () => client.readRun( id ), patience );
	return run.ok
		? {
				ok: true,
				value: {
					run: run.value,
					journal: journalOf( client, run.value, patience ),
				},
			}
		: run;
}

function journalOf(
	client: RunClient,
	{ id, sequence }: Run,
	patience?: Patience
): Journal {
	let expected = sequence;
	let last: Promise< Result< void > > = Promise.resolve( {
		ok: true,
		value: undefined,
	} );

	const append = async ( events: RunEvent[] ): Promise< Result< void > > => {
		let tries = 0;
		const run = await patiently( () => {
			tries++;
			return client.appendRun( id, { expected, events } );
		}, patience );
		if ( run.ok ) {
			expected = run.value.sequence;
			return { ok: true, value: undefined };
		}
		if ( run.error.code !== MOVED_ON.code && run.error.status !== 409 ) {
			return run;
		}
		// An earlier try may have arrived although its answer was lost.
		const stored = tries > 1 ? await client.readRun( id ) : null;
		if ( stored?.ok && endsWith( stored.value, expected, events ) ) {
			expected = stored.value.sequence;
			return { ok: true, value: undefined };
		}
		return { ok: false, error: MOVED_ON };
	};

	return {
		id,
		add: ( events ) => {
			// One after the other: each needs the number that the one before it got.
			last = last.then( ( before ) =>
				before.ok ? append( events ) : before
			);
			return last;
		},
	};
}

/** Whether these events are what the run has got since this sequence number, and nothing else. */
function endsWith( run: Run, expected: number, events: RunEvent[] ): boolean {
	const added = run.events.slice( -events.length );
	return (
		run.sequence === expected + events.length &&
		fingerprint( added ) === fingerprint( events )
	);
}

/** What identifies events: not their whole text, which the server may write in another way. */
function fingerprint( events: RunEvent[] ): string {
	return JSON.stringify(
		events.map( ( { type, data } ) => {
			const { answers } = data;
			return [
				type,
				Array.isArray( answers )
					? answers.map(
							( answer: Partial< Answer > | null ) =>
								answer?.observation?.probe
						)
					: null,
			];
		} )
	);
}
