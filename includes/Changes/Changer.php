<?php
/**
 * Changes the live configuration, and takes changes back.
 *
 * @package Culprit
 */

namespace Culprit\Changes;

use Culprit\Guard\BareCall;
use Culprit\Site\LiveConfiguration;
use Culprit\Site\Themes;

defined( 'ABSPATH' ) || exit;

/**
 * Makes one change: undo record first, then compare-and-swap.
 *
 * @phpstan-import-type Rows from LiveConfiguration
 * @phpstan-import-type Result from ChangeStore
 */
final class Changer {

	/**
	 * Switches plugins off quietly, without their deactivation hooks: in one write, which works on a dead site, and of which
	 * no hook that dies can break off a part.
	 *
	 * @param list<string> $plugins Plugin files.
	 * @return int|\WP_Error Id of the change.
	 */
	public static function deactivate( array $plugins ) {
		return self::change(
			'deactivate',
			0,
			static function ( array $rows ) use ( $plugins ) {
				$results = array();
				$off     = array();
				foreach ( $plugins as $plugin ) {
					$result    = self::check_deactivation( $plugin, $rows );
					$results[] = $result;
					if ( $result['ok'] ) {
						$off[] = $plugin;
					}
				}
				$wanted = array( 'active_plugins' => LiveConfiguration::list_without( $rows['active_plugins'], $off ) );
				if ( is_multisite() && array() !== array_intersect( $off, array_keys( LiveConfiguration::unpack( $rows[ LiveConfiguration::NETWORK ] ) ) ) ) {
					$wanted[ LiveConfiguration::NETWORK ] = LiveConfiguration::map_without( $rows[ LiveConfiguration::NETWORK ], $off );
				}
				return LiveConfiguration::swap( array_intersect_key( $rows, $wanted ), $wanted ) ? $results : self::moved_on();
			}
		);
	}

	/**
	 * Switches plugins on, with their activation hooks. Needs a full call.
	 *
	 * A plugin that dies takes this request with it, before anything was saved for it; so callers send one at a time.
	 *
	 * @param list<string> $plugins Plugin files.
	 * @param int          $extends Id of a change of the same kind to continue, or 0.
	 * @return int|\WP_Error Id of the change.
	 */
	public static function activate( array $plugins, int $extends ) {
		if ( BareCall::is_current() ) {
			return new \WP_Error( 'culprit_needs_full_call', __( 'Plugins are switched on with the site loaded, so that their set-up runs. This call left the plugins out.', 'culprit' ), array( 'status' => 400 ) );
		}
		return self::change(
			'activate',
			$extends,
			static function () use ( $plugins ) {
				require_once ABSPATH . 'wp-admin/includes/plugin.php';
				return array_map( array( self::class, 'activate_one' ), $plugins );
			}
		);
	}

	/**
	 * Switches the theme, quietly: widgets and menus stay as they are, so that undo brings everything back.
	 *
	 * @param string $stylesheet Folder of the theme.
	 * @return int|\WP_Error Id of the change.
	 */
	public static function switch_theme( string $stylesheet ) {
		$theme = wp_get_theme( $stylesheet );
		// WordPress takes no name for the live theme, and .. for a theme once a style.css lies there.
		if ( Themes::PROBE_THEME === $stylesheet || null === Themes::root( $stylesheet ) || ! $theme->exists() || $theme->errors() ) {
			/* translators: %s: theme folder. */
			return new \WP_Error( 'culprit_unknown_theme', sprintf( __( 'The theme %s is not installed or is damaged. Choose another one.', 'culprit' ), $stylesheet ), array( 'status' => 400 ) );
		}
		if ( is_multisite() && ! $theme->is_allowed( 'both' ) ) {
			return new \WP_Error( 'culprit_theme_not_allowed', __( 'This theme is not enabled for this site. A network admin can enable it under Network Admin > Themes.', 'culprit' ), array( 'status' => 403 ) );
		}
		$wanted = array(
			'template'        => $theme->get_template(),
			'stylesheet'      => $stylesheet,
			'current_theme'   => (string) $theme->get( 'Name' ),
			'template_root'   => (string) get_raw_theme_root( $theme->get_template(), true ),
			'stylesheet_root' => (string) get_raw_theme_root( $stylesheet, true ),
		);
		return self::change(
			'switch-theme',
			0,
			static function ( array $rows ) use ( $wanted, $stylesheet ) {
				return LiveConfiguration::swap( array_intersect_key( $rows, $wanted ), $wanted ) ? array( self::result( $stylesheet ) ) : self::moved_on();
			}
		);
	}

