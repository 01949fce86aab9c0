/**
 * Which theme the site can be switched to.
 */
import type { State, Theme } from '../../contract/types';

/**
 * The newest installed default theme that is not in use, or null.
 *
 * The state names the newest of all; when that one is the theme in use, the next one is taken.
 */
export function replacementTheme( {
	themes,
	live,
	default_theme: newest,
}: State ): Theme | null {
	const usable = themes.filter(
		( theme ) =>
			theme.default &&
			! theme.probe_only &&
			theme.stylesheet !== live.stylesheet &&
			theme.stylesheet !== live.template
	);
	return (
		usable.find( ( theme ) => theme.stylesheet === newest ) ??
		usable[ 0 ] ??
		null
	);
}

/** The address where a default theme can be installed. */
export function installUrl( themesUrl: string ): string {
	const url = new URL( themesUrl );
	// Every default theme of the last years has this in its name.
	url.searchParams.set( 'search', 'Twenty Twenty' );
	return url.toString();
}
