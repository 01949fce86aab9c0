<?php
/**
 * One callback of a plugin or theme, wrapped.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Calls what it wraps with the same arguments, and tells the deep recorder before and after.
 */
final class Callback {

	/**
	 * A name or path longer than this is cut.
	 */
	private const LONGEST = 200;

	/**
	 * What it wraps.
	 *
	 * @var callable
	 */
	private $callable;

	/**
	 * Name of the hook.
	 *
	 * @var string
	 */
	private $hook;

	/**
	 * The recorder.
	 *
	 * @var Callbacks
	 */
	private $callbacks;

	/**
	 * Where it is declared; null as long as its class has not been loaded.
	 *
	 * @var \ReflectionFunctionAbstract|null
	 */
	private $declaration;

	/**
	 * What it is, for the record.
	 *
	 * @var array{hook: string, name: string, file: string, line: int}
	 */
	private $described;

	/**
	 * A wrapped callback.
	 *
	 * @param string                           $hook        Name of the hook.
	 * @param callable                         $callable    What it wraps.
	 * @param Callbacks                        $callbacks   The recorder.
	 * @param \ReflectionFunctionAbstract|null $declaration Where it is declared; null as long as its class has not been loaded.
	 */
	private function __construct( string $hook, $callable, Callbacks $callbacks, ?\ReflectionFunctionAbstract $declaration ) {
		$this->hook        = $hook;
		$this->callable    = $callable;
		$this->callbacks   = $callbacks;
		$this->declaration = $declaration;
		$this->describe();
	}

	/**
	 * Wraps a callback, if it is a plugin's or the theme's and not wrapped yet.
	 *
	 * @param string    $hook       Name of the hook.
	 * @param mixed     $callable   The callback.
	 * @param Callbacks $callbacks  The recorder.
	 * @param bool      $references Whether the hook is called with arguments that a callback may change.
	 * @return callable|null What is to be called instead; null when it is to stay as it is.
	 */
	public static function wrap( string $hook, $callable, Callbacks $callbacks, bool $references ) {
		if ( is_array( $callable ) && isset( $callable[0] ) && $callable[0] instanceof self ) {
			return null;
		}
		$declaration = null;
		$method      = 'call';
		if ( ! self::is_unloaded( $callable ) ) {
			$declaration = self::declaration( $callable );
			if ( null === $declaration || '' === Place::foreign( (string) $declaration->getFileName() ) ) {
				return null;
			}
			$method = self::method( $declaration );
		} elseif ( $references ) {
			// It may want to change them, which only its class can tell.
			return null;
		}
		if ( null === $method ) {
			return null;
		}
		/** @var callable $callable WordPress calls nothing else. */
		$wrapped = array( new self( $hook, $callable, $callbacks, $declaration ), $method );
		/** @var callable $wrapped One of the two methods below. */
		return $wrapped;
	}

