/**
 * The REST API of one site, typed: every answer is checked, every failure is a value.
 */
import { createCaller, type ClientOptions } from './call';
import {
	isBrowserCache,
	isChangeAnswer,
	isEmergencyAnswer,
	isChanged,
	isHealthy,
	isLoopback,
	isProbeList,
	isPurgeAnswer,
	isRecord,
	isRun,
	isState,
} from './guards';
import { isFacts, isOrigin, isOutgoing, isWatch } from './layerGuards';
import { unexpected } from './errors';
import type { SiteClient } from './types';

export type { ClientOptions } from './call';
export type { Credentials } from './credentials';

/** A client of one site. It never throws. */
export function createClient( options: ClientOptions ): SiteClient {
	const call = createCaller( options );
	const run = { kind: 'bare', guard: isRun, what: 'a run' } as const;
	const state = {
		kind: 'bare',
		guard: isState,
		what: 'the state of the site',
	} as const;
	const busy = { ...state, route: 'busy' } as const;
	const watch = {
		route: 'watch',
		kind: 'bare',
		guard: isWatch,
		what: 'the watch',
	} as const;
	const emergency = {
		route: 'emergency',
		kind: 'bare',
		guard: isEmergencyAnswer,
		what: 'the stand-alone file',
	} as const;
	const changed = { guard: isChangeAnswer, what: 'a change' };

	return {
		state: ( kind = 'bare' ) =>
			call( {
				method: 'GET',
				route: 'state',
				kind,
				guard: isState,
				what: 'the state of the site',
			} ),

		mint: async ( body, signal ) => {
			const minted = await call( {
				method: 'POST',
				route: 'probes',
				kind: 'bare',
				body,
				signal,
				guard: isProbeList,
				what: 'a list of probes',
			} );
			if ( ! minted.ok ) {
				return minted;
			}
			const { probes } = minted.value;
			// Probes are told apart by their place in the list.
			return probes.length === body.probes.length
				? minted
				: { ok: false, error: unexpected( 'a list of probes', 200 ) };
		},

		record: ( probe, signal ) =>
			call( {
				method: 'GET',
				route: `probes/${ encodeURIComponent( probe ) }`,
				kind: 'bare',
				signal,
				guard: isRecord,
				what: 'the record of a probe',
			} ),

		loopback: ( probe, token, url, signal ) =>
			call( {
				method: 'POST',
				route: `probes/${ encodeURIComponent( probe ) }/loopback`,
				kind: 'bare',
				body: { token, url },
				signal,
				guard: isLoopback,
				what: 'the answer of a probe',
			} ),

		change: ( body, kind, signal ) =>
			call( {
				...changed,
				method: 'POST',
				route: 'changes',
				kind,
				body,
				signal,
			} ),

		undo: ( change ) =>
			call( {
				...changed,
				method: 'POST',
				route: `changes/${ change }/undo`,
				kind: 'bare',
			} ),

		startBusy: ( body ) => call( { ...busy, method: 'POST', body } ),

		endBusy: () => call( { ...busy, method: 'DELETE' } ),

		takeAway: ( body ) =>
			call( { ...state, method: 'POST', route: 'renames', body } ),

		putBack: ( id ) =>
			call( {
				...state,
				method: 'DELETE',
				route: `renames/${ encodeURIComponent( id ) }`,
			} ),

		keepAway: ( id ) =>
			call( {
				...state,
				method: 'POST',
				route: `renames/${ encodeURIComponent( id ) }/keep`,
			} ),

		watch: () => call( { ...watch, method: 'GET' } ),

		setWatch: ( body ) => call( { ...watch, method: 'POST', body } ),

		makeEmergency: () => call( { ...emergency, method: 'POST' } ),

		removeEmergency: () => call( { ...emergency, method: 'DELETE' } ),

		purge: ( id, kind = 'full' ) =>
			call( {
				method: 'POST',
				route: 'caches/purge',
				kind,
				body: { id },
				guard: isPurgeAnswer,
				what: 'what became of a cache',
			} ),

		clearBrowser: () =>
			call( {
				method: 'POST',
				route: 'caches/browser',
				kind: 'bare',
				guard: isBrowserCache,
				what: 'what the browser was told',
			} ),

		healthy: ( page ) =>
			call( {
				method: 'POST',
				route: 'healthy',
				kind: 'bare',
				body: { page },
				guard: isHealthy,
				what: 'a note of the page',
			} ),

		changed: ( page ) =>
			call( {
				method: 'GET',
				route: `changed&page=${ encodeURIComponent( page ) }`,
				kind: 'bare',
				guard: isChanged,
				what: 'a list of changes',
			} ),

		createRun: ( body ) =>
			call( { ...run, method: 'POST', route: 'runs', body } ),

		readRun: ( id ) =>
			call( {
				...run,
				method: 'GET',
				route: `runs/${ encodeURIComponent( id ) }`,
			} ),

		appendRun: ( id, body ) =>
			call( {
				...run,
				method: 'POST',
				route: `runs/${ encodeURIComponent( id ) }/events`,
				body,
			} ),

		layers: ( kind = 'bare', signal ) =>
			call( {
				method: 'GET',
				route: 'layers',
				kind,
				signal,
				guard: isFacts,
				what: 'what the server says of itself',
			} ),

		origin: ( body, signal ) =>
			call( {
				method: 'POST',
				route: 'layers/origin',
				kind: 'bare',
				body,
				signal,
				guard: isOrigin,
				what: 'the page as the server itself gets it',
			} ),

		outgoing: ( signal ) =>
			call( {
				method: 'POST',
				route: 'layers/outgoing',
				kind: 'bare',
				signal,
				guard: isOutgoing,
				what: 'whether the server reaches others',
			} ),
	};
}
