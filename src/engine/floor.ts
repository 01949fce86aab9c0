/**
 * Asks whether the failure is there without any candidate, and which layer it is in then.
 */
import type { Configuration, Report } from '../contract/types';
import { accountOf } from './account';
import { GiveUp, type Dialogue, type Talk } from './dialogue';
import { reasonOf, settle, type Settled } from './settle';
import { NAMED, silent } from './estimate';
import { suspects } from './evidence';
import { inPluginOf, inThemeOf, pathsIn } from './paths';
import { INSTEAD } from './refused';
import { strikesAnywhere } from './signature';
import type { Answer, Layer, Signature } from './types';

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
			if ( input.symptom.kind === 'text-missing' && isText( settled ) ) {
				throw new GiveUp( 'text-needs-others', leads );
			}
			return settled.answer;
		default:
			throw new GiveUp( reasonOf( settled ), leads );
	}
}

const isText = ( { answer }: Settled ) =>
	answer.verdict.signature?.kind === 'text';

/** The layer that a failure without any candidate lies in. */
export function layerOf( {
	configuration,
	observation,
	verdict: { signature },
}: Answer ): Layer {
	const account = accountOf( observation );
	if ( account?.error ) {
		return strikesAnywhere( account.error.message )
			? 'php'
			: layerOfFile( account.error, configuration );
	}
	if ( signature?.kind === 'error-text' && signature.file ) {
		return layerOfFile(
			{ file: signature.file, message: '', frames: [] },
			configuration
		);
	}
	if ( account?.loading ) {
		return 'plugin';
	}
	if (
		account?.milestone === BEFORE_PLUGINS &&
		configuration.network.length === 0
	) {
		return 'must-use';
	}
	if ( signature?.key.startsWith( INSTEAD ) ) {
		return 'web-server';
	}
	return signature ? LAYERS[ signature.kind ] : 'unknown';
}

/** The stage in which must-use plugins load, and then those of the network. */
const BEFORE_PLUGINS = 'claimed';

/** What the kind of a failure says where PHP gave no account of an error. */
const LAYERS: Record< Signature[ 'kind' ], Layer > = {
	fatal: 'php',
	died: 'php',
	headers: 'web-server',
	status: 'php',
	database: 'database',
	'error-text': 'php',
	cut: 'php',
	truncated: 'php',
	blank: 'unknown',
	'redirect-loop': 'unknown',
	slow: 'unknown',
	text: 'unknown',
	seen: 'unknown',
};

function layerOfFile(
	{
		file,
		message,
		frames,
	}: Pick< NonNullable< Report[ 'error' ] >, 'file' | 'message' | 'frames' >,
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
	return [
		file,
		...frames.map( ( frame ) => frame.file ),
		...pathsIn( message ),
	].some( ( path ) => DROP_IN.test( path ) )
		? 'drop-in'
		: 'unknown';
}
