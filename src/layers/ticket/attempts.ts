/**
 * The requests of a walk as a ticket tells them.
 */
import { statusText } from '../../site/statusText';
import type { Made, MakerId, Visit, Walk } from '../types';
import type { Attempt } from './types';

/** Says who made an answer. */
export type MakerOf = ( visit: Visit ) => Made;

const FROM: Record< Visit[ 'from' ], string > = {
	browser: 'from a browser',
	terminal: 'from a terminal',
	server: 'from the server itself',
};

const AS: Record< Visit[ 'as' ], string > = {
	visitor: 'as a visitor',
	phone: 'as a visitor with a phone',
	user: 'as a user who is logged in',
};

const NO_ANSWER: Record< NonNullable< Visit[ 'networkError' ] >, string > = {
	timeout: 'no answer in time',
	unreachable: 'no answer: the server could not be reached',
	cut: 'an answer that was cut',
	name: 'no answer: the name of the site leads nowhere',
	certificate: 'no answer: the certificate of the site is not valid',
};

/** Such as `2026-05-03 14:02:07 UTC`. */
export const utc = ( milliseconds: number ) =>
	`${ new Date( milliseconds )
		.toISOString()
		.slice( 0, 19 )
		.replace( 'T', ' ' ) } UTC`;

/** What came back, in a few words. */
export function answerText( { status, networkError }: Visit ): string {
	if ( status === null ) {
		return networkError ? NO_ANSWER[ networkError ] : 'no answer';
	}
	return status === 200 ? '200 OK' : statusText( status );
}

/** Whether a request failed: no answer, an error of the server, or a page with nothing in it. */
export const hasFailed = ( { status, bytes }: Visit ) =>
	status === null || status >= 500 || ( status === 200 && bytes === 0 );

/** Answer, size and time of a request, in a few words. */
export const resultText = ( visit: Visit ) =>
	`${ answerText( visit ) }, ${ visit.bytes } bytes, ${ Math.round(
		visit.milliseconds
	) } ms`;

/** Services before a site, as they call themselves. */
const EDGES: Partial< Record< MakerId, string > > = {
	cloudflare: 'Cloudflare',
	sucuri: 'Sucuri',
	cloudfront: 'CloudFront',
	fastly: 'Fastly',
	akamai: 'Akamai',
	bunny: 'Bunny',
	varnish: 'Varnish',
};

/** The name of such a service. */
export const edgeName = ( id: MakerId ) => EDGES[ id ] ?? id;

/** Who made an answer, through whom it came, and whether it was kept. */
export function madeText( { name, edge, by, cached, age }: Made ): string {
	return [
		name,
		...( edge !== null && edge !== by
			? [ `came through ${ edgeName( edge ) }` ]
			: [] ),
		...( cached
			? [ `kept by a cache${ age === null ? '' : ` for ${ age } s` }` ]
			: [] ),
	].join( ', ' );
}

/** One request. */
export function attemptOf( visit: Visit, makerOf: MakerOf ): Attempt {
	const made = makerOf( visit );
	return {
		what: `${ FROM[ visit.from ] }, ${ AS[ visit.as ] }`,
		at: utc( visit.at ),
		failed: hasFailed( visit ),
		answer: answerText( visit ),
		bytes: visit.bytes,
		milliseconds: Math.round( visit.milliseconds ),
		madeBy: visit.status === null ? 'nobody' : madeText( made ),
		ids: made.ids.map( ( { name, value } ) => `${ name } ${ value }` ),
	};
}

/** All requests of a walk that had an address, whatever they asked for. */
export const visitsOf = ( walk: Walk | null ): Visit[] =>
	walk === null
		? []
		: [
				...walk.tries,
				walk.uncached,
				walk.phone,
				walk.file,
				walk.php,
				walk.origin,
			].filter( ( visit ) => visit !== null );

/** When requests for the page failed, and how many of them. */
export function failuresOf( tries: Visit[] ) {
	const failing = tries.filter( hasFailed );
	const times = failing.map( ( { at } ) => at ).sort( ( a, b ) => a - b );
	return {
		failing,
		first: times[ 0 ] ?? null,
		last: times.at( -1 ) ?? null,
		seconds: [ ...new Set( times.map( utc ) ) ],
		failed:
			tries.length === 0
				? null
				: { count: failing.length, of: tries.length },
	};
}
