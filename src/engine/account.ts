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
			milestone: report.milestone,
			report,
		};
	}
	if ( record?.readable && record.claimed && ! record.ended ) {
		return {
			ended: 'died',
			error: null,
			loaded: record.loaded,
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

/**
 * The plugin that was loading when PHP ended, or null when none was.
 *
 * Read from the order, because WordPress still passes the stage 'shutdown' after an exit or a fatal error and then
 * nothing seems to be loading any more.
 */
export function stoppedLoading(
	account: Account,
	configuration: Configuration
): string | null {
	if ( loadedAs( account, configuration ) !== 'prefix' ) {
		return null;
	}
	// Before the first plugin, must-use plugins are loading under the same stage.
	const unknown =
		account.loaded.length === 0 &&
		account.milestone === 'claimed' &&
		configuration.network.length === 0;

	return unknown
		? null
		: ( loadOrder( configuration )[ account.loaded.length ] ?? null );
}
