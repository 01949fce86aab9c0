<?php
/**
 * Everything the dashboard and the terminal show about the site.
 *
 * @package Culprit
 */

namespace Culprit\Site;

use Culprit\Changes\ChangeStore;
use Culprit\Changes\Renames;
use Culprit\Emergency\StandAlone;
use Culprit\Guard\BareCall;
use Culprit\Guard\Busy;
use Culprit\Guard\Installer;
use Culprit\Runs\Journal;

defined( 'ABSPATH' ) || exit;

/**
 * Puts the state together.
 */
final class State {

	/**
	 * The state.
	 *
	 * @param bool|null $answering Whether the guard handled this request; null when it was not asked to.
	 * @return array<string, mixed> As in schemas/state.json.
	 */
	public static function describe( ?bool $answering = null ): array {
		$rows = LiveConfiguration::rows();
		$live = LiveConfiguration::read( $rows );
		$user = wp_get_current_user();
		return array(
			'version'       => CULPRIT_VERSION,
			'blog'          => get_current_blog_id(),
			'own'           => plugin_basename( CULPRIT_FILE ),
			'live'          => $live,
			'plugins'       => Plugins::all( $live ),
			'themes'        => Themes::all( $live['stylesheet'] ),
			'default_theme' => Themes::newest_default(),
			'probe_theme'   => Themes::PROBE_THEME,
			'guard'         => Installer::inspect( BareCall::is_current() ? true : $answering ),
			'environment'   => Environment::describe(),
			'changes'       => ChangeStore::newest( $rows ),
			'runs'          => Journal::newest(),
			'busy'          => Busy::current(),
			'renames'       => Renames::all(),
			'emergency'     => StandAlone::describe(),
			'may'           => array(
				'activate_plugins' => current_user_can( 'activate_plugins' ),
				'switch_themes'    => current_user_can( 'switch_themes' ),
				'network'          => is_multisite() && current_user_can( 'manage_network_plugins' ),
				'install_themes'   => current_user_can( 'install_themes' ),
			),
			'user'          => array(
				'id'   => $user->ID,
				'name' => $user->display_name,
			),
		);
	}
}
