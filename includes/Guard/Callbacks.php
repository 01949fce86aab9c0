<?php
/**
 * The deep recorder: writes down which callback of a plugin or theme is running, so that a death inside a hook names it.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Wraps each callback the first time its hook is called, and keeps the stack of those that are running.
 *
 * @phpstan-import-type PhpError from Fatal
 */
final class Callbacks {

	/**
	 * How many of the innermost are kept.
	 */
	private const KEPT = 4;

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
	 * Callbacks of each hook as they were left when it was last called.
	 *
	 * @var array<string, array<int, array<string, mixed>>>
	 */
	private $seen = array();

	/**
	 * What is running, the outermost first.
	 *
	 * @var list<Callback>
	 */
	private $running = array();

	/**
	 * The exception that is on its way out, and what was running when it was thrown.
	 *
	 * @var array{exception: \Throwable, running: list<Callback>}|null
	 */
	private $thrown;

	/**
	 * File of the callback after which the response code was a failure.
	 *
	 * @var string|null
	 */
	private $failed_by;

	/**
	 * Whether the response code was a failure when it was last looked at.
	 *
	 * @var bool
	 */
	private $failed = false;

	/**
	 * File of the callback that opened each output buffer, the outermost first; null for nobody in particular.
	 *
	 * @var list<string|null>
	 */
	private $openers = array();

	/**
	 * A deep recorder for one probe.
	 *
	 * @param RecordFile  $file    Where it is written.
	 * @param HeaderWatch $headers Who set the headers.
	 */
	public function __construct( RecordFile $file, HeaderWatch $headers ) {
		$this->file    = $file;
		$this->headers = $headers;
	}

	/**
	 * Starts listening.
	 */
	public function start(): void {
		$this->write();
		add_action( 'all', array( $this, 'meet' ), PHP_INT_MIN );
	}

	/**
	 * Looks at the callbacks of a hook that is about to be called.
	 *
	 * @param mixed $hook         Its name.
	 * @param mixed ...$arguments What it is called with; one array of them where they may be references.
	 */
	public function meet( $hook = '', ...$arguments ): void {
		global $wp_filter;
		// A plugin may have put something of its own there.
		if ( ! is_string( $hook ) || 'all' === $hook || ! isset( $wp_filter[ $hook ] ) || ! $wp_filter[ $hook ] instanceof \WP_Hook ) {
			return;
		}
		// The very same array, unless something was added, removed or replaced since.
		if ( ( $this->seen[ $hook ] ?? null ) !== $wp_filter[ $hook ]->callbacks ) {
			$this->wrap( $hook, $wp_filter[ $hook ], Callback::may_change( $arguments ) );
			$this->seen[ $hook ] = $wp_filter[ $hook ]->callbacks;
		}
	}

	/**
	 * Wraps those callbacks that are a plugin's or the theme's.
	 *
	 * @param string   $name       Name of the hook.
	 * @param \WP_Hook $hook       The hook.
	 * @param bool     $references Whether it is called with arguments that a callback may change.
	 */
	private function wrap( string $name, \WP_Hook $hook, bool $references ): void {
		$all = $hook->callbacks;
		foreach ( $all as $priority => $callbacks ) {
			foreach ( $callbacks as $key => $callback ) {
				$wrapped = Callback::wrap( $name, $callback['function'], $this, $references );
				if ( null !== $wrapped ) {
					// Under its own key, so that whoever added it can still remove it.
					$all[ $priority ][ $key ] = array(
						'function'      => $wrapped,
						'accepted_args' => $callback['accepted_args'],
					);
				}
			}
		}
		$hook->callbacks = $all;
	}

	/**
	 * Notes that a callback begins.
	 *
	 * @param Callback $callback The callback.
	 */
	public function begins( Callback $callback ): void {
		// What was done up to here is the doing of whoever called this one.
		$this->settle( array() === $this->running ? null : end( $this->running )->file() );
		$this->running[] = $callback;
		$this->write();
	}

	/**
	 * Notes that a callback ended.
	 *
	 * @param Callback        $callback  The callback.
	 * @param \Throwable|null $exception What it threw.
	 */
	public function ends( Callback $callback, ?\Throwable $exception = null ): void {
		if ( null !== $exception && ( null === $this->thrown || $this->thrown['exception'] !== $exception ) ) {
			$this->thrown = array(
				'exception' => $exception,
				'running'   => $this->running,
			);
		}
		$this->settle( $callback->file() );
		array_pop( $this->running );
		$this->write();
		// It may have added a callback to the very hook that is running.
		$this->meet( $callback->hook() );
	}

	/**
	 * Credits somebody with what happened since the last time.
	 *
	 * @param string|null $file File that ran, or null for nobody in particular.
	 */
	private function settle( ?string $file ): void {
		$this->headers->mark( $file );
		if ( self::is_failure() ) {
			$this->failed_by = $this->failed ? $this->failed_by : $file;
			$this->failed    = true;
		} else {
			$this->failed    = false;
			$this->failed_by = null;
		}
		$open = ob_get_level();
		// A buffer that was closed meanwhile says nothing about one that was opened since.
		$this->openers = array_pad( array_slice( $this->openers, 0, $open ), $open, $file );
	}

	/**
	 * What was running when PHP ended.
	 *
	 * @param array<string, mixed>|null $error The error that ended it.
	 * @phpstan-param PhpError|null $error
	 * @return list<array{hook: string, name: string, file: string, line: int}> The innermost first.
	 */
	public function running( ?array $error ): array {
		// By the time an uncaught exception is reported, all callbacks have been left; one that was caught is another error.
		if ( null !== $error && null !== $this->thrown && $this->thrown['exception']->getFile() === $error['file'] && $this->thrown['exception']->getLine() === $error['line'] ) {
			return self::described( $this->thrown['running'] );
		}
		return self::described( $this->running );
	}

	/**
	 * Who made the response code a failure.
	 *
	 * @return string|null File, or null when unknown.
	 */
	public function failed_by(): ?string {
		return $this->failed_by;
	}

	/**
	 * Who opened the output buffers.
	 *
	 * @return list<string|null> Files, the outermost first.
	 */
	public function openers(): array {
		return $this->openers;
	}

	/**
	 * Writes down what is running.
	 */
	public function write(): void {
		$this->file->put( (string) wp_json_encode( self::described( $this->running ), JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE ) );
	}

	/**
	 * The innermost callbacks, described.
	 *
	 * @param list<Callback> $running The outermost first.
	 * @return list<array{hook: string, name: string, file: string, line: int}>
	 */
	private static function described( array $running ): array {
		$described = array();
		foreach ( array_reverse( array_slice( $running, -self::KEPT ) ) as $callback ) {
			$described[] = $callback->described();
		}
		return $described;
	}

	/**
	 * Whether the response code is a failure.
	 *
	 * @return bool
	 */
	private static function is_failure(): bool {
		return (int) http_response_code() >= 500;
	}
}
