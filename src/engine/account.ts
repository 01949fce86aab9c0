/**
 * What was seen from inside PHP, whether it came with the page or from the record.
 */
import type {
	Callback,
	Configuration,
	OutgoingRequest,
	Report,
} from '../contract/types';
import { loadOrder } from './configuration';
import type { Observation } from './types';

/** PHP's own account of one probe. */
export interface Account {
	/**
	 * exit: PHP was ended in good order before the page reached its footer. died: it was stopped from outside and could
	 * not say how it ended.
	 */
	ended: Report[ 'ended' ] | 'died';
	error: Report[ 'error' ];
	/** Plugins that finished loading, in order. */
	loaded: string[];
	/** The plugin that was loading when PHP ended, or null. */
	loading: string | null;
	/** The last stage that WordPress reached. */
	milestone: string;
	/** Callbacks that were running, the innermost first; null when they were not recorded. */
	running: Callback[] | null;
	/** The request to another server that had no answer when PHP died. */
	waiting: OutgoingRequest | null;
	/** Null when PHP died. */
	report: Report | null;
}

/** The account in an observation, or null when none could be had. */
export function accountOf( observation: Observation ): Account | null {
	const { report, record } = observation;
	if ( report ) {
		return {
			ended: report.ended,
			error: report.error,
			loaded: report.loaded,
			loading: report.loading,
			milestone: report.milestone,
			running: report.running,
			waiting: null,
			report,
		};
	}
	if ( record?.readable && record.claimed && ! record.ended ) {
		return {
			ended: 'died',
			error: null,
			loaded: record.loaded,
			loading: record.loading,
			milestone: record.milestone,
			running: record.running,
			waiting: record.waiting,
			report: null,
		};
	}
	return null;
}

/** An output buffer that was open when PHP ended. */
export type OutputBuffer = Report[ 'buffers' ][ number ];

/** The buffers that may have thrown a page away, the likeliest first; none when they held nothing of it. */
export function swallowing( account: Account | null ): OutputBuffer[] {
	const { body_bytes: held = 0, buffers = [] } = account?.report ?? {};
	// The plain kind passes on what it is given, though it may have been emptied by whoever opened it.
	const plain = ( { name }: OutputBuffer ) =>
		name === 'default output handler';
	return held > 0
		? [
				...buffers.filter( ( buffer ) => ! plain( buffer ) ),
				...buffers.filter( plain ),
			]
		: [];
}

/** Whether what was loaded is what was asked, or the beginning of it. */
export function loadedAs(
	{ loaded }: Account,
	configuration: Configuration
): 'whole' | 'prefix' | 'other' {
	const asked = loadOrder( configuration );
	if ( loaded.some( ( file, index ) => file !== asked[ index ] ) ) {
		return 'other';
	}
	return loaded.length === asked.length ? 'whole' : 'prefix';
}

/** Stages in the order in which a page passes them; from the first of the page itself on, themes differ. */
const EARLY = [
	'claimed',
	'muplugins_loaded',
	'plugins_loaded',
	'setup_theme',
	'after_setup_theme',
	'init',
	'wp_loaded',
	'admin_init',
];
const STAGES = [
	...EARLY,
	'template_redirect',
	'wp_head',
	'admin_head',
	'wp_footer',
	'admin_footer',
];

/** How far WordPress came, as a number that can be compared; -1 when that is not known. */
export function stageOf( { milestone }: Account ): number {
	return STAGES.indexOf( milestone );
}

/** Where PHP ended before the page itself began: the plugin that was loading or the stage; else null. */
export function endedEarly( { loading, milestone }: Account ): string | null {
	return loading ?? ( EARLY.includes( milestone ) ? milestone : null );
}
