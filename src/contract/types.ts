/**
 * The REST contract as TypeScript types. Generated from schemas/ by `npm run contract`: edit there.
 */

/**
 * The short answer that visitors get instead of the page while a search runs, or null. It ends by itself.
 */
export type Busy = {
	/**
	 * page: the searched page only. site: all pages but wp-admin and the log-in page.
	 */
	scope: 'page' | 'site';
	/**
	 * Path of the searched page on this site, from the first slash on.
	 */
	page: string;
	/**
	 * Unix time at which it ends unless it is renewed.
	 */
	until: number;
} | null;

export interface Contract {
	'always-on': AlwaysOn;
	'browser-cache': BrowserCache;
	'busy-request': BusyRequest;
	busy: Busy;
	callback: Callback;
	'change-answer': ChangeAnswer;
	'change-request': ChangeRequest;
	change: Change;
	'changed-request': ChangedRequest;
	changed: Changed;
	configuration: Configuration;
	'emergency-answer': EmergencyAnswer;
	emergency: Emergency;
	environment: Environment;
	error: RestError;
	facts: Facts;
	guard: Guard;
	'healthy-request': HealthyRequest;
	healthy: Healthy;
	loopback: LoopbackAnswer;
	'origin-request': OriginRequest;
	origin: OriginAnswer;
	'outgoing-check': OutgoingAnswer;
	outgoing: OutgoingRequest;
	plugin: Plugin;
	'probe-list': ProbeList;
	'probe-request': ProbeRequest;
	probe: Probe;
	'purge-answer': PurgeAnswer;
	'purge-request': PurgeRequest;
	record: ProbeRecord;
	'rename-request': RenameRequest;
	rename: Rename;
	report: Report;
	'run-append': RunAppend;
	'run-event': RunEvent;
	'run-request': RunRequest;
	'run-summary': RunSummary;
	run: Run;
	'stand-alone-files': StandAloneFiles;
	'stand-alone-look': StandAloneLook;
	state: State;
	theme: Theme;
	'watch-request': WatchRequest;
	watch: Watch;
	workers: Workers;
}
/**
 * A file that runs whatever plugins are active: a must-use plugin or a drop-in.
 */
export interface AlwaysOn {
	/**
	 * Base name, in wp-content or in the must-use folder.
	 */
	file: string;
	/**
	 * From its header, else the file name.
	 */
	name: string;
	version: string;
	/**
	 * Unix time.
	 */
	modified: number;
	/**
	 * True for Culprit’s guard.
	 */
	own: boolean;
	/**
	 * Whether WordPress loads it as it is set up now.
	 */
	used: boolean;
	/**
	 * Plugin file of the plugin that brought it, where that is known.
	 */
	plugin: string | null;
}
/**
 * Whether the browser was told to forget its copies: POST /caches/browser.
 */
export interface BrowserCache {
	/**
	 * False without https, where browsers do not listen.
	 */
	asked: boolean;
	/**
	 * For a person.
	 */
	sentence: string;
}
/**
 * Asks for the busy answer, or for more time; two minutes each time.
 */
export interface BusyRequest {
	/**
	 * page: the searched page only. site: all pages but wp-admin and the log-in page.
	 */
	scope: 'page' | 'site';
	/**
	 * Path of the searched page on this site, from the first slash on.
	 */
	page: string;
}
/**
 * A callback of a plugin or theme that was running.
 */
export interface Callback {
	/**
	 * The action or filter that called it.
	 */
	hook: string;
	/**
	 * Function or class and method; {closure} for one without a name.
	 */
	name: string;
	/**
	 * Relative to the WordPress folder.
	 */
	file: string;
	/**
	 * Where it is declared.
	 */
	line: number;
}
/**
 * The change just made and the whole state after it.
 */
export interface ChangeAnswer {
	change: Change;
	state: State;
}
/**
 * An edit of the live configuration.
 */
export interface Change {
	id: number;
	kind: 'activate' | 'deactivate' | 'switch-theme';
	/**
	 * UTC, ISO 8601.
	 */
	created: string;
	/**
	 * WordPress user id.
	 */
	user: number;
	/**
	 * One result per plugin or theme asked for.
	 */
	results: {
		/**
		 * Plugin file, or theme folder.
		 */
		id: string;
		ok: boolean;
		code: string;
		message: string;
	}[];
	before: Configuration;
	after: Configuration;
	/**
	 * UTC time of the undo, or null.
	 */
	undone: string | null;
	/**
	 * True while the live configuration is still the one this change left.
	 */
	can_undo: boolean;
}
/**
 * The plugins in load order and the theme that one request is to see.
 */
