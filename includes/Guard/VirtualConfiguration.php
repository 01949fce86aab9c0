<?php
/**
 * The plugins and the theme that this one request sees.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Answers WordPress's questions for the lists and the theme, and keeps the answers from being saved.
 */
final class VirtualConfiguration {

	/**
	 * Options that are never written in a probe, whatever a plugin wants.
	 */
	private const PINNED = array( 'active_plugins', 'template', 'stylesheet', 'template_root', 'stylesheet_root', 'current_theme' );

	/**
	 * Swaps the configuration.
	 *
	 * @param array{plugins: list<string>, network: list<string>, template: string, stylesheet: string} $configuration What to load.
	 * @param array{template: string, stylesheet: string}                                               $roots         Folders that hold the themes, as WordPress stores them: relative to wp-content, or absolute.
	 */
	public static function start( array $configuration, array $roots ): void {
		self::answer( 'active_plugins', $configuration['plugins'] );
		add_filter(
			'pre_site_option_active_sitewide_plugins',
			static function () use ( $configuration ) {
				return array_fill_keys( $configuration['network'], time() );
			},
			PHP_INT_MAX
		);

		// A theme outside wp-content is the one shipped for probes; WordPress has to be told of its folder.
		foreach ( array_unique( $roots ) as $root ) {
			// A live theme that is gone has none.
			if ( is_string( $root ) && is_dir( $root ) ) {
				register_theme_directory( $root );
			}
		}
		self::answer( 'template', $configuration['template'] );
		self::answer( 'stylesheet', $configuration['stylesheet'] );
		self::answer( 'template_root', $roots['template'] );
		self::answer( 'stylesheet_root', $roots['stylesheet'] );

		self::pin();
	}

	/**
	 * Keeps lists and theme from being saved: whoever changes them in this request starts from an answer of ours.
	 */
	public static function pin(): void {
		foreach ( self::PINNED as $option ) {
			add_filter( 'pre_update_option_' . $option, array( self::class, 'keep' ), PHP_INT_MAX, 2 );
		}
		add_filter( 'pre_update_site_option_active_sitewide_plugins', array( self::class, 'keep' ), PHP_INT_MAX, 2 );
	}

	/**
	 * Keeps the value that is there: WordPress writes nothing when nothing changes.
	 *
	 * @param mixed $value What somebody wants to save.
	 * @param mixed $old   What is there.
	 * @return mixed
	 */
	public static function keep( $value, $old ) {
		unset( $value );
		return $old;
	}

	/**
	 * Answers get_option() for one option.
	 *
	 * @param string              $option Name.
	 * @param string|list<string> $value  The answer.
	 */
	private static function answer( string $option, $value ): void {
		add_filter(
			'pre_option_' . $option,
			static function () use ( $value ) {
				return $value;
			},
			PHP_INT_MAX
		);
		// Asked after that one, so that nobody who comes later with the same priority has the last word.
		add_filter(
			'pre_option',
			static function ( $answered, $name ) use ( $option, $value ) {
				return $name === $option ? $value : $answered;
			},
			PHP_INT_MAX,
			2
		);
	}
}
