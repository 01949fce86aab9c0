/**
 * A local server that stands in for a site with Culprit: it mints, guards, records and keeps runs, in memory.
 */
import type { ServerResponse } from 'node:http';
import { loadOrder } from '../../../engine/configuration';
import { id, record, report, state, trailer } from './samples';
import { json, listen, refuse, type Received, type Server } from './server';
import type {
	Configuration,
	ProbeRecord,
	ProbeRequest,
	Report,
	RunEvent,
	State,
} from '../../../contract/types';

/** What was minted. */
export interface Minted {
	id: string;
	token: string;
	marker: string;
	path: string;
	wanted: ProbeRequest[ 'probes' ][ number ];
	record: ProbeRecord;
}

/** A page of the site as a probe sees it. */
export type Page = ( visit: {
	response: ServerResponse;
	received: Received;
	/** Null for a visitor. */
	probe: Minted | null;
	configuration: Configuration;
	/** Answers as the guard does: marker, page, trailer. */
	answer: (
		html?: string,
		more?: Partial< Report >,
		status?: number
	) => void;
} ) => void;

/** How the stand-in behaves. */
export interface StandInOptions {
	plugins?: string[];
	page?: Page;
	/** Answers a call before the API does; true when it did. */
	before?: ( received: Received, response: ServerResponse ) => boolean;
	state?: Partial< State >;
}

/** The stand-in. */
export interface StandIn extends Server {
	state: State;
	minted: Minted[];
	events: RunEvent[];
	/** Requests for pages, without Culprit's own calls. */
	pages: () => Received[];
}

/** Starts a stand-in. */
export async function standIn( {
	plugins = [ 'culprit/plugin.php' ],
	page = ( { answer } ) => answer(),
	before = () => false,
	state: more = {},
}: StandInOptions = {} ): Promise< StandIn > {
	const minted: Minted[] = [];
	const events: RunEvent[] = [];
	const site: State = state( plugins, more );

	const mint = ( wanted: Minted[ 'wanted' ] ) => {
		const number = minted.length + 1;
		const hex = number.toString( 16 ).padStart( 32, '0' );
		const separator = wanted.page.includes( '?' ) ? '&' : '?';
		const probe: Minted = {
			id: hex,
			token: `token-${ number }`,
			marker: hex.replace( /^0/, 'f' ),
			path: `${ wanted.page }${ separator }c${ hex.slice( -8 ) }=0123`,
			wanted,
			record: record( {
				id: hex,
				claimed: false,
				age: null,
				readable: false,
				ended: false,
				loaded: [],
				milestone: '',
			} ),
		};
		minted.push( probe );
		return {
			id: probe.id,
			url: server.url + probe.path,
			token: probe.token,
			marker: probe.marker,
			expires: Math.floor( Date.now() / 1000 ) + 300,
		};
	};

	const run = () => ( {
		id: id( 'c' ),
		created: '2026-11-22T10:00:00Z',
		user: 1,
		input: {},
		sequence: events.length,
		ended: events.some( ( { type } ) => type !== 'answers' ),
		events,
	} );

	const api = (
		route: string,
		{ body }: Received,
		response: ServerResponse
	): void => {
		const sent = body === '' ? {} : JSON.parse( body );
		const [ first, second, third ] = route.split( '/' );
		const probe = minted.find( ( one ) => one.id === second );
		if ( first === 'state' ) {
			json( response, site );
		} else if ( first === 'probes' && second === undefined ) {
			json( response, {
				probes: sent.probes.map( mint ),
				workers: { total: null, idle: null },
			} );
		} else if ( first === 'probes' && probe && third === undefined ) {
			json( response, probe.record );
		} else if ( first === 'runs' && third === 'events' ) {
			if ( sent.expected !== events.length ) {
				refuse( response, 409, 'culprit_run_moved_on', 'Moved on.', {
					sequence: events.length,
				} );
				return;
			}
			events.push( ...sent.events );
			json( response, run() );
		} else if ( first === 'runs' ) {
			json( response, run() );
		} else {
			refuse( response, 404, 'rest_no_route' );
		}
	};

	const show = ( received: Received, response: ServerResponse ) => {
		const token = received.headers[ 'x-culprit-probe' ];
		const probe =
			minted.find(
				( one ) =>
					one.token === token &&
					! one.record.claimed &&
					received.url.includes(
						one.path.split( /[?&]/ ).pop() ?? '?'
					)
			) ?? null;
		if ( probe ) {
			probe.record = {
				...probe.record,
				claimed: true,
				age: 0,
				readable: true,
			};
		}
		const configuration = probe?.wanted.configuration ?? site.live;
		page( {
			response,
			received,
			probe,
			configuration,
			answer: (
				html = '<html>Hello</html>',
				facts = {},
				status = 200
			) => {
				const told = report( {
					probe: probe?.id ?? '',
					loaded: loadOrder( configuration ),
					template: configuration.template,
					stylesheet: configuration.stylesheet,
					status,
					...facts,
				} );
				response.writeHead( told.redirect === null ? status : 200, {
					'Content-Type': 'text/html',
					...( probe ? { 'X-Culprit-Marker': probe.marker } : {} ),
					...( probe && told.redirect !== null
						? {
								'X-Culprit-Redirect': Buffer.from(
									told.redirect
								).toString( 'base64' ),
							}
						: {} ),
				} );
				response.end(
					html + ( probe ? trailer( probe.marker, told ) : '' )
				);
			},
		} );
	};

	const server: Server = await listen( ( received, response ) => {
		const route = /^\/index\.php\?rest_route=\/culprit\/v1\/(.*)$/.exec(
			received.url
		)?.[ 1 ];
		if ( before( received, response ) ) {
			return;
		}
		if ( route === undefined ) {
			show( received, response );
		} else {
			api( route, received, response );
		}
	} );
	site.environment = {
		...site.environment,
		home: server.url,
		site: server.url,
	};
	return {
		...server,
		state: site,
		minted,
		events,
		pages: () =>
			server.received.filter(
				( { url } ) => ! url.startsWith( '/index.php?rest_route' )
			),
	};
}