export interface Configuration {
	/**
	 * Plugins of the site's own list, in load order.
	 *
	 * @maxItems 2000
	 *
	 * Items: Plugin file relative to the plugins folder: folder/file.php or file.php.
	 */
	plugins: string[];
	/**
	 * Plugins active for the whole network, in load order. Empty on a single site.
	 *
	 * @maxItems 2000
	 *
	 * Items: Plugin file relative to the plugins folder: folder/file.php or file.php.
	 */
	network: string[];
	/**
	 * Folder of the parent theme, or of the theme itself.
	 */
	template: string;
	/**
	 * Folder of the theme.
	 */
	stylesheet: string;
}
/**
 * Everything the dashboard and the terminal show about the site.
 */
export interface State {
	/**
	 * Version of Culprit.
	 */
	version: string;
	/**
	 * Site id in a network, else 1.
	 */
	blog: number;
	/**
	 * Plugin file of Culprit itself.
	 */
	own: string;
	live: Configuration;
	plugins: Plugin[];
	themes: Theme[];
	/**
	 * Folder of the newest installed default theme, or null.
	 */
	default_theme: string | null;
	/**
	 * Folder of the minimal theme shipped for probes.
	 */
	probe_theme: string;
	guard: Guard;
	environment: Environment;
	/**
	 * Newest first, at most 20.
	 */
	changes: Change[];
	/**
	 * Newest first, at most 20.
	 */
	runs: RunSummary[];
	busy: Busy;
	/**
	 * Files that are away, those that come back by themselves first.
	 */
	renames: Rename[];
	emergency: Emergency;
	/**
	 * What the current user may do.
	 */
	may: {
		activate_plugins: boolean;
		switch_themes: boolean;
		network: boolean;
		install_themes: boolean;
	};
	user: {
		id: number;
		name: string;
	};
}
/**
 * An installed plugin.
 */
export interface Plugin {
	/**
	 * folder/file.php or file.php.
	 */
	id: string;
	name: string;
	version: string;
	author: string;
	/**
	 * On in the site's own list.
	 */
	active: boolean;
	/**
	 * On for the whole network.
	 */
	network_active: boolean;
	/**
	 * The version an update would bring, or null.
	 */
	update: string | null;
	/**
	 * Folder names from the Requires Plugins header.
	 */
	requires: string[];
	/**
	 * True for Culprit itself.
	 */
	own: boolean;
}
/**
 * An installed theme.
 */
export interface Theme {
	/**
	 * Folder of the theme.
	 */
	stylesheet: string;
	/**
	 * Folder of its parent, or its own.
	 */
	template: string;
	name: string;
	version: string;
	active: boolean;
	/**
	 * One of WordPress's own default themes.
	 */
	default: boolean;
	/**
	 * Shipped with Culprit for probes; can never go live.
	 */
	probe_only: boolean;
	update: string | null;
}
/**
 * The must-use plugin that runs before other plugins.
 */
export interface Guard {
	/**
	 * The file is where WordPress looks for it.
	 */
	installed: boolean;
	/**
	 * The version in the installed file.
	 */
	version: string | null;
	/**
	 * The version that this plugin ships.
	 */
	expected: string;
	/**
	 * Whether it answered the handshake; null before it was asked.
	 */
	answering: boolean | null;
	/**
	 * A code, or null when all is well.
	 */
	problem:
		| 'not-installed'
		| 'folder-unwritable'
		| 'other-version'
		| 'not-answering'
		| 'file-mods-disallowed'
		| 'no-direct-filesystem'
		| null;
	/**
	 * What is wrong and what to do, or an empty string.
	 */
	message: string;
	/**
	 * Path of the file relative to the WordPress folder, or its base name when it lies elsewhere.
	 */
	file: string;
	/**
	 * Must-use plugins that run before the guard and stay out of its reach.
	 */
	earlier: string[];
}
/**
 * What the site is made of.
 */
