/**
 * What is wrong between the visitor and the server: no way there, a firewall, an edge, a cache.
 */
import { answerOf, circled, isBad, isFine } from '../seen';
import { makerOf } from '../makers';
import type { Evidence } from '../evidence';
import type { Finding, Made, Visit } from '../types';

/** Where each product that stands before servers is paused, and where it is told not to keep pages. */
const WHERE: Partial< Record< Made[ 'by' ], string > > = {
	cloudflare:
		'in Cloudflare: the site’s Overview, Advanced Actions, Pause Cloudflare on Site; for the cache: Caching > Configuration > Purge Everything',
	sucuri: 'in Sucuri: Firewall > Settings; for the cache: Performance > Clear Cache',
	cloudfront:
		'in CloudFront: the distribution’s Invalidations tab, with the path /*',
	fastly: 'in Fastly: the service’s Purge menu, Purge all',
	akamai: 'in Akamai: Control Center, Fast Purge',
	bunny: 'in Bunny: the pull zone’s Purge Cache button',
	varnish:
		'with the host: Varnish is emptied from the server, often by a button in the host’s panel',
};

const placeOf = ( { by, name }: Made ) =>
	WHERE[ by ] ?? `in the panel of ${ name }`;

/** Nobody answers under this name. */
export function unreachable( { walk, page }: Evidence ): Finding | null {
	if (
		page === null ||
		walk.tries.some( ( { status } ) => status !== null )
	) {
		return null;
	}
	switch ( page.networkError ) {
		case 'name':
			return {
				code: 'no-such-name',
				layer: 'host',
				sentence:
					'There is no server by the name of this site: its domain leads nowhere (DNS).',
				todo: 'See at your domain registrar whether the domain has expired and which name servers it uses.',
				certainty: 'certain',
				for: 'admin',
			};
		case 'certificate':
			return {
				code: 'certificate',
				layer: 'web-server',
				sentence:
					'The site’s certificate is not valid, so browsers refuse to open it.',
				todo: 'Renew the certificate in the host’s panel, or ask the host to do so.',
				certainty: 'certain',
				for: 'host',
			};
		case 'unreachable':
		case 'cut':
			return {
				code: 'no-answer',
				layer: 'web-server',
				sentence:
					'No web server answers under this address: the connection is refused or cut before any page is sent.',
				todo: 'Ask the host whether the web server runs.',
				certainty: 'certain',
				for: 'host',
			};
		default:
			return null;
	}
}

/** A firewall wants proof of a human, or turns this client away. */
export function challenged( { page, made }: Evidence ): Finding | null {
	if ( page === null || ! made?.challenge ) {
		return null;
	}
	const who = made.by === 'unknown' ? 'A firewall' : made.name;
	return {
		code: 'challenge',
		layer: 'firewall',
		sentence: `${ who } stands before the site and asked for proof of a human, or turned this visit away (${ answerOf( page ) }), so the page itself was not seen.`,
		todo: `Open the page in a browser. If people are stopped, too, look ${ placeOf( made ) }, at its security events${ idsOf( made ) }; else let this address through there and look again.`,
		certainty: 'certain',
		for: 'edge',
	};
}

const idsOf = ( { ids }: Made ) =>
	ids.length === 0
		? ''
		: ` (${ ids.map( ( { name, value } ) => `${ name } ${ value }` ).join( ', ' ) })`;

/** A cache goes on giving out an error that is over. */
export function staleError( {
	walk,
	page,
	made,
	failing,
}: Evidence ): Finding | null {
	const { uncached, origin, live } = walk;
	if ( ! failing || page === null || ! isBad( page ) || made === null ) {
		return null;
	}
	const fineBehind =
		isFine( uncached ) ||
		( made.cached &&
			( isFine( origin ) || live?.verdict.outcome === 'healthy' ) );
	if ( ! fineBehind || ( ! made.cached && ! isSteady( walk.tries ) ) ) {
		return null;
	}
	const fresh = uncached && isFine( uncached ) ? uncached : origin;
	const edge = edgeOf( made, fresh );
	const age = made.age === null ? '' : `, kept ${ seconds( made.age ) } ago`;
	const who =
		edge?.name ??
		( made.kind === 'cache' ? made.name : 'A cache before PHP' );
	return {
		code: edge ? 'edge-cached-error' : 'page-cache-error',
		layer: edge ? 'cdn' : 'page-cache',
		sentence: `${ who } still gives visitors an old error (${ answerOf( page ) }${ age }): the same page fresh from the server is fine.`,
		todo: edge
			? `Empty its cache ${ placeOf( { ...made, by: edge.by, name: edge.name } ) }. Nothing else has to be done.`
			: 'Empty the page cache: the caching plugin has a button for it, so has the host’s panel.',
		certainty: made.cached ? 'certain' : 'likely',
		for: edge ? 'edge' : 'admin',
	};
}

