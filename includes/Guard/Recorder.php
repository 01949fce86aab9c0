<?php
/**
 * Writes down how far a probe got, so that a PHP that dies still says who was loading.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Records loaded plugins and milestones, in memory and unbuffered in a private file.
 */
final class Recorder {

	/**
	 * Stages of WordPress that a front page and a dashboard page pass.
	 */
	private const MILESTONES = array( 'muplugins_loaded', 'plugins_loaded', 'setup_theme', 'after_setup_theme', 'init', 'wp_loaded', 'template_redirect', 'admin_init', 'wp_head', 'admin_head', 'wp_footer', 'admin_footer' );

	/**
	 * A record grows by a line per plugin and stage; anything more is a loop.
	 */
	private const LINES = 5000;

	/**
	 * Probe id.
	 *
	 * @var string
	 */
	private $id;

	/**
	 * What was asked for: plugins of the network and of the site, each in the order in which WordPress loads them.
	 *
	 * @var array{network: list<string>, plugins: list<string>}
	 */
	private $asked;

	/**
	 * The open record, or null when none can be written.
	 *
	 * @var resource|null
	 */
	private $file;

	/**
	 * Plugins that finished loading.
	 *
	 * @var list<string>
	 */
	private $loaded = array();

	/**
	 * The last stage reached.
	 *
	 * @var string
	 */
	private $milestone = 'claimed';

	/**
	 * Lines written.
	 *
	 * @var int
	 */
	private $lines = 0;

	/**
	 * A recorder for one probe.
	 *
	 * @param string                                              $id            Probe id.
	 * @param array{plugins: list<string>, network: list<string>} $configuration What is to be loaded.
	 */
	public function __construct( string $id, array $configuration ) {
		$this->id    = $id;
		$this->asked = array(
			'network' => $configuration['network'],
			'plugins' => $configuration['plugins'],
		);
	}

	/**
	 * Opens the record and starts listening.
	 */
	public function start(): void {
		$folder = RecordFolder::ensure();
		if ( '' !== $folder ) {
			// Mode x: a file or a link that somebody put there before us is never written to.
			// phpcs:ignore WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors.Discouraged
			$file = @fopen( RecordFolder::file( $folder, $this->id ), 'xb' );
			if ( false !== $file ) {
				stream_set_write_buffer( $file, 0 );
				$this->file = $file;
				fwrite( $file, "<?php exit; ?>\n" ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- Unbuffered writes survive SIGKILL.
			}
		}
		$this->line( array( 'asked', $this->asked ) );

		add_action( 'network_plugin_loaded', array( $this, 'loaded' ), PHP_INT_MIN );
		add_action( 'plugin_loaded', array( $this, 'loaded' ), PHP_INT_MIN );
		foreach ( self::MILESTONES as $milestone ) {
			add_action( $milestone, array( $this, 'milestone' ), PHP_INT_MIN, 0 );
		}
	}

	/**
	 * Notes that a plugin finished loading.
	 *
	 * @param mixed $path Full path of the plugin's file.
	 */
	public function loaded( $path ): void {
		$prefix         = wp_normalize_path( WP_PLUGIN_DIR ) . '/';
		$path           = wp_normalize_path( is_string( $path ) ? $path : '' );
		$plugin         = 0 === strpos( $path, $prefix ) ? substr( $path, strlen( $prefix ) ) : $path;
		$this->loaded[] = $plugin;
		$this->line( array( 'loaded', $plugin ) );
	}

	/**
	 * Notes that WordPress reached the stage whose action is running.
	 */
	public function milestone(): void {
		$this->milestone = (string) current_action();
		$this->line( array( 'at', $this->milestone ) );
	}

	/**
	 * Adds the final report.
	 *
	 * @param array<string, mixed> $report As in schemas/report.json.
	 */
	public function report( array $report ): void {
		$this->lines = 0;
		$this->line( array( 'report', $report ) );
	}

	/**
	 * What was seen so far.
	 *
	 * @return array{loaded: list<string>, loading: string|null, milestone: string}
	 */
	public function seen(): array {
		return array(
			'loaded'    => $this->loaded,
			'loading'   => self::loading( $this->asked, $this->loaded, $this->milestone ),
			'milestone' => $this->milestone,
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
	 * @param string $file Path of the record.
	 * @return array{ended: bool, loaded: list<string>, loading: string|null, milestone: string, report: array<string, mixed>|null}
	 */
	public static function read( string $file ): array {
		$asked     = array(
			'network' => array(),
			'plugins' => array(),
		);
		$loaded    = array();
		$milestone = 'claimed';
		$report    = null;
		foreach ( array_slice( (array) file( $file ), 1 ) as $line ) {
			$entry = json_decode( (string) $line, true );
			if ( ! is_array( $entry ) || ! isset( $entry[0], $entry[1] ) ) {
				continue;
			}
			if ( 'asked' === $entry[0] && is_array( $entry[1] ) ) {
				/** @var array{network: list<string>, plugins: list<string>} $asked What start() wrote. */
				$asked = $entry[1];
			} elseif ( 'loaded' === $entry[0] && is_string( $entry[1] ) ) {
				$loaded[] = $entry[1];
			} elseif ( 'at' === $entry[0] && is_string( $entry[1] ) ) {
				$milestone = $entry[1];
			} elseif ( 'report' === $entry[0] && is_array( $entry[1] ) ) {
				/** @var array<string, mixed> $report What report() wrote. */
				$report = $entry[1];
			}
		}
		return array(
			'ended'     => null !== $report,
			'loaded'    => $loaded,
			'loading'   => self::loading( $asked, $loaded, $milestone ),
			'milestone' => $milestone,
			'report'    => $report,
		);
	}

	/**
	 * Writes one line.
	 *
	 * @param array<int, mixed> $entry Kind and content.
	 */
	private function line( array $entry ): void {
		// A plugin may have closed every open file.
		if ( ! is_resource( $this->file ) || ++$this->lines > self::LINES ) {
			return;
		}
		$json = wp_json_encode( $entry, JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE );
		if ( is_string( $json ) ) {
			fwrite( $this->file, $json . "\n" ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- Unbuffered writes survive SIGKILL.
		}
	}
}
