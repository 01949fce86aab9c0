<?php
/**
 * A request that is a probe: from its token to a page that is loaded in another configuration.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Verifies, claims and arms a probe.
 *
 * @phpstan-import-type Spec from Claims
 */
final class ProbeRequest {

	/**
	 * Arms this request when it carries a good token. With a bad one it stays an ordinary request, without a hint.
	 *
	 * @param mixed $token Value of the X-Culprit-Probe header.
	 */
	public static function enter( $token ): void {
		// Plugins need not know that they are being looked at.
		unset( $_SERVER['HTTP_X_CULPRIT_PROBE'] );

		$read = Token::read( $token );
		if ( null === $read || ! isset( $_SERVER['REQUEST_METHOD'] ) || 'GET' !== $_SERVER['REQUEST_METHOD'] ) {
			return;
		}
		$spec = Claims::spec( $read['id'], $read['digest'] );
		if ( null === $spec || ! self::carries_argument( $spec ) || ! Claims::claim( $read['id'] ) ) {
			return;
		}
		self::arm( $read['id'], $spec );
	}

	/**
	 * Whether this is the address that was minted. The argument is compared, not the path: a proxy may rewrite the path.
	 *
	 * @param array<string, mixed> $spec The probe's specification.
	 * @phpstan-param Spec $spec
	 * @return bool
	 */
	private static function carries_argument( array $spec ): bool {
		// The token is the proof of intent here, and the value is only compared.
		// phpcs:ignore WordPress.Security.NonceVerification, WordPress.Security.ValidatedSanitizedInput
		return isset( $_GET[ $spec['argument'] ] ) && $spec['value'] === $_GET[ $spec['argument'] ];
	}

	/**
	 * Makes this request the probe.
	 *
	 * @param string               $id   Probe id.
	 * @param array<string, mixed> $spec The probe's specification.
	 * @phpstan-param Spec $spec
	 */
	private static function arm( string $id, array $spec ): void {
		$guarded  = 'guarded' === $spec['mode'];
		$rule     = $guarded ? new WriteRule() : null;
		$recorder = new Recorder( $id, $spec['configuration'] );
		$response = new Response( Token::marker( $id ), $spec['credentials'] );

		$recorder->start();
		$response->start();
		Quiet::start( $guarded );
		if ( $spec['credentials'] ) {
			$_COOKIE = array();
		}
		if ( $spec['user'] > 0 ) {
			self::log_in( $spec['user'] );
		}
		if ( $guarded ) {
			VirtualConfiguration::start( $spec['configuration'], $spec['roots'] );
		}
		if ( null !== $rule ) {
			$rule->start();
		}
		( new Ending( $id, $recorder, $response, $rule ) )->start();
	}

	/**
	 * Makes this request the user's, in memory only.
	 *
	 * @param int $user User id.
	 */
	private static function log_in( int $user ): void {
		add_filter(
			'determine_current_user',
			static function () use ( $user ) {
				return $user;
			},
			PHP_INT_MAX
		);
	}
}
