<?php
/**
 * Removes every trace of Culprit when it is deleted.
 *
 * @package Culprit
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require __DIR__ . '/includes/autoload.php';

Culprit\Lifecycle::uninstall();
