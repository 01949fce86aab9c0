/**
 * How a call says who sends it.
 */
import { encodeBase64 } from './base64';
import type { CallKind } from './types';

/** The admin's browser, or a user with an application password. */
export type Credentials =
	| { kind: 'cookie'; nonce: string; pass: string }
	| { kind: 'application-password'; user: string; password: string };

/** The headers for a call of this kind. */
export function credentialHeaders(
	credentials: Credentials,
	kind: CallKind
): Record< string, string > {
	if ( credentials.kind === 'application-password' ) {
		const { user, password } = credentials;
		return {
			Authorization: `Basic ${ encodeBase64( `${ user }:${ password }` ) }`,
			...( kind === 'bare'
				? { 'X-Culprit-Pass': 'application-password' }
				: {} ),
		};
	}
	const { nonce, pass } = credentials;
	return {
		'X-WP-Nonce': nonce,
		...( kind === 'bare' && pass !== '' ? { 'X-Culprit-Pass': pass } : {} ),
	};
}
