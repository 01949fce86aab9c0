<?php
/**
 * Keeps a probe from writing to a persistent object cache, which other requests read.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Stands in the place of the drop-in's cache object: what is written stays in this request, what was not is read from the
 * cache. Methods have the names that core's WP_Object_Cache gives them.
 */
final class CacheOverlay {

	/**
	 * The drop-in's object, whose class need not be core's.
	 *
	 * @var \WP_Object_Cache
	 */
	private $cache;

	/**
	 * Where refusals are noted.
	 *
	 * @var Refusals
	 */
	private $refused;

	/**
	 * What was written in this request, by site and group and then by key; null stands for deleted.
	 *
	 * @var array<string, array<int|string, array{mixed}|null>>
	 */
	private $written = array();

	/**
	 * Sites and groups of which nothing is read from the cache any more.
	 *
	 * @var array<string, true>
	 */
	private $flushed = array();

	/**
	 * Whether nothing at all is read from the cache any more.
	 *
	 * @var bool
	 */
	private $all_flushed = false;

	/**
	 * Groups that all sites of the network share.
	 *
	 * @var array<string, true>
	 */
	private $shared = array();

	/**
	 * Whether the drop-in's functions came here since it was last asked.
	 *
	 * @var bool
	 */
	private $met = false;

	/**
	 * An overlay.
	 *
	 * @param \WP_Object_Cache $cache   The drop-in's object.
	 * @param Refusals         $refused Where refusals are noted.
	 */
	private function __construct( $cache, Refusals $refused ) {
		$this->cache   = $cache;
		$this->refused = $refused;
		$groups        = get_object_vars( $cache )['global_groups'] ?? array();
		foreach ( is_array( $groups ) ? $groups : array() as $key => $group ) {
			// Some keep names, some names and true.
			$this->shared[ is_string( $group ) ? $group : (string) $key ] = true;
		}
	}

	/**
	 * Lays itself over the cache, where it lasts longer than this request.
	 *
	 * A drop-in whose functions go past the object that WordPress keeps cannot be covered; the refusals say so.
	 *
	 * @param Refusals $refused Where refusals are noted.
	 */
	public static function start( Refusals $refused ): void {
		if ( ! wp_using_ext_object_cache() ) {
			return;
		}
		$cache = $GLOBALS['wp_object_cache'] ?? null;
		if ( is_object( $cache ) ) {
			/** @var \WP_Object_Cache $cache The drop-in's class need not be core's. */
			$overlay = new self( $cache, $refused );
			// phpcs:ignore WordPress.WP.GlobalVariablesOverride -- For this request only.
			$GLOBALS['wp_object_cache'] = $overlay;
			wp_cache_get( 'covered', 'culprit' );
			if ( $overlay->met ) {
				return;
			}
			$GLOBALS['wp_object_cache'] = $cache; // phpcs:ignore WordPress.WP.GlobalVariablesOverride
		}
		$refused->add( 'not refused: writes to this object cache' );
	}

	/**
	 * Reads a value.
	 *
	 * @param int|string $key   Its key.
	 * @param string     $group Its group.
	 * @param bool       $force Whether to ask the cache itself.
	 * @param bool|null  $found Becomes whether it was there.
	 * @param-out bool   $found
	 * @return mixed False when it was not.
	 */
	public function get( $key, $group = 'default', $force = false, &$found = null ) {
		$this->met = true;
		$place     = $this->place( $group );
		if ( isset( $this->written[ $place ] ) && array_key_exists( $key, $this->written[ $place ] ) ) {
			$entry = $this->written[ $place ][ $key ];
			$found = null !== $entry;
			return null === $entry ? false : self::copied( $entry[0] );
		}
		if ( $this->is_flushed( $place ) ) {
			$found = false;
			return false;
		}
		$there = null;
		$value = $this->cache->get( $key, $group, $force, $there );
		// Not every drop-in says.
		$found = $there ?? false !== $value;
		return $value;
	}

