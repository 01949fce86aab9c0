<?php
/**
 * What the server says of itself, put together.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Caches\PageCaches;
use Culprit\Guard\BareCall;
use Culprit\Site\LiveConfiguration;

defined( 'ABSPATH' ) || exit;

/**
 * Asks one subject after the other; one that fails gives its empty value and takes no other along.
 */
final class Facts {

	/**
	 * All facts.
	 *
	 * @return array<string, mixed> As in schemas/facts.json.
	 */
	public static function describe(): array {
		$live = self::safely(
			array( LiveConfiguration::class, 'read' ),
			array(
				'plugins'    => array(),
				'network'    => array(),
				'template'   => '',
				'stylesheet' => '',
			)
		);
		return array(
			'at'           => time(),
			'php'          => self::safely( array( Limits::class, 'describe' ), Limits::NOTHING ),
			'disks'        => self::safely( array( Disks::class, 'describe' ), array() ),
			'database'     => self::safely( array( Database::class, 'describe' ), Database::NOTHING ),
			'object_cache' => self::safely( array( ObjectCache::class, 'describe' ), ObjectCache::NOTHING ),
			'drop_ins'     => self::safely( array( AlwaysOn::class, 'drop_ins' ), array() ),
			'must_use'     => self::safely( array( AlwaysOn::class, 'must_use' ), array() ),
			'page_caches'  => self::safely( array( PageCaches::class, 'describe' ), array() ),
			'maintenance'  => self::safely( array( Maintenance::class, 'describe' ), null ),
			'unfinished'   => self::safely( static fn() => Unfinished::all( time() ), array() ),
			'unmet'        => self::safely( static fn() => Requirements::unmet( $live ), array() ),
			'outdated'     => self::safely( static fn() => Outdated::all( $live ), array() ),
			'addresses'    => self::safely( array( Addresses::class, 'describe' ), Addresses::NOTHING ),
			'outgoing'     => array(
				'blocked' => defined( 'WP_HTTP_BLOCK_EXTERNAL' ) && constant( 'WP_HTTP_BLOCK_EXTERNAL' ),
				'cron'    => BareCall::stops_cron() || ! defined( 'DISABLE_WP_CRON' ) || ! constant( 'DISABLE_WP_CRON' ),
			),
		);
	}

	/**
	 * What a subject says, or its empty value where it fails.
	 *
	 * @template T
	 * @param callable(): T $subject Describes it.
	 * @param T             $nothing Its empty value.
	 * @return T
	 */
	private static function safely( callable $subject, $nothing ) {
		try {
			return $subject();
		} catch ( \Throwable $error ) {
			return $nothing;
		}
	}
}
