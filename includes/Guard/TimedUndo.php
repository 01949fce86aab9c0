<?php
/**
 * Takes back what was changed for a time only, when that time is over: on the next request of anybody, whatever became of the site.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * One row of the options, loaded with all others, that exists only while something waits to be taken back.
 *
 * It is written before the change is made, so that who dies in between leaves nothing behind, and signed, so that who can
 * write options makes nobody rename files.
 *
 * @phpstan-type Rename array{id: string, file: string, user: int, at: int, until: int}
 */
final class TimedUndo {

	public const OPTION = 'culprit_armed';

	/**
	 * What a file is called while it is away. WordPress loads nothing of that name.
	 */
	public const AWAY = '.culprit-off';

	/**
	 * Takes back what is due, and lets who asks know that the guard is there to do so.
	 *
	 * @param mixed $stored The row as WordPress has it in memory; it may be an old one.
	 */
	public static function run( $stored ): void {
		$renames = self::read( $stored );
		if ( array() === $renames ) {
			return;
		}
		if ( ! headers_sent() ) {
			header( 'X-Culprit-Armed: ' . self::sign_of_life( $renames ) );
		}
		foreach ( $renames as $rename ) {
			if ( $rename['until'] <= time() ) {
				self::put_back( $rename['id'] );
			}
		}
	}

	/**
	 * What the guard answers with while something is armed: only the site itself can know it.
	 *
	 * @param list<Rename> $renames What is armed.
	 * @return string
	 */
	public static function sign_of_life( array $renames ): string {
		return Key::sign( 'armed|' . implode( '|', array_column( $renames, 'id' ) ) );
	}

	/**
	 * What is armed now, by the database and nobody's memory.
	 *
	 * @return list<Rename>
	 */
	public static function armed(): array {
		$row = self::row();
		return is_string( $row ) && self::is_signed( $row ) ? self::read( $row ) : array();
	}

	/**
	 * Arms one more, before the file is renamed.
	 *
	 * @param Rename $rename What is to be taken back.
	 * @return bool Whether it was stored and read back.
	 */
	public static function arm( array $rename ): bool {
		$row = self::row();
		return self::swap( $row, array_merge( self::armed(), array( $rename ) ) ) && in_array( $rename, self::armed(), true );
	}

	/**
	 * Forgets one without taking it back.
	 *
	 * @param string $id Its id.
	 * @return bool Whether it was there and is no more.
	 */
	public static function disarm( string $id ): bool {
		$row  = self::row();
		$all  = self::armed();
		$left = array_values( array_filter( $all, static fn( $one ) => $one['id'] !== $id ) );
		return count( $left ) < count( $all ) && self::swap( $row, $left );
	}

	/**
	 * Puts a file back under its name, if it is armed.
	 *
	 * @param string $id Its id.
	 * @return bool False where it is not armed, or could not be put back; it stays armed then.
	 */
	public static function put_back( string $id ): bool {
		foreach ( self::armed() as $rename ) {
			if ( $rename['id'] === $id ) {
				return self::restore( $rename['file'] ) && self::disarm( $id );
			}
		}
		// What is in memory is older than what is stored.
		self::forget();
		return false;
	}

	/**
	 * Renames a file back, never over another one.
	 *
	 * @param string $file As place() takes it.
	 * @return bool Whether the file is there now.
	 */
	public static function restore( string $file ): bool {
		$path = self::place( $file );
		if ( null === $path ) {
			return false;
		}
		return self::move( $path . self::AWAY, $path ) || ( is_file( $path ) && ! is_file( $path . self::AWAY ) );
	}

	/**
	 * Gives a file another name that is free.
	 *
	 * @param string $from Full path.
	 * @param string $to   Full path.
	 * @return bool
	 */
	public static function move( string $from, string $to ): bool {
		// phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors.Discouraged -- No WordPress yet, and none of its questions.
		clearstatcache();
		if ( ! is_file( $from ) || is_link( $from ) || file_exists( $to ) ) {
			return false;
		}
		// A second name fails where somebody else was faster, which renaming does not; not every disk has them.
		$moved = ( function_exists( 'link' ) && @link( $from, $to ) ) ? @unlink( $from ) : @rename( $from, $to );
		foreach ( array( $from, $to ) as $path ) {
			if ( function_exists( 'opcache_invalidate' ) ) {
				@opcache_invalidate( $path, true );
			}
		}
		clearstatcache();
		return $moved;
		// phpcs:enable
	}

