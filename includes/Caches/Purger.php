<?php
/**
 * Empties a cache through its own function.
 *
 * @package Culprit
 */

namespace Culprit\Caches;

use Culprit\Guard\BareCall;

defined( 'ABSPATH' ) || exit;

/**
 * Runs what a caching plugin publishes for this, one plugin a request, so that a fatal error names one.
 *
 * @phpstan-type Purged array{id: string, name: string, outcome: 'emptied'|'failed'|'not-there', sentence: string}
 */
final class Purger {

	/**
	 * Empties one cache.
	 *
	 * @param string $id As PageCaches::describe() gives it.
	 * @return array<string, string>|\WP_Error `id`, `name`, `outcome`, `sentence` as in schemas/purge-answer.json. Errors: culprit_unknown_cache (404),
	 *         culprit_needs_full_call (409), rest_forbidden (403).
	 * @phpstan-return Purged|\WP_Error
	 */
	public static function purge( string $id ) {
		$cache = array_column( PageCaches::describe(), null, 'id' )[ $id ] ?? null;
		if ( null === $cache ) {
			$hosts = Known::hosts();
			if ( ! isset( Known::PLUGINS[ $id ] ) && ! isset( $hosts[ $id ] ) && ! in_array( $id, array( PageCaches::OBJECT_CACHE, PageCaches::DROP_IN ), true ) ) {
				return new \WP_Error( 'culprit_unknown_cache', __( 'Culprit does not know this cache. Reload the page and choose one from the list.', 'culprit' ), array( 'status' => 404 ) );
			}
			/* translators: %s: a cache. */
			return self::answer( $id, Known::PLUGINS[ $id ]['name'] ?? $hosts[ $id ]['name'] ?? $id, 'not-there', __( '%s is not in use on this site. There was nothing to empty.', 'culprit' ) );
		}
		if ( PageCaches::OBJECT_CACHE === $id ) {
			return self::object_cache( $cache['name'] );
		}
		$known = Known::PLUGINS[ $id ] ?? null;
		if ( null === $known ) {
			$sentence = 'host' === $cache['from']
				/* translators: %s: a cache. */
				? __( '%s cannot be emptied from here. Empty it in your hosting company’s panel, or ask them to.', 'culprit' )
				/* translators: %s: a file. */
				: __( '%s cannot be emptied from here: the plugin that it belongs to is not active. If no plugin uses it, remove WP_CACHE from wp-config.php.', 'culprit' );
			return self::answer( $id, $cache['name'], 'failed', $sentence );
		}
		if ( BareCall::is_current() ) {
			/* translators: %s: a caching plugin. */
			return new \WP_Error( 'culprit_needs_full_call', sprintf( __( '%s was not emptied: this call was made without loading the other plugins, and only that plugin can empty its cache. Try again once wp-admin opens, or delete the cache’s files by hand.', 'culprit' ), $known['name'] ), array( 'status' => 409 ) );
		}
		return self::by_plugin( $id, $known['name'], $known['empty'] );
	}

	/**
	 * Empties WordPress's object cache. On a network it is one for all sites.
	 *
	 * @param string $name For a person.
	 * @return array<string, string>|\WP_Error
	 * @phpstan-return Purged|\WP_Error
	 */
	private static function object_cache( string $name ) {
		if ( is_multisite() && ! current_user_can( 'manage_network_options' ) ) {
			return new \WP_Error( 'rest_forbidden', __( 'The object cache is one for all sites of this network. Ask an administrator of the network to empty it.', 'culprit' ), array( 'status' => 403 ) );
		}
		return self::run( PageCaches::OBJECT_CACHE, $name, 'wp_cache_flush', array() );
	}

