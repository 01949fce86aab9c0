/**
 * A site that breaks as it is told to: it answers questions with what a real one would send back.
 */
import { loadOrder, pluginKey, themeKey } from '../../configuration';
import { ask, learn, start } from '../../engine';
import { judge } from '../../judge';
import type { Configuration } from '../../../contract/types';
import type {
	Answer,
	Diagnosis,
	Observation,
	Question,
	SearchInput,
	SearchState,
} from '../../types';
import { answer, callback, error, observation, report } from './build';

/** Candidates that fail when all of them are on. */
export interface Fault {
	/** Keys. */
	members: string[];
	/** How it shows. */
	shows: 'fatal' | 'died' | 'status' | 'blank' | 'headers' | 'cut';
	/** While the last member loads, or after everything has loaded. */
	at: 'load' | 'hook';
	/** The file that PHP names in a fatal error. */
	file?: string;
	message?: string;
	/** The files on the stack of a fatal error, the innermost first. */
	frames?: string[];
	/** The stage that it happens in, after everything has loaded. */
	stage?: string;
	/** Files of the callbacks that a deep probe sees running, the innermost first; nobody's, unless said otherwise. */
	running?: string[];
}

export interface Site {
	input: SearchInput;
	faults: Fault[];
	/** Add-ons that do not say what they require, their parents, and how they fail without them. */
	undeclared?: ( { child: string; parent: string } & Partial< Fault > )[];
	/** Takes the place of the answer to a question, by its number from 0 on. */
	instead?: (
		question: Question,
		number: number,
		seen: Observation
	) => Observation | null;
}

/** What a site sends back. */
export function look(
	site: Site,
	{
		configuration: asked,
		deep = false,
	}: Pick< Question, 'configuration' | 'deep' >
): Observation {
	const order = loadOrder( asked );
	const on = onIn( asked );
	const happening = [ ...site.faults, ...orphans( site, asked ) ]
		.filter( ( { members } ) => members.every( ( key ) => on.has( key ) ) )
		.map( ( fault ) => ( { fault, place: placeOf( fault, order ) } ) )
		.sort( ( a, b ) => a.place - b.place )[ 0 ];

	return happening
		? broken(
				happening.fault,
				asked,
				order.slice( 0, happening.place ),
				deep
			)
		: observation( asked );
}

/** The answer to a question, judged. */
export function answerOf( site: Site, question: Question, number = 0 ): Answer {
	const seen = look( site, question );
	const used = site.instead?.( question, number, seen ) ?? seen;
	return answer(
		question,
		used,
		judge( question, used, site.input.symptom )
	);
}

export interface Solved {
	diagnosis: Diagnosis;
	state: SearchState;
	asked: Question[];
}

/** Asks and answers until there is a diagnosis. */
export function solve( site: Site ): Solved {
	let state = start( site.input );
	const asked: Question[] = [];
	for (;;) {
		const next = ask( state );
		if ( next.kind === 'diagnosis' ) {
			return { diagnosis: next.diagnosis, state, asked };
		}
		const answers = next.questions.map( ( question, index ) =>
			answerOf( site, question, asked.length + index )
		);
		asked.push( ...next.questions );
		state = learn( state, answers );
		if ( asked.length > 5000 ) {
			throw new Error( 'The search does not end.' );
		}
	}
}

/** Halvings until one of so many is left. */
export const halvings = ( count: number ) => Math.ceil( Math.log2( count ) );

function onIn( asked: Configuration ): Set< string > {
	return new Set( [
		...loadOrder( asked ).map( pluginKey ),
		themeKey( asked.template ),
		themeKey( asked.stylesheet ),
	] );
}

/** What fails because an add-on that does not say so misses its parent. */
function orphans( site: Site, asked: Configuration ): Fault[] {
	const on = onIn( asked );
	return ( site.undeclared ?? [] )
		.filter( ( { parent } ) => ! on.has( parent ) )
		.map( ( { child, parent, ...rest } ) => ( {
			members: [ child ],
			shows: 'fatal',
			at: 'load',
			file: `wp-content/plugins/${ child.slice( 'plugin:'.length ) }`,
			message: `Uncaught Error: Class "${ parent
				.replace( /\W/g, '_' )
				.toUpperCase() }" not found`,
			...rest,
		} ) );
}

/** How many plugins have loaded when a fault strikes. */
function placeOf( { members, at }: Fault, order: string[] ): number {
	const places = members.map( ( key ) =>
		order.map( pluginKey ).indexOf( key )
	);
	return at === 'hook' || places.includes( -1 )
		? order.length
		: Math.max( ...places );
}

function broken(
	{
		shows,
		file = 'wp-includes/load.php',
		message,
		frames = [],
		stage = 'wp_footer',
		running = [ 'wp-content/mu-plugins/host.php' ],
	}: Fault,
	asked: Configuration,
	loaded: string[],
	deep: boolean
): Observation {
	const loading = loadOrder( asked )[ loaded.length ] ?? null;
	const account = {
		loaded,
		loading,
		milestone: loading ? 'muplugins_loaded' : stage,
		running: deep ? running.map( ( one ) => callback( one ) ) : null,
	};
	switch ( shows ) {
		case 'fatal':
			return observation( asked, {
				status: 500,
				bytes: 2700,
				report: report( asked, {
					...account,
					ended: 'fatal',
					error: {
						...error( file, message ),
						frames: frames.map( ( one ) => ( {
							file: one,
							line: 1,
						} ) ),
					},
					status: 500,
				} ),
			} );
		case 'died':
			return observation( asked, {
				status: 502,
				bytes: 150,
				marker: 'absent',
				report: null,
				record: {
					claimed: true,
					age: 0,
					readable: true,
					ended: false,
					waiting: null,
					...account,
				},
			} );
		case 'status':
			return observation( asked, {
				status: 500,
				report: report( asked, {
					...account,
					running: deep ? [] : null,
					status: 500,
					status_by: deep ? ( running[ 0 ] ?? null ) : null,
				} ),
			} );
		case 'headers':
			return observation( asked, {
				status: 502,
				bytes: 150,
				marker: 'absent',
				report: report( asked, {
					...account,
					running: deep ? [] : null,
					header_bytes: 9000,
					headers: [
						{
							name: 'set-cookie',
							bytes: 8800,
							lines: 40,
							by: deep ? ( running[ 0 ] ?? null ) : null,
						},
					],
				} ),
				record: {
					claimed: true,
					age: 0,
					readable: true,
					ended: true,
					waiting: null,
					...account,
				},
			} );
		case 'cut':
			return observation( asked, {
				closed: false,
				report: report( asked, {
					...account,
					ended: 'exit',
					milestone: 'wp_head',
				} ),
			} );
		case 'blank':
			return observation( asked, {
				bytes: 0,
				excerpt: '',
				closed: null,
				report: report( asked, {
					...account,
					ended: 'exit',
					body_bytes: 0,
				} ),
			} );
	}
}