export interface Environment {
	wordpress: string;
	php: string;
	server: string;
	multisite: boolean;
	/**
	 * Address of the front page.
	 */
	home: string;
	/**
	 * Address of WordPress itself.
	 */
	site: string;
	persistent_object_cache: boolean;
	/**
	 * Whether WordPress accepts application passwords here.
	 */
	application_passwords: boolean;
	/**
	 * Drop-ins in wp-content.
	 */
	drop_ins: string[];
	/**
	 * Files in the must-use folder, in load order.
	 */
	must_use: string[];
	/**
	 * Whether a private folder for records can be written.
	 */
	record_folder: boolean;
}
/**
 * One search, without its events.
 */
export interface RunSummary {
	/**
	 * Run id.
	 */
	id: string;
	/**
	 * UTC, ISO 8601.
	 */
	created: string;
	user: number;
	/**
	 * How many events the journal holds.
	 */
	sequence: number;
	ended: boolean;
}
/**
 * A drop-in or must-use plugin that is away.
 */
export interface Rename {
	id: string;
	/**
	 * A drop-in in wp-content, or mu-plugins/ and a must-use plugin.
	 */
	file: string;
	/**
	 * WordPress user id.
	 */
	user: number;
	/**
	 * Unix time.
	 */
	at: number;
	/**
	 * Unix time at which it comes back by itself, or null when it stays away.
	 */
	until: number | null;
}
/**
 * The stand-alone file, for when WordPress itself does not start.
 */
export interface Emergency {
	installed: boolean;
	/**
	 * Where it answers when it is there.
	 */
	url: string;
	/**
	 * Unix time, or null when it is not there.
	 */
	expires: number | null;
}
/**
 * A change of the live configuration that an admin asked for.
 */
export interface ChangeRequest {
	kind: 'activate' | 'deactivate' | 'switch-theme';
	/**
	 * @maxItems 2000
	 *
	 * Items: Plugin file relative to the plugins folder: folder/file.php or file.php.
	 */
	plugins?: string[];
	/**
	 * Folder of the theme to switch to.
	 */
	theme?: string;
	expected?: Configuration;
	/**
	 * Id of a change that this request continues, so that one undo takes back both.
	 */
	extends?: number;
}
/**
 * Asks what changed since a page was last healthy.
 */
export interface ChangedRequest {
	/**
	 * Path of the page on this site, from the first slash on.
	 */
	page: string;
}
/**
 * What changed since a page was last healthy: GET /changed.
 */
export interface Changed {
	/**
	 * Unix time; null when it is not known, then files of the last two weeks are told.
	 */
	healthy_at: number | null;
	/**
	 * Newest first, those without a time last.
	 */
	changes: {
		what: 'plugin' | 'theme' | 'core' | 'php' | 'server' | 'drop-in' | 'must-use' | 'option';
		/**
		 * Plugin file, theme folder, file name or name of the option; else as what.
		 */
		id: string;
		name: string;
		/**
		 * files: files are newer, the version is the same or not known from before.
		 */
		kind: 'added' | 'removed' | 'updated' | 'activated' | 'deactivated' | 'files';
		/**
		 * Version or value before, where that is known.
		 */
		from: string | null;
		/**
		 * Version or value now, where that is known.
		 */
		to: string | null;
		/**
		 * Unix time, or null when it is not known.
		 */
		at: number | null;
		/**
		 * True when WordPress updated it by itself; null when it is not known.
		 */
		automatic: boolean | null;
	}[];
}
export interface EmergencyAnswer {
	/**
	 * The code of a file that was made: stored nowhere, told this once.
	 */
	code: string | null;
	state: State;
}
/**
 * How every refused call answers.
 */
export interface RestError {
	code: string;
	/**
	 * A sentence: what happened and what to do.
	 */
	message: string;
	data?: {
		status?: number;
		[k: string]: unknown;
	};
}
/**
 * What the server says of itself: GET /layers.
 */