	/**
	 * Takes a change back: the rows become byte for byte what they were, without any hook.
	 *
	 * @param int $id Id of the change.
	 * @return true|\WP_Error
	 */
	public static function undo( int $id ) {
		$change = ChangeStore::get( $id );
		if ( null === $change || null === $change['rows_after'] ) {
			return new \WP_Error( 'culprit_unknown_change', __( 'There is no such change.', 'culprit' ), array( 'status' => 404 ) );
		}
		if ( null !== $change['undone'] ) {
			return new \WP_Error( 'culprit_undone_already', __( 'This change was undone already.', 'culprit' ), array( 'status' => 409 ) );
		}
		if ( ! LiveConfiguration::swap( $change['rows_after'], $change['rows_before'] ) ) {
			return new \WP_Error( 'culprit_changed_since', __( 'Plugins or theme were changed again after this change, so it cannot be undone as a whole. Undo the later change first, or switch the plugins by hand.', 'culprit' ), array( 'status' => 409 ) );
		}
		ChangeStore::mark_undone( $id );
		return true;
	}

	/**
	 * Makes a change between its undo record and its result.
	 *
	 * @param string   $kind    Kind of change.
	 * @param int      $extends Id of a change to continue, or 0.
	 * @param callable $make    Gets the rows as they are; returns results, or an error when nothing was changed.
	 * @phpstan-param callable(Rows): (list<Result>|\WP_Error) $make
	 * @return int|\WP_Error Id of the change.
	 */
	private static function change( string $kind, int $extends, callable $make ) {
		$rows = LiveConfiguration::rows();
		$done = array();
		if ( $extends > 0 ) {
			$change = ChangeStore::get( $extends );
			if ( null === $change || $kind !== $change['kind'] || get_current_user_id() !== $change['user'] || null !== $change['undone'] || $rows !== $change['rows_after'] ) {
				return new \WP_Error( 'culprit_changed_since', __( 'Somebody changed plugins or theme meanwhile. Look at the list again before you go on.', 'culprit' ), array( 'status' => 409 ) );
			}
			$id   = $extends;
			$done = $change['results'];
		} else {
			$id = ChangeStore::begin( $kind, $rows );
		}
		if ( 0 === $id ) {
			return new \WP_Error( 'culprit_no_undo_record', __( 'Nothing was changed, because the record for undoing it could not be stored. The database may be full or read-only: ask your host.', 'culprit' ), array( 'status' => 500 ) );
		}
		/** @var bool $finished Set below, after the request may have been ended. */
		$finished = false;
		// A plugin may end the request while it is switched on, with a redirect to its welcome page.
		register_shutdown_function(
			static function () use ( &$finished, $id, $done, $rows ) {
				$now = LiveConfiguration::rows();
				if ( ! $finished && $now !== $rows ) {
					ChangeStore::finish( $id, $done, $now );
				} elseif ( ! $finished && array() === $done ) {
					ChangeStore::forget( $id );
				}
			}
		);
		$results  = $make( $rows );
		$finished = true;
		if ( is_wp_error( $results ) ) {
			if ( 0 === $extends ) {
				ChangeStore::forget( $id );
			}
			return $results;
		}
		ChangeStore::finish( $id, array_merge( $done, $results ), LiveConfiguration::rows() );
		return $id;
	}

