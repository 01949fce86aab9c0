/**
 * Minted probes that wait to be used, each once.
 */
import { configurationKey } from '../engine/configuration';
import type { Probe, ProbeRequest } from '../contract/types';
import type { Page, Question } from '../engine/types';

/** What a probe is minted for. */
export type Wanted = ProbeRequest[ 'probes' ][ number ];

/** The part of a question that a probe answers. */
export type Asked = Pick< Question, 'configuration' | 'mode' | 'deep' >;

/**
 * How long a token is kept, in milliseconds.
 *
 * Counted from the minting instead of read from its expiry: this machine's clock may differ from the server's.
 */
const KEPT = 240000;

/** The request for a probe. */
export function wantedFor(
	{ configuration, mode, deep }: Asked,
	page: Page,
	credentials: boolean
): Wanted {
	return {
		configuration,
		page: page.path,
		mode,
		...( deep ? { deep } : {} ),
		...( page.asUser ? { as_user: true } : {} ),
		...( credentials ? { credentials: true } : {} ),
	};
}

/** Keeps probes by what they are for. */
export function createTokens( now: () => number ) {
	const kept = new Map< string, { probe: Probe; minted: number }[] >();

	const fresh = ( wanted: Wanted ) => {
		const key = keyOf( wanted );
		const list = ( kept.get( key ) ?? [] ).filter(
			( { minted } ) => now() - minted < KEPT
		);
		kept.set( key, list );
		return list;
	};

	return {
		/** Keeps a probe. */
		add( wanted: Wanted, probe: Probe ): void {
			fresh( wanted ).push( { probe, minted: now() } );
		},
		/** A probe for this, which is then kept no longer; or null. */
		take( wanted: Wanted ): Probe | null {
			return fresh( wanted ).shift()?.probe ?? null;
		},
		/** How many wait for this. */
		count: ( wanted: Wanted ): number => fresh( wanted ).length,
	};
}

/** Probes that wait. */
export type Tokens = ReturnType< typeof createTokens >;

function keyOf( wanted: Wanted ): string {
	return JSON.stringify( [
		configurationKey( wanted.configuration ),
		wanted.mode,
		wanted.deep === true,
		wanted.page,
		wanted.as_user === true,
		wanted.credentials === true,
	] );
}
