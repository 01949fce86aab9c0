<?php
/**
 * The sessions of a probe's user: one, that ends with the request.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Knows the one token that this request made for itself, and stores nothing.
 */
final class MemorySessions extends \WP_Session_Tokens {

	/**
	 * The token of this request.
	 *
	 * @var string
	 */
	private static $token = '';

	/**
	 * The token of this request.
	 *
	 * @return string
	 */
	public static function token(): string {
		if ( '' === self::$token ) {
			self::$token = bin2hex( random_bytes( 20 ) );
		}
		return self::$token;
	}

	/**
	 * All sessions.
	 *
	 * @return array<string, array{expiration: int, login: int}> By verifier.
	 */
	protected function get_sessions() {
		return array( hash( 'sha256', self::token() ) => $this->session() );
	}

	/**
	 * One session.
	 *
	 * @param string $verifier Verifier.
	 * @return array{expiration: int, login: int}|null
	 */
	protected function get_session( $verifier ) {
		return hash_equals( hash( 'sha256', self::token() ), (string) $verifier ) ? $this->session() : null;
	}

	/**
	 * Changes nothing.
	 *
	 * @param string            $verifier Verifier.
	 * @param array<mixed>|null $session  Session.
	 */
	protected function update_session( $verifier, $session = null ): void {
		unset( $verifier, $session );
	}

	/**
	 * Ends nothing.
	 *
	 * @param string $verifier Verifier.
	 */
	protected function destroy_other_sessions( $verifier ): void {
		unset( $verifier );
	}

	/**
	 * Ends nothing.
	 */
	protected function destroy_all_sessions(): void {
	}

	/**
	 * The session.
	 *
	 * @return array{expiration: int, login: int}
	 */
	private function session(): array {
		return array(
			'expiration' => time() + HOUR_IN_SECONDS,
			'login'      => time(),
		);
	}
}