	/**
	 * Reads values.
	 *
	 * @param array<int|string> $keys  Their keys.
	 * @param string            $group Their group.
	 * @param bool              $force Whether to ask the cache itself.
	 * @return array<int|string, mixed> By key; false for each that was not there.
	 */
	public function get_multiple( $keys, $group = 'default', $force = false ) {
		$place  = $this->place( $group );
		$asked  = array();
		$values = array();
		foreach ( $keys as $key ) {
			$values[ $key ] = false;
			if ( ! $this->is_flushed( $place ) && ! array_key_exists( $key, $this->written[ $place ] ?? array() ) ) {
				$asked[] = $key;
			}
		}
		if ( array() !== $asked && method_exists( $this->cache, 'get_multiple' ) ) {
			// At once: a page may ask for hundreds.
			$values = array_replace( $values, array_intersect_key( (array) $this->cache->get_multiple( $asked, $group, $force ), $values ) );
			$keys   = array_diff( $keys, $asked );
		}
		foreach ( $keys as $key ) {
			$values[ $key ] = $this->get( $key, $group, $force );
		}
		return $values;
	}

	/**
	 * Keeps a value.
	 *
	 * @param int|string $key    Its key.
	 * @param mixed      $value  The value.
	 * @param string     $group  Its group.
	 * @param int        $expire Ignored: nothing lasts longer than this request.
	 * @return bool
	 */
	public function set( $key, $value, $group = 'default', $expire = 0 ) {
		unset( $expire );
		$this->written[ $this->place( $group ) ][ $key ] = array( self::copied( $value ) );
		return true;
	}

	/**
	 * Keeps a value, unless there is one.
	 *
	 * @param int|string $key    Its key.
	 * @param mixed      $value  The value.
	 * @param string     $group  Its group.
	 * @param int        $expire Ignored.
	 * @return bool
	 */
	public function add( $key, $value, $group = 'default', $expire = 0 ) {
		if ( function_exists( 'wp_suspend_cache_addition' ) && wp_suspend_cache_addition() ) {
			return false;
		}
		return ! $this->has( $key, $group ) && $this->set( $key, $value, $group, $expire );
	}

	/**
	 * Keeps a value, if there is one.
	 *
	 * @param int|string $key    Its key.
	 * @param mixed      $value  The value.
	 * @param string     $group  Its group.
	 * @param int        $expire Ignored.
	 * @return bool
	 */
	public function replace( $key, $value, $group = 'default', $expire = 0 ) {
		return $this->has( $key, $group ) && $this->set( $key, $value, $group, $expire );
	}

	/**
	 * Forgets a value.
	 *
	 * @param int|string $key   Its key.
	 * @param string     $group Its group.
	 * @return bool Whether there was one.
	 */
	public function delete( $key, $group = 'default' ) {
		$had = $this->has( $key, $group );
		$this->written[ $this->place( $group ) ][ $key ] = null;
		return $had;
	}

	/**
	 * Keeps values.
	 *
	 * @param array<int|string, mixed> $values By key.
	 * @param string                   $group  Their group.
	 * @param int                      $expire Ignored.
	 * @return array<int|string, bool>
	 */
	public function set_multiple( array $values, $group = 'default', $expire = 0 ) {
		foreach ( $values as $key => $value ) {
			$values[ $key ] = $this->set( $key, $value, $group, $expire );
		}
		return $values;
	}

	/**
	 * Keeps those values of which there are none.
	 *
	 * @param array<int|string, mixed> $values By key.
	 * @param string                   $group  Their group.
	 * @param int                      $expire Ignored.
	 * @return array<int|string, bool>
	 */
	public function add_multiple( array $values, $group = 'default', $expire = 0 ) {
		foreach ( $values as $key => $value ) {
			$values[ $key ] = $this->add( $key, $value, $group, $expire );
		}
		return $values;
	}

	/**
	 * Forgets values.
	 *
	 * @param array<int|string> $keys  Their keys.
	 * @param string            $group Their group.
	 * @return array<int|string, bool>
	 */
	public function delete_multiple( array $keys, $group = 'default' ) {
		$deleted = array();
		foreach ( $keys as $key ) {
			$deleted[ $key ] = $this->delete( $key, $group );
		}
		return $deleted;
	}

