<?php
/**
 * What WordPress knows a newer version of.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Site\Plugins;
use Culprit\Site\Themes;
use Culprit\Site\Updates;

defined( 'ABSPATH' ) || exit;

/**
 * WordPress, plugins and themes, active or not: reads what WordPress's own checks found and asks nobody.
 *
 * @phpstan-type Old array{kind: string, id: string, name: string, version: string, newest: string}
 */
final class Outdated {

	/**
	 * All that have an update.
	 *
	 * @param array{plugins: list<string>, network: list<string>, template: string, stylesheet: string} $live The live configuration.
	 * @return list<Old> The part `outdated` of schemas/facts.json.
	 */
	public static function all( array $live ): array {
		$old    = array();
		$newest = Updates::core();
		if ( null !== $newest ) {
			$old[] = self::one( 'core', '', 'WordPress', get_bloginfo( 'version' ), $newest );
		}
		/** @var list<array{id: string, name: string, version: string, update: string|null}> $plugins As in schemas/plugin.json. */
		$plugins = Plugins::all( $live );
		foreach ( $plugins as $plugin ) {
			$old[] = self::one( 'plugin', $plugin['id'], $plugin['name'], $plugin['version'], (string) $plugin['update'] );
		}
		/** @var list<array{stylesheet: string, name: string, version: string, update: string|null}> $themes As in schemas/theme.json. */
		$themes = Themes::all( $live['stylesheet'] );
		foreach ( $themes as $theme ) {
			$old[] = self::one( 'theme', $theme['stylesheet'], $theme['name'], $theme['version'], (string) $theme['update'] );
		}
		// What WordPress found may be older than an update that was made since.
		return array_values( array_filter( $old, static fn( $one ) => '' !== $one['newest'] && version_compare( $one['version'], $one['newest'], '<' ) ) );
	}

	/**
	 * One of them.
	 *
	 * @param string $kind    core, plugin or theme.
	 * @param string $id      Plugin file or theme folder.
	 * @param string $name    For a person.
	 * @param string $version Installed.
	 * @param string $newest  What there is; empty for nothing newer.
	 * @return Old
	 */
	private static function one( string $kind, string $id, string $name, string $version, string $newest ): array {
		return array(
			'kind'    => $kind,
			'id'      => $id,
			'name'    => $name,
			'version' => $version,
			'newest'  => $newest,
		);
	}
}
