<?php
/**
 * Turns a fresh WordPress into the site that is wanted. Put into its root under a secret name, asked once, gone afterwards.
 *
 * Reads a JSON object from the request's body: url, title, tagline, culprit (its plugin file or null), active (plugin files
 * in the order to store), theme (or null), posts (list of type, title and content). Answers with a JSON object: home,
 * siteurl, active, wordpress, php and application_password; or with error, a sentence.
 *
 * @package Culprit
 */

ob_start();
// Whoever runs this wants to read what PHP says, not that there has been a critical error.
define( 'WP_SANDBOX_SCRAPING', true );
register_shutdown_function( 'culprit_provision_report' );

require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

/**
 * Answers when PHP dies.
 */
function culprit_provision_report() {
	$error = error_get_last();
	if ( $error && in_array( $error['type'], array( E_ERROR, E_PARSE, E_CORE_ERROR, E_COMPILE_ERROR, E_USER_ERROR, E_RECOVERABLE_ERROR ), true ) ) {
		culprit_provision_answer( array( 'error' => "{$error['message']} in {$error['file']}:{$error['line']}" ) );
	}
}

/**
 * Answers and ends.
 *
 * @param array $answer What to say.
 */
function culprit_provision_answer( array $answer ) {
	while ( ob_get_level() > 0 ) {
		ob_end_clean();
	}
	header( 'Content-Type: application/json' );
	// phpcs:ignore WordPress.WP.AlternativeFunctions -- WordPress may not have been loaded that far.
	echo json_encode( $answer );
	exit;
}

if ( ! is_blog_installed() ) {
	culprit_provision_answer( array( 'error' => 'WordPress is not installed on this site yet.' ) );
}

$culprit_wanted = json_decode( file_get_contents( 'php://input' ), true );
$culprit_user   = get_user_by( 'login', 'admin' );

if ( ! $culprit_user ) {
	culprit_provision_answer( array( 'error' => 'The site has no user called admin.' ) );
}
wp_set_current_user( $culprit_user->ID );

update_option( 'home', $culprit_wanted['url'] );
update_option( 'siteurl', $culprit_wanted['url'] );
update_option( 'blogname', $culprit_wanted['title'] );
update_option( 'blogdescription', $culprit_wanted['tagline'] );

foreach ( $culprit_wanted['posts'] as $culprit_post ) {
	$culprit_id = wp_insert_post(
		wp_slash(
			array(
				'post_type'    => $culprit_post['type'],
				'post_title'   => $culprit_post['title'],
				'post_content' => $culprit_post['content'],
				'post_status'  => 'publish',
				'post_author'  => $culprit_user->ID,
			)
		),
		true
	);
	if ( is_wp_error( $culprit_id ) ) {
		culprit_provision_answer( array( 'error' => $culprit_id->get_error_message() ) );
	}
}

if ( $culprit_wanted['theme'] ) {
	if ( ! wp_get_theme( $culprit_wanted['theme'] )->exists() ) {
		culprit_provision_answer( array( 'error' => "There is no theme {$culprit_wanted['theme']}." ) );
	}
	switch_theme( $culprit_wanted['theme'] );
}

if ( $culprit_wanted['culprit'] ) {
	// Really activated, while nothing else is, so that its activation hook runs and nothing can break it.
	$culprit_result = activate_plugin( $culprit_wanted['culprit'] );
	if ( is_wp_error( $culprit_result ) ) {
		$culprit_data = $culprit_result->get_error_data();
		culprit_provision_answer(
			array( 'error' => trim( $culprit_result->get_error_message() . ' ' . ( is_string( $culprit_data ) ? $culprit_data : '' ) ) )
		);
	}
}

// Rules that are written now are not written by the first visitor.
global $wp_rewrite;
$wp_rewrite->set_permalink_structure( '/%postname%/' );
flush_rewrite_rules( false );

list( $culprit_password ) = WP_Application_Passwords::create_new_application_password(
	$culprit_user->ID,
	array( 'name' => 'Terminal' )
);

// The others are only listed: a plugin that dies must not take this script along, as it would when activated here.
update_option( 'active_plugins', $culprit_wanted['active'] );
wp_cache_flush();

culprit_provision_answer(
	array(
		'home'                 => get_option( 'home' ),
		'siteurl'              => get_option( 'siteurl' ),
		'active'               => get_option( 'active_plugins' ),
		'wordpress'            => get_bloginfo( 'version' ),
		'php'                  => PHP_VERSION,
		'application_password' => $culprit_password,
	)
);