	/**
	 * Where a drop-in or a must-use plugin lies.
	 *
	 * @param string $file Such as db.php, or mu-plugins/host.php.
	 * @return string|null Full path; null for any other name.
	 */
	public static function place( string $file ): ?string {
		if ( 1 === preg_match( '~^mu-plugins/([^/\\\\]+\.php)\z~', $file, $found ) ) {
			return Installer::FILE === $found[1] ? null : WPMU_PLUGIN_DIR . '/' . $found[1];
		}
		return 1 === preg_match( '~^(?:advanced-cache|db|db-error|fatal-error-handler|maintenance|object-cache|php-error|sunrise)\.php\z~', $file ) ? WP_CONTENT_DIR . '/' . $file : null;
	}

	/**
	 * A row as renames.
	 *
	 * @param mixed $row The row.
	 * @return list<Rename> Empty for what is none.
	 */
	private static function read( $row ): array {
		$parts   = is_string( $row ) ? explode( '|', $row, 2 ) : array();
		$renames = json_decode( $parts[1] ?? '', true );
		$read    = array();
		foreach ( is_array( $renames ) ? $renames : array() as $one ) {
			if ( is_array( $one ) && isset( $one['id'], $one['file'], $one['user'], $one['at'], $one['until'] ) && is_string( $one['id'] ) && is_string( $one['file'] ) && is_int( $one['user'] ) && is_int( $one['at'] ) && is_int( $one['until'] ) ) {
				$read[] = array(
					'id'    => $one['id'],
					'file'  => $one['file'],
					'user'  => $one['user'],
					'at'    => $one['at'],
					'until' => $one['until'],
				);
			}
		}
		return $read;
	}

	/**
	 * Whether a row is ours.
	 *
	 * @param string $row The row: signature, bar, JSON.
	 * @return bool
	 */
	private static function is_signed( string $row ): bool {
		$parts = explode( '|', $row, 2 );
		return Key::verify( 'undo|' . ( $parts[1] ?? '' ), $parts[0] );
	}

	/**
	 * The row as stored, past every cache.
	 *
	 * @return string|null
	 */
	private static function row(): ?string {
		global $wpdb;
		$value = $wpdb->get_var( $wpdb->prepare( 'SELECT option_value FROM %i WHERE option_name = %s', $wpdb->options, self::OPTION ) );
		return is_string( $value ) ? $value : null;
	}

	/**
	 * Writes the row if it is still what it was.
	 *
	 * @param string|null  $was     As row() gave it.
	 * @param list<Rename> $renames What is armed from now on.
	 * @return bool
	 */
	private static function swap( ?string $was, array $renames ): bool {
		global $wpdb;
		$json = (string) json_encode( $renames, JSON_UNESCAPED_SLASHES ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- Plain names; signed as they are.
		$row  = Key::sign( 'undo|' . $json ) . '|' . $json;
		if ( array() === $renames ) {
			$done = null === $was || 1 === $wpdb->delete(
				$wpdb->options,
				array(
					'option_name'  => self::OPTION,
					'option_value' => $was,
				)
			);
		} elseif ( null === $was ) {
			$done = 1 === $wpdb->insert(
				$wpdb->options,
				array(
					'option_name'  => self::OPTION,
					'option_value' => $row,
					'autoload'     => 'yes',
				)
			);
		} else {
			$done = 1 === $wpdb->update(
				$wpdb->options,
				array( 'option_value' => $row ),
				array(
					'option_name'  => self::OPTION,
					'option_value' => $was,
				)
			);
		}
		self::forget();
		return $done;
	}

	/**
	 * Makes WordPress read the options anew.
	 */
	private static function forget(): void {
		wp_cache_delete( 'alloptions', 'options' );
		wp_cache_delete( self::OPTION, 'options' );
		wp_cache_delete( 'notoptions', 'options' );
	}
}