export interface Facts {
	/**
	 * Unix time.
	 */
	at: number;
	php: {
		version: string;
		/**
		 * PHP’s name for how it is run, such as fpm-fcgi.
		 */
		interface: string;
		/**
		 * Bytes; null without a limit.
		 */
		memory_limit: number | null;
		/**
		 * Seconds; 0 without a limit.
		 */
		max_execution_time: number;
		/**
		 * Whether OPcache compiles to machine code.
		 */
		jit: boolean;
		/**
		 * What PHP-FPM says of its pool, or null.
		 */
		fpm: {
			/**
			 * static, dynamic or ondemand.
			 */
			manager: string;
			active: number;
			idle: number;
			total: number;
			/**
			 * Since PHP-FPM was started.
			 */
			most_active: number;
			/**
			 * Requests that wait for a worker.
			 */
			queue: number;
			/**
			 * Since PHP-FPM was started.
			 */
			longest_queue: number;
			/**
			 * How often no further worker could be started.
			 */
			limit_reached: number;
			/**
			 * Requests that PHP-FPM called slow.
			 */
			slow: number;
		} | null;
	};
	disks: {
		place: 'wordpress' | 'uploads' | 'temporary';
		/**
		 * Bytes, or null when that is not known.
		 */
		free: number | null;
		/**
		 * Bytes, or null when that is not known.
		 */
		total: number | null;
		/**
		 * A small file could be written, read back and removed.
		 */
		writable: boolean;
	}[];
	database: {
		/**
		 * Its name and version.
		 */
		server: string;
		/**
		 * One small question and its answer.
		 */
		milliseconds: number;
		/**
		 * Tables of WordPress that the database cannot read.
		 */
		broken_tables: string[];
	};
	object_cache: {
		/**
		 * A drop-in keeps it on a server of its own.
		 */
		persistent: boolean;
		/**
		 * What was set could be read back; null without a persistent one.
		 */
		works: boolean | null;
		/**
		 * Of setting, reading and deleting one value.
		 */
		milliseconds: number | null;
		/**
		 * What it said, without addresses.
		 */
		error: string | null;
	};
	drop_ins: AlwaysOn[];
	/**
	 * In load order.
	 */
	must_use: AlwaysOn[];
	page_caches: {
		/**
		 * Stable for scripts.
		 */
		id: string;
		name: string;
		from: 'plugin' | 'drop-in' | 'host';
		/**
		 * Whether Culprit can empty it.
		 */
		purgeable: boolean;
	}[];
	/**
	 * The file that closes the site while it is updated, or null.
	 */
	maintenance: {
		/**
		 * Seconds.
		 */
		age: number;
		/**
		 * Older than WordPress itself respects, or written so that it never ends.
		 */
		stuck: boolean;
	} | null;
	/**
	 * Updates that failed or were broken off.
	 */
	unfinished: {
		kind: 'core' | 'plugin' | 'theme';
		/**
		 * Plugin file or theme folder; empty for WordPress itself.
		 */
		id: string;
		name: string;
		problem: 'locked' | 'failed' | 'leftover' | 'missing-file' | 'checksum';
		/**
		 * A file or folder relative to WordPress, or empty.
		 */
		detail: string;
	}[];
	/**
	 * Active plugins and themes whose own requirements are not met.
	 */
	unmet: {
		kind: 'plugin' | 'theme';
		id: string;
		name: string;
		needs: 'php' | 'wordpress' | 'plugin';
		/**
		 * What it asks for; for a plugin its folder.
		 */
		version: string;
	}[];
	/**
	 * Updates that WordPress knows of.
	 */
	outdated: {
		kind: 'core' | 'plugin' | 'theme';
		id: string;
		name: string;
		version: string;
		newest: string;
	}[];
	addresses: {
		home: string;
		site: string;
		/**
		 * Address that the web server answers on, or null.
		 */
		server: string | null;
		port: number | null;
		https: boolean;
	};
	outgoing: {
		/**
		 * WP_HTTP_BLOCK_EXTERNAL is set.
		 */
		blocked: boolean;
		/**
		 * WordPress starts its own cron.
		 */
		cron: boolean;
	};
}
/**
 * Says that a page was just seen healthy in the live configuration.
 */
export interface HealthyRequest {
	/**
	 * Path of the page on this site, from the first slash on.
	 */
	page: string;
}
/**
 * Until when the page is known to have been healthy.
 */
export interface Healthy {
	page: string;
	/**
	 * Unix time; of the last note, which is not renewed within five minutes while nothing changed.
	 */
	healthy_at: number;
}
/**
 * A probe fetched by the server itself.
 */