	/**
	 * Empties a plugin's cache, if what empties it is loaded.
	 *
	 * @param string                                      $id    Id.
	 * @param string                                      $name  For a person.
	 * @param array{'function'|'method'|'action', string} $means What empties it.
	 * @return array<string, string>
	 * @phpstan-return Purged
	 */
	private static function by_plugin( string $id, string $name, array $means ): array {
		list( $kind, $what ) = $means;
		$arguments           = array();
		if ( 'action' === $kind ) {
			if ( 'cache-enabler' === $id && is_multisite() ) {
				// The other one empties those of all sites of the network.
				$what      = 'cache_enabler_clear_site_cache';
				$arguments = array( get_current_blog_id() );
			}
			$call = has_action( $what ) ? 'do_action' : null;
			array_unshift( $arguments, $what );
		} else {
			$call = is_callable( $what ) ? $what : null;
			if ( 'wp-super-cache' === $id && is_multisite() ) {
				// Without it, those of all sites of the network.
				$arguments = array( get_current_blog_id() );
			}
		}
		if ( null === $call ) {
			/* translators: %s: a caching plugin. */
			return self::answer( $id, $name, 'failed', __( '%s is active, but what empties its cache is not there. It may be switched off in its settings. Empty it there.', 'culprit' ) );
		}
		return self::run( $id, $name, $call, $arguments );
	}

	/**
	 * Calls what empties a cache, and keeps to itself what it prints.
	 *
	 * @param string      $id        Id.
	 * @param string      $name      For a person.
	 * @param callable    $call      What empties it.
	 * @param list<mixed> $arguments Its arguments.
	 * @return array<string, string>
	 * @phpstan-return Purged
	 */
	private static function run( string $id, string $name, callable $call, array $arguments ): array {
		$level = ob_get_level();
		ob_start();
		try {
			$said = call_user_func_array( $call, $arguments );
		} catch ( \Throwable $problem ) {
			$said = $problem;
		}
		while ( ob_get_level() > $level && ob_end_clean() ) {
			continue;
		}
		if ( $said instanceof \Throwable || is_wp_error( $said ) ) {
			/* translators: 1: a cache, 2: its error message. */
			return self::answer( $id, $name, 'failed', __( '%1$s could not be emptied. It said: %2$s', 'culprit' ), self::words( $said instanceof \Throwable ? $said->getMessage() : $said->get_error_message() ) );
		}
		if ( false === $said ) {
			/* translators: %s: a cache. */
			return self::answer( $id, $name, 'failed', __( '%s says that it could not be emptied. Empty it in its own settings, or delete its files by hand.', 'culprit' ) );
		}
		return true === $said || is_int( $said )
			/* translators: %s: a cache. */
			? self::answer( $id, $name, 'emptied', __( '%s was emptied.', 'culprit' ) )
			/* translators: %s: a cache. */
			: self::answer( $id, $name, 'emptied', __( '%s was asked to empty itself. It does not say whether that worked.', 'culprit' ) );
	}

	/**
	 * An error message on one line, without tags and without the place of this site on the server.
	 *
	 * @param string $message The message.
	 * @return string
	 */
	private static function words( string $message ): string {
		$plain = str_replace( array( WP_CONTENT_DIR, untrailingslashit( ABSPATH ) ), '…', wp_strip_all_tags( $message, true ) );
		$short = mb_substr( wp_check_invalid_utf8( $plain, true ), 0, 300 );
		return '' === $short ? __( 'nothing', 'culprit' ) : $short;
	}

	/**
	 * What became of one cache.
	 *
	 * @param string                         $id       Id.
	 * @param string                         $name     For a person.
	 * @param 'emptied'|'failed'|'not-there' $outcome  Stable for scripts.
	 * @param string                         $sentence With a place for the name.
	 * @param string                         $more     For the sentence's second place.
	 * @return array<string, string>
	 * @phpstan-return Purged
	 */
	private static function answer( string $id, string $name, string $outcome, string $sentence, string $more = '' ): array {
		return array(
			'id'       => $id,
			'name'     => $name,
			'outcome'  => $outcome,
			'sentence' => sprintf( $sentence, $name, $more ),
		);
	}
}
