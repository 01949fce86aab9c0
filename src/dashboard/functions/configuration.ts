/**
 * A configuration in words, as it differs from the live one.
 */
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Configuration, State } from '../../contract/types';
import { joinNames, pluginName, themeName } from './names';

/** At most this many plugins are named; of more, only the number is told. */
const NAMED = 4;

/** What a configuration leaves of the live one. */
export interface Difference {
	/** Plugin files that stay on, in load order, without Culprit. */
	on: string[];
	/** Plugin files that are off, in load order. */
	off: string[];
	/** The theme's folder, or null while it is the live one. */
	theme: string | null;
}

export function difference(
	live: Configuration,
	configuration: Configuration,
	own: string
): Difference {
	const loads = new Set( [
		...configuration.network,
		...configuration.plugins,
	] );
	const all = [ ...live.network, ...live.plugins ].filter(
		( id ) => id !== own
	);
	return {
		on: all.filter( ( id ) => loads.has( id ) ),
		off: all.filter( ( id ) => ! loads.has( id ) ),
		theme:
			configuration.stylesheet === live.stylesheet
				? null
				: configuration.stylesheet,
	};
}

function pluginWords( state: State, { on, off }: Difference ): string {
	const names = ( ids: string[] ) =>
		joinNames( ids.map( ( id ) => pluginName( state, id ) ) );

	if ( off.length === 0 ) {
		return __( 'All plugins', 'culprit' );
	}
	if ( on.length === 0 ) {
		return __( 'No plugins', 'culprit' );
	}
	if ( off.length <= NAMED && off.length <= on.length ) {
		/* translators: %s: names of plugins. */
		return sprintf( __( 'Without %s', 'culprit' ), names( off ) );
	}
	if ( on.length <= NAMED ) {
		/* translators: %s: names of plugins. */
		return sprintf( __( 'Only %s', 'culprit' ), names( on ) );
	}
	return sprintf(
		/* translators: %d: number of plugins that are off. */
		_n( 'Without %d plugin', 'Without %d plugins', off.length, 'culprit' ),
		off.length
	);
}

/** The configuration as a heading of a list entry. */
export function configurationWords(
	state: State,
	live: Configuration,
	configuration: Configuration
): string {
	const changed = difference( live, configuration, state.own );
	if ( changed.off.length === 0 && changed.theme === null ) {
		return __( 'Everything on, as it is live', 'culprit' );
	}
	const theme =
		changed.theme ??
		// With nothing else on, the theme is what there is to see.
		( changed.on.length === 0 ? live.stylesheet : null );
	return theme === null
		? pluginWords( state, changed )
		: sprintf(
				/* translators: 1: which plugins are on, such as "Without 3 plugins". 2: name of a theme. */
				__( '%1$s, theme %2$s', 'culprit' ),
				pluginWords( state, changed ),
				themeWords( state, theme )
			);
}

/** The theme's name; the one that is only there for probes is told apart. */
export function themeWords( state: State, folder: string ): string {
	return folder === state.probe_theme
		? __( 'minimal (for probes only)', 'culprit' )
		: themeName( state, folder );
}
