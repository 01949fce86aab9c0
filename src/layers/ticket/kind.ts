/**
 * Which kind of failure it is: by what was found, else by what PHP or the page said, else by the status.
 */
import type { Signature } from '../../engine/types';
import type { FailureKind } from './logLines';
import type { Material } from './types';
import { failuresOf } from './attempts';

/** Findings that say it. */
const BY_CODE: Record< string, FailureKind > = {
	'edge-broken': 'past-the-edge',
	'edge-cached-error': 'cached',
	'page-cache-error': 'cached',
	challenge: 'refused',
	'loopback-blocked': 'refused',
	'no-answer': 'unreachable',
	'php-down': 'php-down',
	'no-free-worker': 'no-worker',
	'database-down': 'database',
	'object-cache-down': 'object-cache',
	'disk-full': 'disk',
	headers: 'headers',
	'outgoing-slow': 'timeout',
};

function bySignature( signature: Signature | null ): FailureKind | null {
	switch ( signature?.kind ) {
		case 'fatal':
		case 'error-text':
			if (
				/Allowed memory size|Out of memory/.test( signature.sentence )
			) {
				return 'memory';
			}
			return /Maximum execution time/.test( signature.sentence )
				? 'time'
				: 'fatal';
		case 'died':
		case 'headers':
		case 'database':
			return signature.kind;
		case 'cut':
		case 'truncated':
		case 'blank':
			return 'ended';
		case 'slow':
			return 'timeout';
		default:
			return null;
	}
}

function byStatus( status: number | null, isTimeout: boolean ): FailureKind {
	switch ( status ) {
		case null:
			return isTimeout ? 'timeout' : 'unreachable';
		case 200:
			return 'ended';
		case 500:
			return 'fatal';
		case 502:
			return 'gateway';
		case 504:
		case 524:
			return 'timeout';
		default:
			return status >= 520 && status <= 530 ? 'past-the-edge' : 'other';
	}
}

/** The kind of failure that a ticket is about. */
export function kindOf( { walk, layers, report }: Material ): FailureKind {
	const last = failuresOf( walk?.tries ?? [] ).failing.at( -1 );
	return (
		BY_CODE[ layers?.finding.code ?? '' ] ??
		bySignature( walk?.live?.verdict.signature ?? null ) ??
		bySignature( report?.signature ?? null ) ??
		( last
			? byStatus( last.status, last.networkError === 'timeout' )
			: 'other' )
	);
}
