<?php
/**
 * Where a request enters the guard: a probe, one of Culprit's own calls, or a visit while visitors get the busy answer.
 * Anything else goes on as an ordinary request.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

require_once __DIR__ . '/../autoload.php';

// The guard only compares these with signatures; sanitising would change what was signed.
// phpcs:disable WordPress.Security.ValidatedSanitizedInput
if ( isset( $_SERVER['HTTP_X_CULPRIT_PROBE'] ) ) {
	ProbeRequest::enter( $_SERVER['HTTP_X_CULPRIT_PROBE'] );
} elseif ( isset( $_SERVER['HTTP_X_CULPRIT_PASS'] ) ) {
	BareCall::enter( $_SERVER['HTTP_X_CULPRIT_PASS'] );
} else {
	Busy::answer( wp_load_alloptions()['culprit_busy'] ?? null );
}
// phpcs:enable
