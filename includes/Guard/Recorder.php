<?php
/**
 * Writes down how far a probe got, so that a PHP that dies still says who was loading.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Records loaded plugins and milestones, in memory and in the record.
 */
final class Recorder {

	/**
	 * Stages of WordPress that a front page and a dashboard page pass.
	 */
	private const MILESTONES = array( 'muplugins_loaded', 'plugins_loaded', 'setup_theme', 'after_setup_theme', 'init', 'wp_loaded', 'template_redirect', 'admin_init', 'wp_head', 'admin_head', 'wp_footer', 'admin_footer' );

	/**
	 * Where it is written.
	 *
	 * @var RecordFile
	 */
	private $file;

	/**
	 * Who set the headers.
	 *
	 * @var HeaderWatch
	 */
	private $headers;

	/**
	 * What was asked for: plugins of the network and of the site, each in the order in which WordPress loads them.
	 *
	 * @var array{network: list<string>, plugins: list<string>}
	 */
	private $asked;

	/**
	 * Plugins that finished loading.
	 *
	 * @var list<string>
	 */
	private $loaded = array();

	/**
	 * Milliseconds that each of them took.
	 *
	 * @var list<float>
	 */
	private $took = array();

	/**
	 * When the last of them had loaded.
	 *
	 * @var float
	 */
	private $since;

	/**
	 * The last stage reached.
	 *
	 * @var string
	 */
	private $milestone = 'claimed';

	/**
	 * Whether the footer of the page was printed to its end.
	 *
	 * @var bool
	 */
	private $footer_ended = false;

	/**
	 * A recorder for one probe.
	 *
	 * @param array{plugins: list<string>, network: list<string>} $configuration What is to be loaded.
	 * @param RecordFile                                          $file          Where it is written.
	 * @param HeaderWatch                                         $headers       Who set the headers.
	 */
	public function __construct( array $configuration, RecordFile $file, HeaderWatch $headers ) {
		$this->file    = $file;
		$this->headers = $headers;
		$this->since   = microtime( true );
		$this->asked   = array(
			'network' => $configuration['network'],
			'plugins' => $configuration['plugins'],
		);
	}

	/**
	 * Starts listening.
	 */
	public function start(): void {
		$this->file->add( 'asked', $this->asked );

		add_action( 'network_plugin_loaded', array( $this, 'loaded' ), PHP_INT_MIN );
		add_action( 'plugin_loaded', array( $this, 'loaded' ), PHP_INT_MIN );
		foreach ( self::MILESTONES as $milestone ) {
			add_action( $milestone, array( $this, 'milestone' ), PHP_INT_MIN, 0 );
		}
		foreach ( array( 'wp_footer', 'admin_footer' ) as $footer ) {
			add_action( $footer, array( $this, 'end_footer' ), PHP_INT_MAX, 0 );
		}
	}

	/**
	 * Notes that a plugin finished loading.
	 *
	 * @param mixed $path Full path of the plugin's file.
	 */
	public function loaded( $path = '' ): void {
		$prefix = wp_normalize_path( WP_PLUGIN_DIR ) . '/';
		$path   = wp_normalize_path( is_string( $path ) ? $path : '' );
		$plugin = 0 === strpos( $path, $prefix ) ? substr( $path, strlen( $prefix ) ) : $path;
		// One that was not asked for counts, too: it makes the set another one.
		if ( $plugin === $path || ! is_file( $path ) || in_array( $plugin, $this->loaded, true ) || self::is_said_in( $prefix ) ) {
			// A plugin's own hook of this name, or one that calls itself loaded so that another is taken for the one that loads.
			return;
		}
		$now            = microtime( true );
		$this->took[]   = round( ( $now - $this->since ) * 1000, 2 );
		$this->since    = $now;
		$this->loaded[] = $plugin;
		$this->headers->mark( 'wp-content/plugins/' . $plugin );
		$this->file->add( 'loaded', $plugin );
	}

