<?php
/**
 * What the server says of itself.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Caches\PageCaches;

defined( 'ABSPATH' ) || exit;

/**
 * Puts the facts together; a subject that fails does not take the others along.
 */
final class Facts {

	/**
	 * The facts. Changes nothing but for one small file in each folder that is tested and one key of the object cache, both removed at once.
	 *
	 * @return array<string, mixed> As in schemas/facts.json.
	 */
	public static function describe(): array {
		return array(
			'at'           => time(),
			'php'          => Php::describe(),
			'disks'        => self::attempt( array( Disks::class, 'describe' ), array() ),
			'database'     => self::attempt( array( Database::class, 'describe' ), Database::UNKNOWN ),
			'object_cache' => self::attempt( array( ObjectCache::class, 'describe' ), ObjectCache::NONE ),
			'drop_ins'     => self::attempt( array( AlwaysOn::class, 'drop_ins' ), array() ),
			'must_use'     => self::attempt( array( AlwaysOn::class, 'must_use' ), array() ),
			'page_caches'  => self::attempt( array( PageCaches::class, 'describe' ), array() ),
			'maintenance'  => self::attempt( array( Maintenance::class, 'describe' ), null ),
			'unfinished'   => self::attempt( array( Unfinished::class, 'describe' ), array() ),
			'unmet'        => self::attempt( array( Requirements::class, 'unmet' ), array() ),
			'outdated'     => self::attempt( array( Requirements::class, 'outdated' ), array() ),
			'addresses'    => Addresses::describe(),
			'outgoing'     => array(
				'blocked' => defined( 'WP_HTTP_BLOCK_EXTERNAL' ) && (bool) constant( 'WP_HTTP_BLOCK_EXTERNAL' ),
				// In a bare call the guard keeps cron asleep; what wp-config.php says cannot be told from that.
				'cron'    => \Culprit\Guard\BareCall::is_current() || ! ( defined( 'DISABLE_WP_CRON' ) && (bool) constant( 'DISABLE_WP_CRON' ) ),
			),
		);
	}

	/**
	 * What a subject says, or what stands for not known when it fails: on a broken site anything may.
	 *
	 * @template T
	 * @param callable(): T $subject Says it.
	 * @param T             $unknown Instead.
	 * @return T
	 */
	private static function attempt( callable $subject, $unknown ) {
		try {
			return $subject();
		} catch ( \Throwable $ignored ) {
			return $unknown;
		}
	}
}
