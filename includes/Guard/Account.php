<?php
/**
 * PHP's own account of a probe: how it ended, and what was seen on the way.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Collects what can be known only at the end, before what runs at the end has changed it.
 *
 * @phpstan-import-type PhpError from Fatal
 */
final class Account {

	/**
	 * Probe id.
	 *
	 * @var string
	 */
	private $id;

	/**
	 * What was recorded.
	 *
	 * @var Recorder
	 */
	private $recorder;

	/**
	 * What is answered.
	 *
	 * @var Response
	 */
	private $response;

	/**
	 * What was refused.
	 *
	 * @var Refusals
	 */
	private $refused;

	/**
	 * What was sent to other servers.
	 *
	 * @var Outgoing
	 */
	private $outgoing;

	/**
	 * What goes past WordPress; null in an observed probe, which may do everything.
	 *
	 * @var Beyond|null
	 */
	private $beyond;

	/**
	 * The deep recorder, where there is one.
	 *
	 * @var Callbacks|null
	 */
	private $deep;

	/**
	 * The fatal error that was seen first, or null.
	 *
	 * @var array<string, mixed>|null
	 * @phpstan-var PhpError|null
	 */
	private $error;

	/**
	 * What was running when the end began.
	 *
	 * @var list<array{hook: string, name: string, file: string, line: int}>|null
	 */
	private $running;

	/**
	 * The output buffers that were open when the end began.
	 *
	 * @var list<array{name: string, bytes: int, by: string|null}>|null
	 */
	private $buffers;

	/**
	 * The theme that WordPress was about to load.
	 *
	 * @var array{template: string, stylesheet: string}|null
	 */
	private $theme;

	/**
	 * An account of one probe.
	 *
	 * @param string         $id       Probe id.
	 * @param Recorder       $recorder What was recorded.
	 * @param Response       $response What is answered.
	 * @param Refusals       $refused  What was refused.
	 * @param Outgoing       $outgoing What was sent to other servers.
	 * @param Beyond|null    $beyond   What goes past WordPress; null in an observed probe.
	 * @param Callbacks|null $deep     The deep recorder, where there is one.
	 */
	public function __construct( string $id, Recorder $recorder, Response $response, Refusals $refused, Outgoing $outgoing, ?Beyond $beyond, ?Callbacks $deep ) {
		$this->id       = $id;
		$this->recorder = $recorder;
		$this->response = $response;
		$this->refused  = $refused;
		$this->outgoing = $outgoing;
		$this->beyond   = $beyond;
		$this->deep     = $deep;
	}

	/**
	 * Starts listening for the end.
	 */
	public function start(): void {
		// At the end a plugin's filter of these options would run when nothing can be reported any more.
		add_action(
			'setup_theme',
			function () {
				$this->theme = self::theme();
			},
			PHP_INT_MAX
		);
		// What runs after a fatal error, core's error page or a plugin's shutdown function, may raise a notice, and PHP then knows only that.
		add_filter(
			'wp_php_error_args',
			function ( $args, $error ) {
				$this->note_error( $error );
				return $args;
			},
			PHP_INT_MIN,
			2
		);
		// Before WordPress flushes the buffers, and before what plugins do here is taken for what PHP ended in.
		add_action(
			'shutdown',
			function () {
				$this->note_error( error_get_last() );
				$this->note_end();
			},
			PHP_INT_MIN
		);
	}

	/**
	 * Notes an error, if it ended PHP and none is known yet.
	 *
	 * @param mixed $error As error_get_last() gives it.
	 */
	public function note_error( $error ): void {
		$this->error = $this->error ?? Fatal::from( $error );
	}

	/**
	 * Notes what will not last.
	 */
	public function note_end(): void {
		if ( null === $this->buffers ) {
			$this->buffers = Buffers::open( null === $this->deep ? array() : $this->deep->openers() );
			$this->running = null === $this->deep ? null : $this->deep->running( $this->error );
		}
	}

	/**
	 * The report.
	 *
	 * @return array<string, mixed> As in schemas/report.json.
	 */
	public function report(): array {
		$this->note_error( error_get_last() );
		$this->note_end();
		$response = $this->response->facts();
		$seen     = $this->recorder->seen();
		$theme    = $this->theme ?? self::theme();
		$started  = isset( $_SERVER['REQUEST_TIME_FLOAT'] ) && is_numeric( $_SERVER['REQUEST_TIME_FLOAT'] ) ? (float) $_SERVER['REQUEST_TIME_FLOAT'] : microtime( true );
		return array(
			'probe'        => $this->id,
			'ended'        => $this->ended( $seen['loading'], $seen['footer_ended'] ),
			'error'        => null === $this->error ? null : Fatal::describe( $this->error ),
			'loaded'       => $seen['loaded'],
			'loaded_ms'    => $seen['loaded_ms'],
			'loading'      => $seen['loading'],
			'template'     => $theme['template'],
			'stylesheet'   => $theme['stylesheet'],
			'milestone'    => $seen['milestone'],
			'running'      => $this->running,
			'status'       => $response['status'],
			'status_by'    => null === $this->deep ? null : $this->deep->failed_by(),
			'header_bytes' => $response['header_bytes'],
			'headers'      => $response['headers'],
			'content_type' => $response['content_type'],
			'body_bytes'   => array_sum( array_column( (array) $this->buffers, 'bytes' ) ),
			'buffers'      => (array) $this->buffers,
			'redirect'     => $response['redirect'],
			'refused'      => $this->refused->all(),
			'outgoing'     => $this->outgoing->answered(),
			'beyond'       => null === $this->beyond ? array() : $this->beyond->seen(),
			'milliseconds' => round( ( microtime( true ) - $started ) * 1000, 1 ),
			'peak_memory'  => memory_get_peak_usage(),
		);
	}

	/**
	 * How PHP ended.
	 *
	 * @param string|null $loading      The plugin that was loading.
	 * @param bool        $footer_ended Whether the footer of the page was printed to its end.
	 * @return string completed, exit or fatal.
	 */
	private function ended( ?string $loading, bool $footer_ended ): string {
		if ( null !== $this->error ) {
			return 'fatal';
		}
		$is_page = $this->response->is_html() && null === $this->response->facts()['redirect'];
		return null !== $loading || ( $is_page && ! $footer_ended ) ? 'exit' : 'completed';
	}

	/**
	 * The theme as this request sees it.
	 *
	 * @return array{template: string, stylesheet: string}
	 */
	private static function theme(): array {
		$template   = get_option( 'template' );
		$stylesheet = get_option( 'stylesheet' );
		return array(
			'template'   => is_string( $template ) ? $template : '',
			'stylesheet' => is_string( $stylesheet ) ? $stylesheet : '',
		);
	}
}
