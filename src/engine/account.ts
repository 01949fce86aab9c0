/**
 * What was seen from inside PHP, whether it came with the page or from the record.
 */
import type { Configuration, Report } from '../contract/types';
import { loadOrder } from './configuration';
import type { Observation } from './types';

/** PHP's own account of one probe. */
export interface Account {
	/** died: PHP was stopped from outside and could not say how it ended. */
	ended: 'completed' | 'fatal' | 'died';
	error: Report[ 'error' ];
	/** Plugins that finished loading, in order. */
	loaded: string[];
	/** The plugin that was loading when PHP ended, or null. */
	loading: string | null;
	/** The last stage that WordPress reached. */
	milestone: string;
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
			report: null,
		};
	}
	return null;
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
