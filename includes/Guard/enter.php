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
if ( ! isset( $_SERVER['HTTP_X_CULPRIT_PROBE'] ) && ! isset( $_SERVER['HTTP_X_CULPRIT_PASS'] ) ) {
	TimedUndo::run( wp_load_alloptions()[ TimedUndo::OPTION ] ?? null );
	if ( isset( $_SERVER['HTTP_X_CULPRIT_WATCH'] ) && WatchStart::enter( $_SERVER['HTTP_X_CULPRIT_WATCH'] ) ) {
		return;
	}
	WatchStart::run( wp_load_alloptions()[ WatchStart::OPTION ] ?? null );
	Busy::answer( wp_load_alloptions()['culprit_busy'] ?? null );
	return;
}

// All that the guard will need, now: while the plugin is updated its files are there one by one, and may be gone again
// before this request has ended. With one of them missing it stays an ordinary request.
foreach ( array( 'Account', 'ApplicationPassword', 'BareCall', 'Beyond', 'Buffers', 'Busy', 'CacheOverlay', 'Callback', 'Callbacks', 'Claims', 'ConnectionSettings', 'Ending', 'Fatal', 'FileWatch', 'HeaderWatch', 'Key', 'Login', 'MemorySessions', 'Outgoing', 'Pass', 'Place', 'ProbeRequest', 'Quiet', 'RecordFile', 'RecordFolder', 'Recorder', 'Refusals', 'Response', 'StartDeath', 'Statement', 'TimedUndo', 'Token', 'VirtualConfiguration', 'WriteRule' ) as $culprit_class ) {
	if ( ! class_exists( __NAMESPACE__ . '\\' . $culprit_class ) ) {
		return;
	}
}
if ( ! class_exists( \Culprit\Tables::class ) || ! class_exists( \Culprit\Site\ApplicationPasswords::class ) ) {
	return;
}

// Deactivated, but nobody could take the guard's file away: an application password must not bring the plugin back.
if ( ! isset( $_SERVER['HTTP_X_CULPRIT_PROBE'] ) && '' === Key::sign( 'guard' ) ) {
	return;
}

$culprit_token = $_SERVER['HTTP_X_CULPRIT_PROBE'] ?? null;
if ( null !== $culprit_token && ! defined( 'CULPRIT_PROBED' ) ) {
	// What looks must not set up, refresh or take down; the write rule does not hear of files.
	define( 'CULPRIT_PROBED', true );
}
try {
	if ( null !== $culprit_token ) {
		ProbeRequest::enter( $culprit_token );
	} else {
		BareCall::enter( $_SERVER['HTTP_X_CULPRIT_PASS'] );
		if ( BareCall::is_current() ) {
			TimedUndo::run( wp_load_alloptions()[ TimedUndo::OPTION ] ?? null );
			// After an update from a terminal, or by night, nobody may come to wp-admin; on a dead site nobody can.
			add_action(
				'rest_api_init',
				static function () {
					if ( defined( 'CULPRIT_VERSION' ) ) {
						\Culprit\Lifecycle::upgrade();
					}
				},
				1
			);
		}
	}
	if ( ! ProbeRequest::is_current() && ! BareCall::is_current() ) {
		// A header that anybody can send is no way around it.
		Busy::answer( wp_load_alloptions()['culprit_busy'] ?? null );
	}
} catch ( \Throwable $culprit_ignored ) {
	// Files of two versions, perhaps. Half of what makes it a probe or a call may be done, so it must not go on as anything:
	// it ends as WordPress ends requests while it is updated.
	header_register_callback( static function () {} );
	header_remove( 'X-Culprit-Marker' );
	status_header( 503 );
	header( 'Retry-After: 600' );
	try {
		// A record without an end would say that the page died.
		RecordFolder::sweep( array( (string) ( Token::read( $culprit_token )['id'] ?? '' ) ) );
	} catch ( \Throwable $culprit_ignored ) {
		unset( $culprit_ignored );
	}
	exit;
}
unset( $culprit_class, $culprit_token );
// phpcs:enable
