/**
 * What is wrong with the server below WordPress: web server, PHP, workers, and where WordPress dies before it can be asked.
 */
import {
	answerOf,
	isBad,
	isCriticalPage,
	isDatabasePage,
	isFine,
	isMaintenancePage,
} from '../seen';
import type { Evidence } from '../evidence';
import type { Finding, Visit } from '../types';

/** Not even a small file arrives. */
export function webServer( { walk, failing, made }: Evidence ): Finding | null {
	const { file } = walk;
	if ( ! failing || file === null || ! isBad( file ) || isFine( walk.php ) ) {
		return null;
	}
	return {
		code: 'web-server',
		layer: 'web-server',
		sentence: `Not even a small picture of WordPress arrives, which needs neither PHP nor the database (${ answerOf( file ) }${
			made && made.by !== 'unknown'
				? `; the answer is from ${ made.name }`
				: ''
		}).`,
		todo: 'Send the ticket to the host: the web server, or what stands before it, is down.',
		certainty: 'certain',
		for: 'host',
	};
}

const late = ( visit: Visit ) =>
	visit.networkError === 'timeout' || visit.status === 504;

/** The web server works and PHP does not answer. */
export function php( { walk, failing, timing }: Evidence ): Finding | null {
	const { file, php: alone } = walk;
	if ( ! failing || alone === null || ! isFine( file ) || ! isBad( alone ) ) {
		return null;
	}
	if ( late( alone ) ) {
		return {
			code: 'no-free-worker',
			layer: 'php',
			sentence:
				`The web server answers, but PHP takes nothing on: even a script of one line, without WordPress, got ${ answerOf( alone ) }. All PHP workers are busy, most likely with pages that hang. ${ timing.sentence }`.trim(),
			todo: 'Wait for a minute and look again: most hosts end hanging requests after 30 to 60 s. If it stays so, send the ticket to the host; with a way in, the search for the culprit can keep visitors from using up the workers.',
			certainty: 'likely',
			for: 'host',
		};
	}
	return {
		code: 'php-down',
		layer: 'php',
		sentence: `The web server answers, but PHP does not run: even a script of one line, without WordPress, got ${ answerOf( alone ) }.`,
		todo: 'Send the ticket to the host: PHP (PHP-FPM) has to be started again. No plugin can cause or mend this by itself.',
		certainty: 'certain',
		for: 'host',
	};
}

/** WordPress says so itself. */
export function database( { walk, page }: Evidence ): Finding | null {
	const said =
		walk.tries.find( isDatabasePage ) ??
		( page && isDatabasePage( page ) ? page : null );
	return said
		? {
				code: 'database-down',
				layer: 'database',
				sentence: `WordPress has no connection to its database: its page says so (${ answerOf( said ) }).`,
				todo: 'Ask the host whether the database server runs. If it does, compare the name, user and password in wp-config.php with those in the host’s panel.',
				certainty: 'certain',
				for: 'host',
			}
		: null;
}

/** Ten minutes: how long WordPress itself believes the file. */
const RESPECTED = 600;

/** WordPress is closed for an update. */
export function maintenance( { walk }: Evidence ): Finding | null {
	const { facts, ended } = walk;
	if (
		! walk.tries.some( isMaintenancePage ) &&
		! facts?.maintenance?.stuck
	) {
		return null;
	}
	const age = facts?.maintenance?.age ?? ageOf( walk.maintenance, ended );
	const endless = isEndless( walk.maintenance );
	const stuck =
		facts?.maintenance?.stuck ||
		endless ||
		( age !== null && age > RESPECTED );
	return stuck
		? {
				code: 'maintenance-stuck',
				layer: 'core',
				sentence: `WordPress is closed for an update that never ended: the file .maintenance in its folder ${
					age === null
						? 'is still there'
						: `is ${ Math.round( age / 60 ) } minutes old`
				}${ endless ? ', and is written so that WordPress never takes it for old' : '' }.`,
				todo: 'Delete the file .maintenance in the folder of WordPress, with the host’s file manager or with Culprit’s stand-alone file; then see under Dashboard > Updates what was left unfinished.',
				certainty: 'certain',
				for: 'admin',
			}
		: {
				code: 'maintenance',
				layer: 'core',
				sentence: `WordPress is being updated and closed for that time${
					age === null ? '' : `, since ${ age } s`
				}.`,
				todo: 'Wait: an update takes a minute, and WordPress opens by itself after ten. If it is still closed then, delete the file .maintenance in its folder.',
				certainty: age === null ? 'likely' : 'certain',
				for: 'nobody',
			};
}

/** The moment that the file holds, where the web server shows it. */
function ageOf( file: Visit | null, now: number ): number | null {
	const at = /\$upgrading\s*=\s*(\d+)\s*;/.exec( file?.excerpt ?? '' )?.[ 1 ];
	return file?.status === 200 && at
		? Math.max( 0, Math.round( now / 1000 - Number( at ) ) )
		: null;
}

const isEndless = ( file: Visit | null ) =>
	file?.status === 200 && /\$upgrading\s*=\s*time\s*\(/.test( file.excerpt );

/** PHP answers and WordPress does not, not even where no plugin is loaded. */
export function beforePlugins( {
	walk,
	page,
	failing,
}: Evidence ): Finding | null {
	const { php: alone, core, facts, refused } = walk;
	const died =
		refused !== null &&
		refused.code !== 'culprit_no_login' &&
		( refused.status === null ||
			refused.status >= 500 ||
			refused.status === 200 );
	if (
		! failing ||
		page === null ||
		facts !== null ||
		! died ||
		! isFine( alone )
	) {
		return null;
	}
	const whole = core !== null && isFine( core );
	if ( isCriticalPage( page ) ) {
		return {
			code: 'before-plugins',
			layer: 'unknown',
			sentence: `PHP answers, but WordPress breaks down while it starts, before any plugin is loaded (${ answerOf( page ) }). It had read its settings: what is broken is a drop-in in wp-content (db.php, object-cache.php, advanced-cache.php), a must-use plugin, or one of WordPress’s own files.`,
			todo: 'Culprit’s stand-alone file can say which, and take it away: culprit files. Without it, rename these files one after another in the host’s file manager, or look for “PHP Fatal error” in PHP’s log.',
			certainty: 'likely',
			for: 'admin',
		};
	}
	return {
		code: whole ? 'config-broken' : 'core-broken',
		layer: 'core',
		sentence: whole
			? `PHP answers, and so do WordPress’s own files; but WordPress breaks down before it can say a word (${ answerOf( page ) }): most likely in wp-config.php, which it reads first.`
			: `PHP answers, but WordPress’s own files do not (${
					core === null ? answerOf( page ) : answerOf( core )
				}): some are missing or broken, as after an update that was broken off.`,
		todo: whole
			? 'Open wp-config.php in the host’s file manager and undo what was changed last; PHP’s log names the line (“PHP Parse error”).'
			: 'Upload WordPress’s own folders wp-admin and wp-includes anew, in the same version; your content is not in them.',
		certainty: 'likely',
		for: 'admin',
	};
}
