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
	 * Whether this request is a probe.
	 *
	 * @var bool
	 */
	private static $current = false;

	/**
	 * Whether this request is a probe.
	 *
	 * @return bool
	 */
	public static function is_current(): bool {
		return self::$current;
	}

	/**
	 * Arms this request when it carries a good token. With a bad one it stays an ordinary request, without a hint.
	 *
	 * @param mixed $token Value of the X-Culprit-Probe header.
	 */
	public static function enter( $token ): void {
		// Plugins need not know that they are being looked at.
		unset( $_SERVER['HTTP_X_CULPRIT_PROBE'] );

		$read = Token::read( $token );
		if ( null === $read || ! self::only_reads() ) {
			return;
		}
		$spec = Claims::spec( $read['id'], $read['digest'] );
		if ( null === $spec || ! self::is_address( $spec ) || ! Claims::claim( $read['id'] ) ) {
			return;
		}
		self::$current = true;
		self::arm( $read['id'], $spec );
	}

	/**
	 * Whether this is a GET that WordPress's REST API will not take for another method.
	 *
	 * @return bool
	 */
	private static function only_reads(): bool {
		// phpcs:ignore WordPress.Security.NonceVerification -- Only looked for; the token is the proof of intent.
		return isset( $_SERVER['REQUEST_METHOD'] ) && 'GET' === $_SERVER['REQUEST_METHOD'] && ! isset( $_GET['_method'] ) && ! isset( $_SERVER['HTTP_X_HTTP_METHOD_OVERRIDE'] );
	}

	/**
	 * Whether this is the address that was minted. For a visitor the argument decides, because a proxy may rewrite the
	 * path; for a user, who can do more, path and REST route must be the same, too.
	 *
	 * @param array<string, mixed> $spec The probe's specification.
	 * @phpstan-param Spec $spec
	 * @return bool
	 */
	private static function is_address( array $spec ): bool {
		// The token is the proof of intent here, and the values are only compared.
		// phpcs:disable WordPress.Security.NonceVerification, WordPress.Security.ValidatedSanitizedInput
		if ( ! isset( $_GET[ $spec['argument'] ] ) || $spec['value'] !== $_GET[ $spec['argument'] ] ) {
			return false;
		}
		if ( 0 === $spec['user'] ) {
			return true;
		}
		parse_str( (string) wp_parse_url( $spec['url'], PHP_URL_QUERY ), $minted );
		$path = isset( $_SERVER['REQUEST_URI'] ) && is_string( $_SERVER['REQUEST_URI'] ) ? wp_parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) : '';
		return wp_parse_url( $spec['url'], PHP_URL_PATH ) === $path && ( $minted['rest_route'] ?? null ) === ( $_GET['rest_route'] ?? null );
		// phpcs:enable
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
		$refused  = new Refusals();
		$file     = new RecordFile( $id );
		$headers  = new HeaderWatch();
		$recorder = new Recorder( $spec['configuration'], $file, $headers );
		$response = new Response( Token::marker( $id ), $spec['credentials'], $headers );
		$outgoing = new Outgoing( $file );
		$beyond   = $guarded ? new Beyond( array_merge( $spec['configuration']['network'], $spec['configuration']['plugins'] ) ) : null;
		$deep     = $spec['deep'] ? new Callbacks( $file, $headers ) : null;

		$recorder->start();
		$response->start();
		Quiet::start( $guarded ? $refused : null );
		$outgoing->start();
		if ( $spec['credentials'] ) {
			$_COOKIE = array();
		}
		if ( $spec['user'] > 0 ) {
			Login::start( $spec['user'] );
		}
		if ( $guarded ) {
			VirtualConfiguration::start( $spec['configuration'], $spec['roots'] );
			( new WriteRule( $refused ) )->start();
			CacheOverlay::start( $refused );
		}
		if ( null !== $beyond ) {
			$beyond->start();
		}
		if ( null !== $deep ) {
			$deep->start();
		}
		Ending::await( $file, $response, new Account( $id, $recorder, $response, $refused, $outgoing, $beyond, $deep ) );
	}
}