export interface LoopbackAnswer {
	/**
	 * HTTP status, or null without an answer.
	 */
	status: number | null;
	/**
	 * Lower-case names.
	 */
	headers: {
		[k: string]: string;
	};
	/**
	 * First bytes of the body.
	 */
	head: string;
	/**
	 * Last bytes of the body.
	 */
	tail: string;
	/**
	 * Size of the body.
	 */
	bytes: number;
	milliseconds: number;
	/**
	 * Why there was no answer, or null.
	 */
	error: string | null;
}
export interface OriginRequest {
	/**
	 * Path on this site, from the first slash on.
	 */
	page: string;
	target?: 'page' | 'static' | 'php';
	/**
	 * Straight to this server; else as its name resolves.
	 */
	past_edge?: boolean;
}
/**
 * A page as the server itself gets it, past whatever stands before it.
 */
export interface OriginAnswer {
	/**
	 * HTTP status, or null without an answer.
	 */
	status: number | null;
	/**
	 * Lower-case names.
	 */
	headers: {
		[k: string]: string;
	};
	/**
	 * First 64 kB of the body.
	 */
	excerpt: string;
	/**
	 * Size of the body.
	 */
	bytes: number;
	milliseconds: number;
	/**
	 * Why there was no answer, or null.
	 */
	error: string | null;
	/**
	 * Where it was asked: an IP address and port of this server.
	 */
	address: string | null;
}
/**
 * Whether this server reaches others: one small request to wordpress.org.
 */
export interface OutgoingAnswer {
	host: string;
	/**
	 * HTTP status, or null without an answer.
	 */
	status: number | null;
	milliseconds: number;
	/**
	 * Why there was no answer, or null.
	 */
	error: string | null;
}
/**
 * A request to another server that a page waited for.
 */
export interface OutgoingRequest {
	method: string;
	/**
	 * Name of the other server.
	 */
	host: string;
	/**
	 * File of the plugin or theme that sent it, relative to the WordPress folder; null when it was WordPress itself.
	 */
	by: string | null;
}
/**
 * Minted probes, in the order asked for.
 */
export interface ProbeList {
	probes: Probe[];
	workers: Workers;
}
/**
 * One minted probe: what to send and what to expect back.
 */
export interface Probe {
	/**
	 * Probe id.
	 */
	id: string;
	/**
	 * Address to fetch, with an argument that no cache has seen.
	 */
	url: string;
	/**
	 * Value of the X-Culprit-Probe header. Works once, and soon expires.
	 */
	token: string;
	/**
	 * What the answer's X-Culprit-Marker header must say.
	 */
	marker: string;
	/**
	 * Unix time.
	 */
	expires: number;
}
/**
 * The PHP processes that answer requests, as the server tells when it was asked; the call that asks is one of them.
 */
export interface Workers {
	/**
	 * How many there can be at most, or null when that is not known.
	 */
	total: number | null;
	/**
	 * How many had nothing to do, or null when that is not known.
	 */
	idle: number | null;
}
/**
 * Probes to mint, several at once.
 */
export interface ProbeRequest {
	/**
	 * @minItems 1
	 * @maxItems 16
	 */
	probes: {
		configuration: Configuration;
		/**
		 * Path on this site, from the first slash on.
		 */
		page: string;
		/**
		 * observe: the live configuration, nothing refused. guarded: read-only.
		 */
		mode: 'observe' | 'guarded';
		/**
		 * Load the page as the user who asks; else as a visitor.
		 */
		as_user?: boolean;
		/**
		 * The request will carry cookies or basic auth; the guard then keeps them from the page.
		 */
		credentials?: boolean;
		/**
		 * Also record which callback is running; costs some tens of milliseconds.
		 */
		deep?: boolean;
	}[];
	/**
	 * The run these probes belong to.
	 */
	run?: string;
}
/**
 * What became of the cache, and the whole state after it.
 */
export interface PurgeAnswer {
	purged: {
		id: string;
		name: string;
		outcome: 'emptied' | 'failed' | 'not-there';
		/**
		 * For a person. Says when a plugin was only asked and gives no answer.
		 */
		sentence: string;
	}[];
	state: State;
}
/**
 * Asks for one cache to be emptied.
 */
export interface PurgeRequest {
	/**
	 * As page_caches of GET /layers gives it.
	 */
	id: string;
}
/**
 * What was recorded about a probe, whether or not PHP survived it.
 */
