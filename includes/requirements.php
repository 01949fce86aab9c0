<?php
/**
 * Says in wp-admin when this site is too old for Culprit. Written so that old PHP can read it.
 *
 * @package Culprit
 */

defined( 'ABSPATH' ) || exit;

/**
 * Whether PHP and WordPress are new enough; if not, a notice in wp-admin says what is missing.
 *
 * @return bool
 */
function culprit_requirements_met() {
	if ( version_compare( PHP_VERSION, '7.4', '>=' ) && version_compare( get_bloginfo( 'version' ), '6.2', '>=' ) ) {
		return true;
	}
	add_action( 'admin_notices', 'culprit_requirements_notice' );
	add_action( 'network_admin_notices', 'culprit_requirements_notice' );
	return false;
}

/**
 * Prints which versions Culprit needs and which are here.
 *
 * @return void
 */
function culprit_requirements_notice() {
	if ( ! current_user_can( 'activate_plugins' ) ) {
		return;
	}
	printf(
		'<div class="notice notice-error"><p>%s</p></div>',
		esc_html(
			sprintf(
				/* translators: 1: PHP version of this site, 2: WordPress version of this site. */
				__( 'Culprit needs PHP 7.4 and WordPress 6.2 or newer. This site runs PHP %1$s and WordPress %2$s, so Culprit does nothing here. Update them, or ask your host to.', 'culprit' ),
				PHP_VERSION,
				get_bloginfo( 'version' )
			)
		)
	);
}
