/**
 * What PHP prints before the script.
 */

/** Where the site is and how this browser may talk to it. */
export interface Boot {
	/** Address of WordPress's index.php. */
	site: string;
	/** Address of the front page. */
	home: string;
	/** Address of admin-ajax.php. */
	ajax: string;
	nonce: string;
	/** Lets calls load without the other plugins. */
	pass: string;
	/** Address of the login page. */
	login: string;
	/** Version of Culprit. */
	version: string;
	/** Address of Tools > Culprit. */
	screen: string;
	/** Address of the plugins screen. */
	pluginsUrl: string;
	/** Address of the themes screen. */
	themesUrl: string;
}

declare global {
	interface Window {
		culprit?: Boot;
	}
}