export interface ProbeRecord {
	/**
	 * Probe id.
	 */
	id: string;
	/**
	 * The guard accepted this probe's token.
	 */
	claimed: boolean;
	/**
	 * Seconds since then; null when it was not accepted.
	 */
	age: number | null;
	workers: Workers;
	/**
	 * False when the record lies on another machine of the site, or could not be written.
	 */
	readable: boolean;
	/**
	 * PHP got as far as writing its report.
	 */
	ended: boolean;
	loaded: string[];
	/**
	 * The plugin that was loading when the record stops.
	 */
	loading: string | null;
	milestone: string;
	/**
	 * Callbacks of plugins and theme that were running when PHP ended, the innermost first, at most four; null when callbacks were not recorded.
	 *
	 * @maxItems 4
	 */
	running: Callback[] | null;
	/**
	 * The request to another server that had no answer yet when the record stops.
	 */
	waiting: OutgoingRequest | null;
	report: Report | null;
}
/**
 * What PHP says about a probe, from inside.
 */
export interface Report {
	/**
	 * Probe id.
	 */
	probe: string;
	/**
	 * completed: PHP reached its end. exit: it was ended in good order before the footer of the page was printed. fatal: an error stopped it.
	 */
	ended: 'completed' | 'exit' | 'fatal';
	error: {
		/**
		 * PHP's error constant.
		 */
		type: number;
		message: string;
		/**
		 * Relative to the WordPress folder.
		 */
		file: string;
		line: number;
		/**
		 * The stack of the error, innermost first, as far as PHP knows it.
		 *
		 * @maxItems 50
		 */
		frames: {
			/**
			 * Relative to the WordPress folder.
			 */
			file: string;
			line: number;
		}[];
	} | null;
	/**
	 * Plugins that finished loading, in order, network plugins first.
	 */
	loaded: string[];
	/**
	 * How long each of them took to load, in milliseconds.
	 */
	loaded_ms: number[];
	/**
	 * The plugin that was loading when PHP ended, or null when all had loaded.
	 */
	loading: string | null;
	template: string;
	stylesheet: string;
	/**
	 * The last stage of WordPress that was reached.
	 */
	milestone: string;
	/**
	 * Callbacks of plugins and theme that were running when PHP ended, the innermost first, at most four; null when callbacks were not recorded.
	 *
	 * @maxItems 4
	 */
	running: Callback[] | null;
	/**
	 * Response code as PHP saw it.
	 */
	status: number;
	/**
	 * File of the callback that made the response code a failure, relative to the WordPress folder; null when unknown.
	 */
	status_by: string | null;
	/**
	 * Size of all response headers.
	 */
	header_bytes: number;
	/**
	 * Large response headers, all lines of one name together, the largest first.
	 *
	 * @maxItems 10
	 */
	headers: {
		name: string;
		bytes: number;
		lines: number;
		/**
		 * File of the plugin or callback that set most of it, relative to the WordPress folder; null when unknown.
		 */
		by: string | null;
	}[];
	content_type: string;
	/**
	 * Bytes of the page that the output buffers held when PHP ended; what had been sent before is not counted.
	 */
	body_bytes: number;
	/**
	 * Output buffers that were open when PHP ended, the outermost first.
	 *
	 * @maxItems 10
	 */
	buffers: {
		/**
		 * As PHP names its handler.
		 */
		name: string;
		bytes: number;
		/**
		 * File that declares the handler, or of the callback that opened it, relative to the WordPress folder; null when unknown.
		 */
		by: string | null;
	}[];
	/**
	 * Where the page wanted to send the visitor, or null.
	 */
	redirect: string | null;
	/**
	 * Writes that were refused.
	 */
	refused: {
		count: number;
		/**
		 * Items: First words of a refused statement.
		 */
		samples: string[];
	};
	/**
	 * Requests to other servers, through WordPress's HTTP API, that were answered or given up, at most 50.
	 */
	outgoing: {
		method: string;
		host: string;
		/**
		 * File of the plugin or theme that sent it, relative to the WordPress folder; null when it was WordPress itself.
		 */
		by: string | null;
		/**
		 * How long the page waited.
		 */
		milliseconds: number;
		/**
		 * Null without an answer.
		 */
		status: number | null;
	}[];
	/**
	 * What a read-only probe did past WordPress, where nothing can refuse it, as far as it shows. A file may have been changed by another request at the same time.
	 */
	beyond: {
		/**
		 * database: a connection of its own. program: a program was started, as by mail() and exec(). session: a session of PHP was stored. file: a file or folder was changed. unseen: not everything could be looked at: there were too many files or too little time to compare all of them, or this PHP does not count connections or programs.
		 */
		what: 'database' | 'program' | 'session' | 'file' | 'unseen';
		/**
		 * File of the plugin, must-use plugin or theme, relative to the WordPress folder; null when unknown.
		 */
		by: string | null;
		/**
		 * Path of a file, relative to the WordPress folder; else empty.
		 */
		detail: string;
	}[];
	/**
	 * Time inside PHP.
	 */
	milliseconds: number;
	/**
	 * Bytes.
	 */
	peak_memory: number;
}
export interface RenameRequest {
	/**
	 * As in rename.json.
	 */
	file: string;
	/**
	 * After so long it comes back by itself.
	 */
	seconds?: number;
}
/**
 * Events to add, and how many the writer believes there are.
 */