	/**
	 * Whether code in a folder is calling, and not WordPress.
	 *
	 * @param string $folder Full path with a slash at the end.
	 * @return bool
	 */
	private static function is_said_in( string $folder ): bool {
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions -- Nothing else knows.
		foreach ( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ) as $frame ) {
			if ( isset( $frame['file'] ) && 0 === strpos( wp_normalize_path( $frame['file'] ), $folder ) && ! Place::is_ours( $frame['file'] ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Notes that WordPress reached the stage whose action is running.
	 */
	public function milestone(): void {
		$this->since     = microtime( true );
		$this->milestone = (string) current_action();
		$this->headers->mark( null );
		$this->file->add( 'at', $this->milestone );
	}

	/**
	 * Notes that the footer of the page was printed to its end.
	 */
	public function end_footer(): void {
		$this->footer_ended = true;
	}

	/**
	 * What was seen so far.
	 *
	 * @return array{loaded: list<string>, loaded_ms: list<float>, loading: string|null, milestone: string, footer_ended: bool}
	 */
	public function seen(): array {
		return array(
			'loaded'       => $this->loaded,
			'loaded_ms'    => $this->took,
			'loading'      => self::loading( $this->asked, $this->loaded, $this->milestone ),
			'milestone'    => $this->milestone,
			'footer_ended' => $this->footer_ended,
		);
	}

	/**
	 * The plugin that was loading: the next in the list, until all have loaded.
	 *
	 * Before the first network plugin has loaded it may as well be a must-use plugin, so nobody is named.
	 *
	 * @param array{network: list<string>, plugins: list<string>} $asked     What was to be loaded.
	 * @param list<string>                                        $loaded    What had finished loading.
	 * @param string                                              $milestone The last stage reached.
	 * @return string|null
	 */
	private static function loading( array $asked, array $loaded, string $milestone ): ?string {
		$done = count( $loaded );
		if ( 'claimed' === $milestone ) {
			return $done > 0 ? ( $asked['network'][ $done ] ?? null ) : null;
		}
		return 'muplugins_loaded' === $milestone ? ( $asked['plugins'][ $done - count( $asked['network'] ) ] ?? null ) : null;
	}

	/**
	 * Reads a record back.
	 *
	 * @param string $id Probe id.
	 * @return array{ended: bool, loaded: list<string>, loading: string|null, milestone: string, running: list<array<string, mixed>>|null, waiting: array<string, mixed>|null, report: array<string, mixed>|null}|null Null when there is none on this machine.
	 */
	public static function read( string $id ): ?array {
		$folder = RecordFolder::find( $id );
		if ( '' === $folder ) {
			return null;
		}
		$asked     = array(
			'network' => array(),
			'plugins' => array(),
		);
		$loaded    = array();
		$milestone = 'claimed';
		$report    = null;
		$sent      = array();
		foreach ( RecordFile::read( RecordFolder::file( $folder, $id ) ) as list( $kind, $content ) ) {
			if ( 'asked' === $kind && is_array( $content ) ) {
				/** @var array{network: list<string>, plugins: list<string>} $asked What start() wrote. */
				$asked = $content;
			} elseif ( 'loaded' === $kind && is_string( $content ) ) {
				$loaded[] = $content;
			} elseif ( 'at' === $kind && is_string( $content ) ) {
				$milestone = $content;
			} elseif ( 'sent' === $kind && is_array( $content ) ) {
				/** @var array<string, mixed> $content What Outgoing wrote. */
				$sent[] = $content;
			} elseif ( 'answered' === $kind && is_int( $content ) ) {
				$sent = array_slice( $sent, 0, $content );
			} elseif ( 'report' === $kind && is_array( $content ) ) {
				/** @var array<string, mixed> $report What Ending wrote. */
				$report = $content;
			}
		}
		/** @var list<array<string, mixed>>|null $running What Callbacks put. */
		$running = RecordFile::last_put( RecordFolder::running( $folder, $id ) );
		return array(
			'ended'     => null !== $report,
			'loaded'    => $loaded,
			'loading'   => self::loading( $asked, $loaded, $milestone ),
			'milestone' => $milestone,
			'running'   => $running,
			'waiting'   => null === $report && array() !== $sent ? end( $sent ) : null,
			'report'    => $report,
		);
	}
}
