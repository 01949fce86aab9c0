/**
 * The probes that are on their way, and those that came back before anybody wanted them.
 */
import { wait } from '../site/abort';
import { configurationKey } from '../engine/configuration';
import type { Observation, Question } from '../engine/types';
import type { Result } from '../site/types';

type Landed = Result< Observation >;

/** In milliseconds. */
const PATIENCE = 3000;

interface Flight {
	/** Questions with the same key are answered by the same kind of probe, whatever they are for. */
	key: string;
	arrival: Promise< void >;
	landed: Landed | null;
}

/** Probes under way. */
export interface Flights {
	/**
	 * Sends a probe.
	 *
	 * @param question The question.
	 * @param send     Sends it; gets how many are on their way then, itself included. Never rejects.
	 */
	launch: (
		question: Question,
		send: ( beside: number ) => Promise< Landed >
	) => void;
	/** What came back for such a question, once. */
	takeLanded: ( question: Question ) => Landed | null;
	/** Which of these have to be sent, so that at most so many are on their way. */
	notYet: ( questions: Question[], most: number ) => Question[];
	/** How many are back that nobody has taken. */
	waiting: () => number;
	/** Waits until one more is back, unless one for such a question is back already. */
	next: ( questions: Question[] ) => Promise< void >;
	/** Waits a little for those that nobody wants any more: whoever is left alone midway leaves a record behind. */
	end: ( signal: AbortSignal ) => Promise< void >;
}

/** No probe is under way. */
export function createFlights(): Flights {
	let all: Flight[] = [];
	const underWay = () => all.filter( ( { landed } ) => landed === null );

	return {
		launch: ( question, send ) => {
			const flight: Flight = {
				key: keyOf( question ),
				arrival: Promise.resolve(),
				landed: null,
			};
			all.push( flight );
			flight.arrival = send( underWay().length ).then( ( landed ) => {
				flight.landed = landed;
			} );
		},
		takeLanded: ( question ) => {
			const key = keyOf( question );
			const flight = all.find(
				( one ) => one.key === key && one.landed !== null
			);
			all = all.filter( ( one ) => one !== flight );
			return flight?.landed ?? null;
		},
		notYet: ( questions, most ) => {
			const left = all.map( ( { key } ) => key );
			return questions
				.filter( ( question ) => {
					const place = left.indexOf( keyOf( question ) );
					left.splice( place, place === -1 ? 0 : 1 );
					return place === -1;
				} )
				.slice( 0, Math.max( 0, most - underWay().length ) );
		},
		waiting: () => all.length - underWay().length,
		next: async ( questions ) => {
			const keys = questions.map( keyOf );
			const back = all.some(
				( { key, landed } ) => landed !== null && keys.includes( key )
			);
			if ( back || underWay().length === 0 ) {
				return;
			}
			await Promise.race( underWay().map( ( { arrival } ) => arrival ) );
		},
		end: async ( signal ) => {
			if ( underWay().length > 0 ) {
				await Promise.race( [
					Promise.all( underWay().map( ( { arrival } ) => arrival ) ),
					wait( PATIENCE, signal ),
				] );
			}
		},
	};
}

const keyOf = ( { configuration, mode, deep = false }: Question ) =>
	`${ mode } ${ deep } ${ configurationKey( configuration ) }`;