	/**
	 * Whether a plugin can be switched off.
	 *
	 * @param string                     $plugin Plugin file.
	 * @param array<string, string|null> $rows   The rows as they are.
	 * @phpstan-param Rows $rows
	 * @return array<string, mixed>
	 * @phpstan-return Result
	 */
	private static function check_deactivation( string $plugin, array $rows ): array {
		$network = isset( $rows[ LiveConfiguration::NETWORK ] ) && array_key_exists( $plugin, LiveConfiguration::unpack( $rows[ LiveConfiguration::NETWORK ] ) );
		if ( plugin_basename( CULPRIT_FILE ) === $plugin ) {
			return self::result( $plugin, 'culprit_own_plugin', __( 'Culprit does not switch itself off here. Use the Plugins screen.', 'culprit' ) );
		}
		$listed = $network || in_array( $plugin, LiveConfiguration::listed( $rows['active_plugins'] ), true );
		if ( ! $listed && ! LiveConfiguration::loads( $plugin ) ) {
			return self::result( $plugin, 'culprit_unknown_plugin', __( 'There is no such plugin on this site; it may have been deleted meanwhile.', 'culprit' ) );
		}
		if ( ! $network && ! in_array( $plugin, LiveConfiguration::listed( $rows['active_plugins'] ), true ) ) {
			return self::result( $plugin, 'culprit_not_active', __( 'It is not active.', 'culprit' ) );
		}
		if ( ! current_user_can( $network ? 'manage_network_plugins' : 'deactivate_plugin', $plugin ) ) {
			return self::result( $plugin, 'rest_cannot_manage_plugins', __( 'You are not allowed to switch this plugin off. Ask an administrator of the site or the network.', 'culprit' ) );
		}
		return self::result( $plugin );
	}

	/**
	 * Switches one plugin on.
	 *
	 * @param string $plugin Plugin file.
	 * @return array<string, mixed>
	 * @phpstan-return Result
	 */
	private static function activate_one( string $plugin ): array {
		if ( ! LiveConfiguration::loads( $plugin ) || is_wp_error( validate_plugin( $plugin ) ) ) {
			return self::result( $plugin, 'culprit_unknown_plugin', __( 'There is no such plugin on this site; it may have been deleted meanwhile.', 'culprit' ) );
		}
		if ( ! current_user_can( 'activate_plugin', $plugin ) ) {
			return self::result( $plugin, 'rest_cannot_manage_plugins', __( 'You are not allowed to switch this plugin on. Ask an administrator.', 'culprit' ) );
		}
		if ( is_multisite() && is_network_only_plugin( $plugin ) && ! current_user_can( 'manage_network_plugins' ) ) {
			return self::result( $plugin, 'rest_network_only_plugin', __( 'It can only be switched on for the whole network. Ask a network administrator.', 'culprit' ) );
		}
		if ( is_plugin_active( $plugin ) ) {
			return self::result( $plugin, 'culprit_active_already', __( 'It is active already.', 'culprit' ) );
		}
		$level = ob_get_level();
		try {
			$error = activate_plugin( $plugin );
		} catch ( \Throwable $thrown ) {
			// Core buffers what a plugin prints meanwhile; it must not land in front of our answer.
			while ( ob_get_level() > $level ) {
				ob_end_clean();
			}
			return self::result( $plugin, 'culprit_activation_died', __( 'It failed while it was being switched on, and stays off.', 'culprit' ) . ' ' . wp_strip_all_tags( $thrown->getMessage() ) );
		}
		if ( is_wp_error( $error ) && 'unexpected_output' !== $error->get_error_code() ) {
			return self::result( $plugin, (string) $error->get_error_code(), wp_strip_all_tags( $error->get_error_message() ) );
		}
		return self::result( $plugin );
	}

	/**
	 * One result.
	 *
	 * @param string $id      Plugin file or theme folder.
	 * @param string $code    Code of what went wrong, or ''.
	 * @param string $message Sentence, or ''.
	 * @return array<string, mixed>
	 * @phpstan-return Result
	 */
	private static function result( string $id, string $code = '', string $message = '' ): array {
		return array(
			'id'      => $id,
			'ok'      => '' === $code,
			'code'    => $code,
			'message' => $message,
		);
	}

	/**
	 * The error for a live configuration that changed under our hands.
	 *
	 * @return \WP_Error
	 */
	private static function moved_on(): \WP_Error {
		return new \WP_Error( 'culprit_changed_meanwhile', __( 'Nothing was changed, because somebody else changed plugins or theme at the same moment. Look at the list and try again.', 'culprit' ), array( 'status' => 409 ) );
	}
}
