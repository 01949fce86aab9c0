/**
 * What to do next about a proved culprit: an update, an earlier version, help, something else instead.
 */
import type { Plugin, State, Theme } from '../contract/types';
import type { Member } from '../run/report';

export { authorText } from './author';

/** One thing that can be done. */
export interface NextStep {
	/** Stable for scripts. */
	kind: 'update' | 'roll-back' | 'forum' | 'alternatives' | 'author';
	/** For a person. */
	sentence: string;
	/** Where that is done, or null. */
	url: string | null;
}

const DIRECTORY = 'https://wordpress.org';

/** As WordPress.org names its plugins and themes. */
const SLUG = /^[a-z0-9-]+$/;

/** More of a name finds nothing. */
const WORDS = 6;

/** The folder where it can be the name in the directory, else null: a plugin of one file has none. */
function slugOf( { kind, id }: Member ): string | null {
	const [ folder = '', file ] = id.split( '/' );
	return SLUG.test( folder ) && ( kind === 'theme' || file !== undefined )
		? folder
		: null;
}

/** Where WordPress installs updates, or null where the site's address is none of the web's. */
function updatesUrl( { environment }: State ): string | null {
	return /^https?:\/\//i.test( environment.site )
		? `${ environment.site.replace( /\/+$/, '' ) }/wp-admin/${
				environment.multisite ? 'network/' : ''
			}update-core.php`
		: null;
}

function updateStep( version: string | null, state: State ): NextStep[] {
	return version === null
		? []
		: [
				{
					kind: 'update',
					sentence: `Version ${ version } is out, and may work. Make a backup, update, then look at the page again.`,
					url: updatesUrl( state ),
				},
			];
}

/** Searches the directory by the words of a name. */
function alternatives( { kind, name, id }: Member ): NextStep[] {
	const words = ( name || id.replace( /[/.].*$/, '' ) )
		.normalize()
		.match( /[\p{L}\p{N}]+/gu );
	return words === null
		? []
		: [
				{
					kind: 'alternatives',
					sentence: `To use another ${ kind } instead, look for one that does the same.`,
					url: `${ DIRECTORY }/${ kind }s/search/${ words
						.slice( 0, WORDS )
						.map( encodeURIComponent )
						.join( '+' ) }/`,
				},
			];
}

function pluginSteps( member: Member, plugin: Plugin | undefined ): NextStep[] {
	const slug = slugOf( member );
	if ( slug === null ) {
		return [
			{
				kind: 'author',
				sentence: plugin?.author
					? `This plugin is hardly in the directory of WordPress.org. Ask its author, ${ plugin.author }, for help or for an earlier version.`
					: 'This plugin is hardly in the directory of WordPress.org. Ask whoever made it for help or for an earlier version.',
				url: null,
			},
		];
	}
	return [
		{
			kind: 'roll-back',
			sentence:
				'If an earlier version worked, go back to it: if the plugin is in the directory of WordPress.org, its versions are listed at the end of this page. Make a backup first.',
			url: `${ DIRECTORY }/plugins/${ slug }/advanced/`,
		},
		{
			kind: 'forum',
			sentence: `If it is in the directory, ask in its support forum; others may have the same. ${
				plugin?.author
					? `Else ask its author, ${ plugin.author }.`
					: 'Else ask its author.'
			}`,
			url: `${ DIRECTORY }/support/plugin/${ slug }/`,
		},
	];
}

function themeSteps( member: Member, theme: Theme | undefined ): NextStep[] {
	const slug = slugOf( member );
	// A child theme is mostly made for one site.
	if ( slug === null || ( theme && theme.template !== theme.stylesheet ) ) {
		return [
			{
				kind: 'author',
				sentence:
					'This theme is hardly in the directory of WordPress.org. Ask whoever made it for help or for an earlier version.',
				url: null,
			},
		];
	}
	return [
		{
			kind: 'roll-back',
			sentence:
				'If an earlier version worked, go back to it: if the theme is in the directory of WordPress.org, each of its versions has a folder here. Make a backup first.',
			url: `https://themes.svn.wordpress.org/${ slug }/`,
		},
		{
			kind: 'forum',
			sentence:
				'If it is in the directory, ask in its support forum; others may have the same. Else ask its author.',
			url: `${ DIRECTORY }/support/theme/${ slug }/`,
		},
	];
}

/**
 * What can be done about a plugin or theme, the first thing first. The state does not know what is in the directory of
 * WordPress.org, so the sentences leave that open.
 *
 * @param member A member of a proved set.
 * @param state  The site, for its updates and authors.
 */
export function nextSteps( member: Member, state: State ): NextStep[] {
	const plugin = state.plugins.find( ( { id } ) => id === member.id );
	const theme = state.themes.find(
		( { stylesheet } ) => stylesheet === member.id
	);
	const isTheme = member.kind === 'theme';
	return [
		...updateStep( ( isTheme ? theme : plugin )?.update ?? null, state ),
		...( isTheme
			? themeSteps( member, theme )
			: pluginSteps( member, plugin ) ),
		...alternatives( member ),
	];
}
