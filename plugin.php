<?php
/**
 * Plugin Name:       Culprit
 * Description:       Finds the plugin or theme that broke your site, proves it, and gets the site back. Visitors notice nothing while it looks.
 * Version:           0.1.0
 * Requires at least: 6.2
 * Requires PHP:      7.4
 * Author:            The Culprit authors
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       culprit
 * Network:           true
 *
 * @package Culprit
 */

defined( 'ABSPATH' ) || exit;

define( 'CULPRIT_VERSION', '0.1.0' );
define( 'CULPRIT_FILE', __FILE__ );

require __DIR__ . '/includes/requirements.php';

if ( culprit_requirements_met() ) {
	require __DIR__ . '/includes/autoload.php';
	Culprit\Plugin::boot();
}