/** A cache gives the same answer each time; a fault that comes and goes does not. */
const isSteady = ( tries: Visit[] ) => tries.length > 2 && tries.every( isBad );

const seconds = ( age: number ) =>
	age < 120 ? `${ age } s` : `${ Math.round( age / 60 ) } minutes`;

/** The edge that an answer came through, or null. */
function edgeOf(
	made: Made,
	other: Visit | null
): Pick< Made, 'by' | 'name' > | null {
	if ( made.kind === 'edge' ) {
		return made;
	}
	if ( made.edge === null ) {
		return null;
	}
	const through = other && makerOf( other );
	return {
		by: made.edge,
		name:
			through?.by === made.edge
				? through.name
				: made.edge.charAt( 0 ).toUpperCase() + made.edge.slice( 1 ),
	};
}

/** What stands before the server answers with an error of its own, while the server itself is fine. */
export function brokenEdge( {
	walk,
	page,
	made,
	failing,
	chance,
}: Evidence ): Finding | null {
	const { origin, live, uncached } = walk;
	if (
		! failing ||
		page === null ||
		made === null ||
		! isBad( page ) ||
		isFine( uncached ) ||
		( chance.kind === 'comes-and-goes' && made.kind !== 'edge' ) ||
		! isFine( origin ) ||
		( live !== null && live.verdict.outcome === 'failing' )
	) {
		return null;
	}
	const edge = edgeOf( made, null );
	const who =
		edge?.name ?? ( made.by === 'unknown' ? 'Something' : made.name );
	return {
		code: 'edge-broken',
		layer: 'cdn',
		sentence: `${ who } before the server answered visitors with ${ answerOf( page ) }, while the server itself gives the page without fault (status ${ origin?.status }).`,
		todo: `Send the ticket to whoever runs it${ idsOf( made ) }. To go without it for a while, look ${ placeOf( { ...made, ...( edge ?? {} ) } ) }; nothing has to be paused to find out more.`,
		certainty: edge ? 'certain' : 'likely',
		for: 'edge',
	};
}

/** The page sends its visitors in circles. */
export function circles( { walk, page, failing }: Evidence ): Finding | null {
	const seen =
		( page && circled( page ) ) ||
		walk.live?.verdict.signature?.kind === 'redirect-loop';
	if ( ! failing || ! seen ) {
		return null;
	}
	const { home, site } = walk.facts?.addresses ?? { home: '', site: '' };
	// Past what stands before it there is no circle.
	const outside = isFine( walk.origin );
	return {
		code: 'redirect-loop',
		layer: outside ? 'cdn' : 'core',
		sentence: `The page sends its visitors in a circle of redirects, so no browser ever shows it.${
			home === ''
				? ''
				: ` WordPress takes its own address for ${ site }, and the site’s for ${ home }.`
		}`,
		todo: 'Compare both addresses under Settings > General with the one in your browser: http or https, with or without www. A CDN that speaks http to the server, or a redirect in .htaccess, does the same.',
		certainty: 'likely',
		for: 'admin',
	};
}

/** The server cannot open its own pages although everybody else can. */
export function loopbackBlocked( { walk, failing }: Evidence ): Finding | null {
	const { loopback } = walk;
	if ( failing || loopback === null || isFine( loopback ) ) {
		return null;
	}
	const made = makerOf( loopback );
	const blocked =
		made.challenge || [ 401, 403, 429 ].includes( loopback.status ?? 0 );
	return {
		code: 'loopback-blocked',
		layer: blocked ? 'firewall' : 'host',
		sentence: `Visitors get the page, but the site’s own server does not (${ answerOf( loopback ) }${
			made.by === 'unknown' ? '' : `, from ${ made.name }`
		}). WordPress needs that way for its scheduled tasks and for checks after editing files.`,
		todo: blocked
			? `Let the server’s own address through ${ placeOf( made ) }.`
			: 'Ask the host to let the server open its own address.',
		certainty: blocked ? 'certain' : 'likely',
		for: blocked ? 'edge' : 'host',
	};
}

/** It failed some of the time. */
export function sometimes( {
	chance,
	timing,
	failing,
	page,
}: Evidence ): Finding | null {
	if (
		page === null ||
		chance.kind === 'lasting' ||
		chance.kind === 'healthy'
	) {
		return null;
	}
	return {
		code: failing ? 'comes-and-goes' : 'passed',
		layer: 'unknown',
		sentence: [ chance.sentence, timing.sentence ]
			.filter( Boolean )
			.join( ' ' ),
		todo: failing
			? 'Search for the culprit: the search takes faults that come and go into account. If it finds nobody, the server may be too busy at times: the ticket asks the host for that.'
			: 'Nothing to do now. Switch the watch on to hear of it when it comes back.',
		certainty: 'likely',
		for: failing ? 'admin' : 'nobody',
	};
}
