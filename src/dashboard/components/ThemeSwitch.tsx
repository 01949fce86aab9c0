/**
 * The theme in use, and the way to a default one.
 */
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { themeName } from '../functions/names';
import { installUrl, replacementTheme } from '../functions/themes';
import type { Changer } from '../hooks/useChange';
import { ActionButton } from './ActionButton';
import { ChangeNotice } from './ChangeNotice';
import { Section } from './Section';

interface Props {
	state: State;
	change: Changer;
	themesUrl: string;
	/** A search is running: nothing may change. */
	locked: boolean;
}

export function ThemeSwitch( { state, change, themesUrl, locked }: Props ) {
	const { live, themes, may } = state;
	const active = themes.find(
		( theme ) => theme.stylesheet === live.stylesheet
	);
	const replacement = replacementTheme( state );
	const busy = change.phase.step === 'working';

	return (
		<Section id="theme" title={ __( 'Theme', 'culprit' ) }>
			<ChangeNotice state={ state } change={ change } origin="theme" />
			<p>
				{ live.template === live.stylesheet
					? sprintf(
							/* translators: 1: name of a theme. 2: its version. */
							__( 'Active: %1$s %2$s', 'culprit' ),
							themeName( state, live.stylesheet ),
							active?.version ?? ''
						)
					: sprintf(
							/* translators: 1: name of a theme. 2: its version. 3: name of its parent theme. */
							__( 'Active: %1$s %2$s, child of %3$s', 'culprit' ),
							themeName( state, live.stylesheet ),
							active?.version ?? '',
							themeName( state, live.template )
						) }
			</p>
			{ replacement && may.switch_themes && (
				<ActionButton
					inactive={ locked || busy }
					onClick={ () =>
						change.ask( 'theme', {
							kind: 'switch-theme',
							theme: replacement.stylesheet,
						} )
					}
				>
					{ sprintf(
						/* translators: %s: name of a default theme. */
						__( 'Switch to %s', 'culprit' ),
						replacement.name
					) }
				</ActionButton>
			) }
			{ replacement && ! may.switch_themes && (
				<p>
					{ __(
						'Your account may not switch themes. Ask an administrator of this site.',
						'culprit'
					) }
				</p>
			) }
			{ ! replacement && (
				<NoDefaultTheme state={ state } url={ themesUrl } />
			) }
		</Section>
	);
}

function NoDefaultTheme( { state, url }: { state: State; url: string } ) {
	return (
		<p>
			{ state.default_theme === null
				? __(
						'No default theme is installed, so there is nothing to switch to.',
						'culprit'
					)
				: __(
						'The only default theme on this site is the one in use.',
						'culprit'
					) }{ ' ' }
			{ state.may.install_themes ? (
				<a href={ installUrl( url ) }>
					{ __( 'Install a default theme', 'culprit' ) }
				</a>
			) : (
				__( 'Ask an administrator to install one.', 'culprit' )
			) }
		</p>
	);
}
