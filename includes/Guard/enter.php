<?php
/**
 * Where an addressed request enters the guard: a probe, or one of Culprit's own calls. Anything else goes on as an ordinary request.
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
}
// phpcs:enable
