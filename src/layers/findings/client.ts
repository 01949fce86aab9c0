/**
 * What is wrong with one client only: this browser, who is logged in, a phone.
 */
import { answerOf, isBad } from '../seen';
import type { Evidence } from '../evidence';
import type { Finding } from '../types';

/** Words for each system, as its browsers have them. */
export const HARD_REFRESH = 'Ctrl+F5, on a Mac Cmd+Shift+R';

/** This browser shows an error that is over. */
export function keptError( {
	walk: { kept },
	failing,
}: Evidence ): Finding | null {
	return failing || kept === null || ! isBad( kept )
		? null
		: {
				code: 'browser-cache',
				layer: 'browser-cache',
				sentence: `Visitors get the page, but this browser has kept an old error (${ answerOf( kept ) }).`,
				todo: `Press “Refresh this browser’s copy”, or reload the page with ${ HARD_REFRESH }.`,
				certainty: 'certain',
				for: 'admin',
			};
}

/** It fails for who is logged in. */
export function asUserOnly( {
	walk: { asUser },
	failing,
}: Evidence ): Finding | null {
	return failing || asUser === null || ! isBad( asUser )
		? null
		: {
				code: 'logged-in-only',
				layer: 'unknown',
				sentence: `Visitors get the page, but you, logged in, do not (${ answerOf( asUser ) }).`,
				todo: 'Search for the culprit with the page loaded as you: culprit isolate --logged-in. Much too large cookies do the same: try a private window.',
				certainty: 'certain',
				for: 'admin',
			};
}

/** It fails for phones. */
export function phoneOnly( {
	walk: { phone },
	failing,
}: Evidence ): Finding | null {
	return failing || phone === null || ! isBad( phone )
		? null
		: {
				code: 'phone-only',
				layer: 'unknown',
				sentence: `Visitors get the page, but a phone does not (${ answerOf( phone ) }).`,
				todo: 'Look for a plugin or a theme for phones, or for a cache of their own that the caching plugin keeps; empty that first.',
				certainty: 'likely',
				for: 'admin',
			};
}

/** A script in this browser answers in the server's place. */
export function serviceWorker( { walk }: Evidence ): Finding | null {
	return walk.serviceWorker === null
		? null
		: {
				code: 'service-worker',
				layer: 'browser-cache',
				sentence: `In this browser a service worker of the site may answer instead of the server: ${ walk.serviceWorker }.`,
				todo: `If you see something else than others do, open the page in a private window, or on another device.`,
				certainty: 'possible',
				for: 'admin',
			};
}
