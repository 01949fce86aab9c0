/**
 * Asks whether the failure is there without any candidate, and which layer it is in then.
 */
import type { Configuration } from '../contract/types';
import { accountOf } from './account';
import { GiveUp, reasonOf, settle, type Dialogue, type Talk } from './dialogue';
import { NAMED, silent } from './estimate';
import { suspects } from './evidence';
import { inPluginOf, inThemeOf, pathsIn } from './paths';
import { strikesAnywhere } from './signature';
import type { Answer, Layer } from './types';

/** Files in wp-content, whatever it is called, that WordPress loads by their name alone. */
const DROP_IN =
	/^[^/]+\/(?:advanced-cache|db|db-error|fatal-error-handler|install|maintenance|object-cache|php-error|sunrise|blog-(?:deleted|inactive|suspended))\.php$/;

/** Files of WordPress itself. */
const CORE = /^(?:wp-includes\/|wp-admin\/|[^/]+\.php$)/;

/** The failing answer when the same failure is there without any candidate, or null when it is not. */
export function* floor(
	talk: Talk,
	seen: Answer[]
): Dialogue< Answer | null > {
	const { input } = talk;
	const leads = suspects( seen, input ).map( ( { key } ) => key );
	talk.remaining =
		1 + ( leads.length > 0 ? NAMED : silent( input.candidates.length ) );

	const settled = yield* settle( talk, 'floor', [] );
	switch ( settled.finding ) {
		case 'healthy':
			return null;
		case 'same':
			return settled.answer;
		default:
			throw new GiveUp( reasonOf( settled ), leads );
	}
}

/** The layer that a failure without any candidate lies in. */
export function layerOf( {
	configuration,
	observation,
	verdict,
}: Answer ): Layer {
	const account = accountOf( observation );
	if ( account?.error ) {
		return strikesAnywhere( account.error.message )
			? 'php'
			: layerOfFile( account.error, configuration );
	}
	if ( account?.loading ) {
		return 'plugin';
	}
	const silentDeath = [ 'died', 'status', 'truncated' ];
	return silentDeath.includes( verdict.signature?.kind ?? '' )
		? 'php'
		: 'unknown';
}

function layerOfFile(
	{ file, message }: { file: string; message: string },
	configuration: Configuration
): Layer {
	if ( /(?:^|\/)mu-plugins\//.test( file ) ) {
		return 'must-use';
	}
	if ( inPluginOf( file, configuration ) ) {
		return 'plugin';
	}
	if ( inThemeOf( file, configuration ) ) {
		return 'theme';
	}
	if ( CORE.test( file ) ) {
		return 'core';
	}
	// A drop-in often only loads the rest of itself from a plugin's folder.
	return [ file, ...pathsIn( message ) ].some( ( path ) =>
		DROP_IN.test( path )
	)
		? 'drop-in'
		: 'unknown';
}
