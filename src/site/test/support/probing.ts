/**
 * A prober and the stand-in that it probes.
 */
import { createClient } from '../../client';
import { fetchTransport } from '../../fetchTransport';
import { createProber, type ProberOptions } from '../../prober';
import { configuration } from './samples';
import { standIn, type StandIn, type StandInOptions } from './standIn';
import type { Observation, Question } from '../../../engine/types';
import type { Prober } from '../../types';

/** What the probes of a test ask. */
export const asked: Pick< Question, 'configuration' | 'mode' > = {
	configuration: configuration(),
	mode: 'guarded',
};

export const front = { path: '/', asUser: false };

/** A prober at work. */
export interface Probing {
	site: StandIn;
	prober: Prober;
	/** The observation of one probe; throws where there is none. */
	observe: (
		page?: typeof front,
		signal?: AbortSignal
	) => Promise< Observation >;
	/** Culprit's own calls whose address matches. */
	calls: ( route: RegExp ) => StandIn[ 'received' ];
}

const started: StandIn[] = [];

/** Starts a stand-in and a prober for it. */
export async function probing(
	options: StandInOptions = {},
	more: Partial< ProberOptions > = {}
): Promise< Probing > {
	const site = await standIn( options );
	started.push( site );
	const client = createClient( {
		site: `${ site.url }/index.php`,
		transport: fetchTransport,
		credentials: {
			kind: 'application-password',
			user: 'admin',
			password: 'secret',
		},
	} );
	const prober = createProber( {
		client,
		send: fetch,
		home: site.url,
		route: 'node',
		...more,
	} );
	return {
		site,
		prober,
		observe: async ( page = front, signal ) => {
			const result = await prober.probe( asked, page, signal );
			if ( ! result.ok ) {
				throw new Error( result.error.sentence );
			}
			return result.value;
		},
		calls: ( route ) =>
			site.received.filter(
				( { url } ) =>
					url.startsWith( '/index.php' ) && route.test( url )
			),
	};
}

/** Stops every stand-in of this test. */
export async function stopAll(): Promise< void > {
	await Promise.all( started.splice( 0 ).map( ( site ) => site.close() ) );
}