export interface RunAppend {
	/**
	 * Sequence number the journal must have.
	 */
	expected: number;
	/**
	 * @minItems 1
	 * @maxItems 50
	 */
	events: RunEvent[];
}
/**
 * One entry of a run's journal.
 */
export interface RunEvent {
	type: 'answers' | 'diagnosis' | 'undone' | 'stopped';
	/**
	 * As the engine reads it.
	 */
	data: {
		[k: string]: unknown;
	};
}
/**
 * What a new run is asked.
 */
export interface RunRequest {
	/**
	 * The question, as the engine reads it.
	 */
	input: {
		[k: string]: unknown;
	};
}
/**
 * A run's journal, whole.
 */
export interface Run {
	/**
	 * Run id.
	 */
	id: string;
	/**
	 * UTC, ISO 8601.
	 */
	created: string;
	user: number;
	input: {
		[k: string]: unknown;
	};
	sequence: number;
	ended: boolean;
	events: RunEvent[];
}
/**
 * What the stand-alone file says of the files that WordPress always loads.
 */
export interface StandAloneFiles {
	files: {
		/**
		 * A drop-in in wp-content, or mu-plugins/ and a must-use plugin.
		 */
		file: string;
		on: boolean;
		/**
		 * Unix time.
		 */
		modified: number;
	}[];
	/**
	 * Age in seconds of the file that closes the site while it is updated, or null.
	 */
	maintenance: number | null;
	php: string;
	/**
	 * Unix time after which it answers nobody.
	 */
	expires: number;
}
/**
 * What became of a start of WordPress without plugins and theme.
 */
export interface StandAloneLook {
	started: boolean;
	/**
	 * False where WordPress says that it has none.
	 */
	database: boolean;
	/**
	 * Where PHP ended, or null.
	 */
	death: {
		/**
		 * Relative to the folder of WordPress.
		 */
		file: string;
		line: number;
		message: string;
	} | null;
}
export interface WatchRequest {
	on: boolean;
	minutes?: number;
	mail?: boolean;
	/**
	 * Empty for the address of the site's administrator.
	 */
	to?: string;
	/**
	 * @maxItems 20
	 */
	keep?: string[];
}
/**
 * Looks at the front page on a schedule, off by default.
 */
export interface Watch {
	on: boolean;
	/**
	 * Between two checks.
	 */
	minutes: number;
	/**
	 * Whether a change is mailed.
	 */
	mail: boolean;
	/**
	 * Where mails go.
	 */
	to: string;
	/**
	 * Plugin files that are loaded in a check, so that a mail gets out.
	 */
	keep: string[];
	/**
	 * Unix time of the next check.
	 */
	next: number | null;
	/**
	 * The last word; null before the first check.
	 */
	word: 'healthy' | 'failing' | null;
	/**
	 * Unix time since when that is so.
	 */
	since: number | null;
	/**
	 * Newest first, at most 300.
	 */
	history: {
		/**
		 * Unix time.
		 */
		at: number;
		outcome: 'healthy' | 'failing' | 'unresolved';
		status: number | null;
		milliseconds: number;
		sentence: string;
	}[];
}