	/**
	 * Whether a hook is called with arguments that a callback may change, as do_action_ref_array() does.
	 *
	 * @param array<mixed> $arguments What the hook was called with; one array of them where they may be references.
	 * @return bool An object can be changed without.
	 */
	public static function may_change( array $arguments ): bool {
		$passed = isset( $arguments[0] ) && is_array( $arguments[0] ) ? $arguments[0] : array();
		foreach ( $passed as $key => $argument ) {
			if ( ! is_object( $argument ) && null !== \ReflectionReference::fromArrayElement( $passed, $key ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Calls what it wraps.
	 *
	 * @param mixed ...$arguments What WordPress passes.
	 * @return mixed What it returned.
	 */
	public function call( ...$arguments ) {
		/** @var array<int, mixed> $arguments WordPress passes a list. */
		return $this->run( $arguments );
	}

	/**
	 * Calls what it wraps, which wants to change its first argument.
	 *
	 * @param mixed $first   What WordPress passes.
	 * @param mixed ...$rest What else WordPress passes.
	 * @return mixed What it returned.
	 */
	public function call_with_reference( &$first = null, ...$rest ) {
		/** @var array<int, mixed> $rest WordPress passes a list. */
		$arguments = array();
		if ( func_num_args() > 0 ) {
			$arguments[] = &$first;
		}
		return $this->run( array_merge( $arguments, $rest ) );
	}

	/**
	 * Name of the hook.
	 *
	 * @return string
	 */
	public function hook(): string {
		return $this->hook;
	}

	/**
	 * File that declares it, relative.
	 *
	 * @return string|null Null when unknown.
	 */
	public function file(): ?string {
		return '' === $this->described['file'] ? null : $this->described['file'];
	}

	/**
	 * What it is, for the record.
	 *
	 * @return array{hook: string, name: string, file: string, line: int}
	 */
	public function described(): array {
		return $this->described;
	}

	/**
	 * Calls what it wraps and tells the recorder.
	 *
	 * @param array<int, mixed> $arguments The arguments.
	 * @return mixed What it returned.
	 * @throws \Throwable What it threw.
	 */
	private function run( array $arguments ) {
		$this->callbacks->begins( $this );
		try {
			if ( null === $this->declaration ) {
				// Loads the class, as the call is about to do.
				$this->declaration = self::declaration( $this->callable );
				$this->describe();
				$this->callbacks->write();
				// Nothing that was passed can be changed; an object is the same one by reference.
				foreach ( array_keys( $arguments ) as $key ) {
					$arguments[ $key ] = &$arguments[ $key ];
				}
			}
			$result = call_user_func_array( $this->callable, $arguments );
		} catch ( \Throwable $exception ) {
			$this->callbacks->ends( $this, $exception );
			throw $exception;
		}
		$this->callbacks->ends( $this );
		return $result;
	}

	/**
	 * Says what it is.
	 */
	private function describe(): void {
		$callable        = $this->callable;
		$name            = is_string( $callable ) ? $callable : '{closure}';
		$this->described = array(
			'hook' => substr( $this->hook, 0, self::LONGEST ),
			'name' => $name,
			'file' => '',
			'line' => 0,
		);
		if ( is_array( $callable ) ) {
			$name = ( is_object( $callable[0] ) ? get_class( $callable[0] ) : $callable[0] ) . '::' . $callable[1];
		} elseif ( is_object( $callable ) && ! $callable instanceof \Closure ) {
			$name = get_class( $callable ) . '::__invoke';
		}
		// The name of a class without one holds a path.
		$this->described['name'] = substr( Place::relative( (string) preg_replace( '/\0.*?(?=::|\z)/', '', $name ) ), 0, self::LONGEST );
		if ( null !== $this->declaration ) {
			$this->described['file'] = substr( Place::file( (string) $this->declaration->getFileName() ), 0, self::LONGEST );
			$this->described['line'] = (int) $this->declaration->getStartLine();
		}
	}

	/**
	 * Whether its class is yet to be loaded, which only its call may do.
	 *
	 * @param mixed $callable The callback.
	 * @return bool
	 */
	private static function is_unloaded( $callable ): bool {
		$class = is_array( $callable ) && isset( $callable[0] ) ? $callable[0] : $callable;
		if ( ! is_string( $class ) ) {
			return false;
		}
		if ( ! is_array( $callable ) ) {
			$parts = explode( '::', $class );
			$class = isset( $parts[1] ) ? $parts[0] : '';
		}
		return '' !== $class && ! class_exists( $class, false );
	}

	/**
	 * Where a callback is declared.
	 *
	 * @param mixed $callable The callback.
	 * @return \ReflectionFunctionAbstract|null
	 */
	private static function declaration( $callable ): ?\ReflectionFunctionAbstract {
		try {
			if ( is_string( $callable ) && false !== strpos( $callable, '::' ) ) {
				$callable = explode( '::', $callable, 2 );
			}
			if ( is_array( $callable ) && isset( $callable[0], $callable[1] ) && is_string( $callable[1] ) && ( is_object( $callable[0] ) || is_string( $callable[0] ) ) ) {
				return new \ReflectionMethod( $callable[0], $callable[1] );
			}
			if ( $callable instanceof \Closure || is_string( $callable ) ) {
				return new \ReflectionFunction( $callable );
			}
			return is_object( $callable ) ? new \ReflectionMethod( $callable, '__invoke' ) : null;
		} catch ( \ReflectionException $error ) {
			// Answered by __call(), or not there at all: WordPress will say so when it calls it.
			return null;
		}
	}

	/**
	 * How a callback is to be called, so that it gets references where it wants them.
	 *
	 * @param \ReflectionFunctionAbstract $declaration Where it is declared.
	 * @return string|null Name of a method; null when it wants more than its first argument by reference, which none of them can give.
	 */
	private static function method( \ReflectionFunctionAbstract $declaration ): ?string {
		$method = 'call';
		foreach ( $declaration->getParameters() as $parameter ) {
			if ( ! $parameter->isPassedByReference() ) {
				continue;
			}
			if ( 0 !== $parameter->getPosition() || $parameter->isVariadic() ) {
				return null;
			}
			$method = 'call_with_reference';
		}
		return $method;
	}
}