	/**
	 * Adds to a number.
	 *
	 * @param int|string $key    Its key.
	 * @param int        $offset How much.
	 * @param string     $group  Its group.
	 * @return int|false The sum; false when there was none.
	 */
	public function incr( $key, $offset = 1, $group = 'default' ) {
		$value = $this->get( $key, $group, false, $found );
		if ( ! $found ) {
			return false;
		}
		$value = max( 0, ( is_numeric( $value ) ? (int) $value : 0 ) + (int) $offset );
		$this->set( $key, $value, $group );
		return $value;
	}

	/**
	 * Takes away from a number.
	 *
	 * @param int|string $key    Its key.
	 * @param int        $offset How much.
	 * @param string     $group  Its group.
	 * @return int|false The rest, at least 0; false when there was none.
	 */
	public function decr( $key, $offset = 1, $group = 'default' ) {
		return $this->incr( $key, -$offset, $group );
	}

	/**
	 * Forgets everything.
	 *
	 * @return bool
	 */
	public function flush() {
		$this->refused->add( 'flush of the object cache' );
		$this->written     = array();
		$this->all_flushed = true;
		return true;
	}

	/**
	 * Forgets a group.
	 *
	 * @param string $group The group.
	 * @return bool
	 */
	public function flush_group( $group ) {
		$this->refused->add( 'flush of a group of the object cache' );
		$place                   = $this->place( $group );
		$this->flushed[ $place ] = true;
		unset( $this->written[ $place ] );
		return true;
	}

	/**
	 * Forgets nothing: what was written in this request is nowhere else.
	 *
	 * @return bool
	 */
	public function flush_runtime() {
		return true;
	}

	/**
	 * Notes groups that all sites share.
	 *
	 * @param string|array<string> $groups The groups.
	 */
	public function add_global_groups( $groups ): void {
		$this->shared += array_fill_keys( (array) $groups, true );
		$this->__call( 'add_global_groups', array( $groups ) );
	}

	/**
	 * What else the drop-in can do, as far as that writes nothing.
	 *
	 * @param string            $name      Name of the method.
	 * @param array<int, mixed> $arguments Its arguments.
	 * @return mixed
	 */
	public function __call( $name, $arguments ) {
		if ( 1 === preg_match( '/flush|delete|remove|purge|clear|clean|reset|increment|decrement|^(?:set|add|replace|prepend|append|cas|touch|save|store|forget)/i', $name ) && 1 !== preg_match( '/_groups$/i', $name ) ) {
			$this->refused->add( 'object cache: ' . $name );
			return false;
		}
		$callable = array( $this->cache, $name );
		return is_callable( $callable ) ? call_user_func_array( $callable, $arguments ) : null;
	}

	/**
	 * A property of the drop-in.
	 *
	 * @param string $name Its name.
	 * @return mixed
	 */
	public function __get( $name ) {
		return $this->cache->$name ?? null;
	}

	/**
	 * Whether the drop-in has a property.
	 *
	 * @param string $name Its name.
	 * @return bool
	 */
	public function __isset( $name ) {
		return isset( $this->cache->$name );
	}

	/**
	 * Sets a property of the drop-in, which ends with this request.
	 *
	 * @param string $name  Its name.
	 * @param mixed  $value The value.
	 */
	public function __set( $name, $value ) {
		$this->cache->$name = $value;
	}

	/**
	 * Whether there is a value.
	 *
	 * @param int|string $key   Its key.
	 * @param string     $group Its group.
	 * @return bool
	 */
	private function has( $key, $group ): bool {
		$this->get( $key, $group, false, $found );
		return (bool) $found;
	}

	/**
	 * Where values of a group are kept.
	 *
	 * @param mixed $group The group.
	 * @return string
	 */
	private function place( $group ): string {
		$group = is_scalar( $group ) && '' !== (string) $group ? (string) $group : 'default';
		return ( is_multisite() && ! isset( $this->shared[ $group ] ) ? get_current_blog_id() : '' ) . ':' . $group;
	}

	/**
	 * Whether the cache is not asked any more.
	 *
	 * @param string $place As place() gave it.
	 * @return bool
	 */
	private function is_flushed( string $place ): bool {
		return $this->all_flushed || isset( $this->flushed[ $place ] );
	}

	/**
	 * A value that nobody else can change.
	 *
	 * @param mixed $value The value.
	 * @return mixed
	 */
	private static function copied( $value ) {
		return is_object( $value ) ? clone $value : $value;
	}
}
