<?php
/**
 * Mints probes: stores what each is to see and signs the permission for it.
 *
 * @package Culprit
 */

namespace Culprit\Probes;

use Culprit\Guard\RecordFolder;
use Culprit\Guard\Token;
use Culprit\Site\LiveConfiguration;
use Culprit\Site\Themes;
use Culprit\Tables;

defined( 'ABSPATH' ) || exit;

/**
 * Checks a probe that was asked for and mints it.
 *
 * @phpstan-type Wanted array{configuration: array{plugins: list<string>, network: list<string>, template: string, stylesheet: string}, page: string, mode: string, deep?: bool, as_user?: bool, credentials?: bool}
 */
final class Minter {

	/**
	 * Mints one probe.
	 *
	 * @param array<string, mixed> $wanted One entry of schemas/probe-request.json.
	 * @phpstan-param Wanted $wanted
	 * @param string|null          $run    Run id.
	 * @return array<string, mixed>|\WP_Error As in schemas/probe.json.
	 */
	public static function mint( array $wanted, ?string $run ) {
		global $wpdb;
		$configuration = $wanted['configuration'];
		$problem       = self::problem( $configuration, $wanted['mode'] );
		if ( null !== $problem ) {
			return $problem;
		}
		$argument = 'c' . bin2hex( random_bytes( 4 ) );
		$value    = bin2hex( random_bytes( 6 ) );
		$url      = self::address( $wanted['page'], $argument, $value );
		$id       = bin2hex( random_bytes( 16 ) );
		$expires  = time() + Token::LIFETIME;
		$spec     = (string) wp_json_encode(
			array(
				'configuration' => $configuration,
				'roots'         => array(
					'template'   => Themes::root( $configuration['template'] ),
					'stylesheet' => Themes::root( $configuration['stylesheet'] ),
				),
				'mode'          => $wanted['mode'],
				'deep'          => ! empty( $wanted['deep'] ),
				'url'           => $url,
				'argument'      => $argument,
				'value'         => $value,
				'user'          => empty( $wanted['as_user'] ) ? 0 : get_current_user_id(),
				'credentials'   => ! empty( $wanted['credentials'] ),
			),
			JSON_UNESCAPED_SLASHES
		);
		$stored   = $wpdb->insert(
			Tables::name( 'probes' ),
			array(
				'id'      => $id,
				'run'     => $run,
				'blog'    => get_current_blog_id(),
				'user'    => get_current_user_id(),
				'expires' => $expires,
				'spec'    => $spec,
			)
		);
		if ( 1 !== $stored ) {
			return new \WP_Error( 'culprit_probe_not_stored', __( 'The database did not take the probe. Deactivate Culprit and activate it again; if that does not help, the database may be full or read-only: ask your host.', 'culprit' ), array( 'status' => 500 ) );
		}
		return array(
			'id'      => $id,
			'url'     => $url,
			'token'   => Token::write( $id, $expires, $spec ),
			'marker'  => Token::marker( $id ),
			'expires' => $expires,
		);
	}

	/**
	 * Deletes what nobody can want any more.
	 */
	public static function sweep(): void {
		global $wpdb;
		$wpdb->query( $wpdb->prepare( 'DELETE FROM %i WHERE expires < %d', Tables::name( 'probes' ), time() - HOUR_IN_SECONDS ) );
		RecordFolder::sweep( array() );
	}

	/**
	 * Why a configuration cannot be probed.
	 *
	 * @param array{plugins: list<string>, network: list<string>, template: string, stylesheet: string} $configuration What was asked for.
	 * @param string                                                                                    $mode          observe or guarded.
	 * @return \WP_Error|null
	 */
	private static function problem( array $configuration, string $mode ): ?\WP_Error {
		foreach ( array_merge( $configuration['plugins'], $configuration['network'] ) as $plugin ) {
			if ( ! LiveConfiguration::loads( $plugin ) ) {
				return new \WP_Error(
					'culprit_unknown_plugin',
					/* translators: %s: plugin file. */
					sprintf( __( 'There is no plugin %s on this site; it may have been deleted meanwhile. Reload the list and try again.', 'culprit' ), $plugin ),
					array(
						'status' => 400,
						'plugin' => $plugin,
					)
				);
			}
		}
		foreach ( array( $configuration['template'], $configuration['stylesheet'] ) as $theme ) {
			// A live theme that is gone is what an observed probe has to look at.
			if ( 'guarded' === $mode && null === Themes::root( $theme ) && LiveConfiguration::read()['stylesheet'] !== $theme && LiveConfiguration::read()['template'] !== $theme ) {
				return new \WP_Error(
					'culprit_unknown_theme',
					/* translators: %s: theme folder. */
					sprintf( __( 'There is no theme %s on this site; it may have been deleted meanwhile. Reload the list and try again.', 'culprit' ), $theme ),
					array( 'status' => 400 )
				);
			}
		}
		if ( is_multisite() && LiveConfiguration::read()['network'] !== $configuration['network'] && ! current_user_can( 'manage_network_plugins' ) ) {
			return new \WP_Error( 'rest_forbidden', __( 'Only a network administrator may leave out plugins of the whole network. Ask one to run this search.', 'culprit' ), array( 'status' => rest_authorization_required_code() ) );
		}
		if ( 'observe' === $mode && ! LiveConfiguration::is( $configuration ) ) {
			return new \WP_Error( 'culprit_not_live', __( 'Plugins or theme were changed since this list was read. Check again.', 'culprit' ), array( 'status' => 409 ) );
		}
		return null;
	}

	/**
	 * The address to fetch: a page of this site with an argument that no cache has seen.
	 *
	 * @param string $page     Path from the first slash on.
	 * @param string $argument Name of the argument.
	 * @param string $value    Its value.
	 * @return string
	 */
	private static function address( string $page, string $argument, string $value ): string {
		// A line feed at the very end is what WordPress's check of a pattern overlooks.
		$page  = (string) strtok( $page, "#\n" );
		$admin = 1 === preg_match( '~^/wp-(admin(/|\z)|login\.php)~', $page );
		return add_query_arg( $argument, $value, $admin ? site_url( $page ) : home_url( $page ) );
	}
}
