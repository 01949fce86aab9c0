/**
 * The site, as this page talks to it.
 */
import type { Route } from '../engine/types';
import { createClient } from '../site/client';
import { createProber } from '../site/prober';
import type { Prober, SiteClient } from '../site/types';
import type { Boot } from './boot';
import { transport } from './transport';

export interface Connection {
	client: SiteClient;
	route: Route;
	/** A prober; for the probes of a search, one of its own. */
	prober: ( run?: string ) => Prober;
}

/** How probes travel: a browser may only read pages of the origin that it is on. */
export function routeTo( home: string, origin: string ): Route {
	return new URL( home ).origin === origin ? 'browser' : 'loopback';
}

export function connect( { site, home, ajax, nonce, pass }: Boot ): Connection {
	const client = createClient( {
		site,
		ajax,
		transport,
		credentials: { kind: 'cookie', nonce, pass },
	} );
	const route = routeTo( home, window.location.origin );

	return {
		client,
		route,
		prober: ( run ) =>
			createProber( {
				client,
				send: ( url, init ) => window.fetch( url, init ),
				home,
				site,
				route,
				...( run ? { run } : {} ),
			} ),
	};
}
