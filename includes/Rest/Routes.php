<?php
/**
 * All REST controllers.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

defined( 'ABSPATH' ) || exit;

/**
 * Registers the controllers.
 */
final class Routes {

	/**
	 * Registers every route.
	 */
	public static function register(): void {
		foreach ( array( new StateController(), new ProbesController(), new ChangesController(), new RunsController(), new BusyController(), new LayersController(), new CachesController(), new ChangedController(), new EmergencyController(), new RenamesController(), new WatchController() ) as $controller ) {
			$controller->register();
		}
	}
}
