/**
 * Says who answered in the site's place, where neither marker nor record shows that the probe reached WordPress.
 */
import type { Observation, Stranger } from './types';
import * as words from './words';

/** Who it was, as finely as it can be told. */
export function strangerIn( observation: Observation ): Stranger {
	const { headers, status, excerpt } = observation;

	if (
		shows( headers, words.CHALLENGE_HEADERS ) ||
		( words.CHALLENGE_STATUSES.includes( status ?? 0 ) &&
			words.CHALLENGE_WORDS.test( excerpt ) )
	) {
		return 'challenge-page';
	}
	if ( shows( headers, words.CACHED_HEADERS ) ) {
		return 'cached-copy';
	}
	if (
		status === 401 ||
		words.LOGIN_FORM.test( excerpt ) ||
		words.LOGIN_ADDRESS.test( headers[ 'location' ] ?? '' )
	) {
		return 'login-page';
	}
	if ( ( status ?? 0 ) >= 500 && words.DATABASE_WORDS.test( excerpt ) ) {
		return 'database';
	}
	if (
		status === 503 &&
		( words.MAINTENANCE_WORDS.test( excerpt ) ||
			headers[ 'retry-after' ] === words.MAINTENANCE_SECONDS )
	) {
		return 'maintenance';
	}
	return status === 500 ? 'dead-before-guard' : 'never-claimed';
}

/** Whether something that may keep pages lies before WordPress, as far as it says so. */
export function passesCache( { headers }: Observation ): boolean {
	return words.CACHE_HEADERS.some( ( name ) => name in headers );
}

/** Whether a cache that kept the answer lies on a network before the server. */
export function fromCdn( { headers }: Observation ): boolean {
	return words.CDN_HEADERS.some( ( name ) => name in headers );
}

function shows(
	headers: Observation[ 'headers' ],
	signs: words.HeaderSign[]
): boolean {
	return signs.some( ( [ name, value ] ) =>
		value.test( headers[ name ] ?? '' )
	);
}
