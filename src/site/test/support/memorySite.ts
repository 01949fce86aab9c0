/**
 * A site in memory whose plugins can be changed, one of which may break it.
 */
import { answerError } from '../../errors';
import { configuration, plugin, state } from './samples';
import type { Change, ChangeRequest, State } from '../../../contract/types';
import type { CallKind, SiteClient, SiteError } from '../../types';

export const OWN = 'culprit/plugin.php';

/** The error of an HTML error page. */
export const html = ( status: number ): SiteError =>
	answerError( {
		status,
		url: '',
		authenticate: null,
		location: null,
		text: '<html>',
	} );

/** The error of a refusal by the REST API. */
export const refused = ( status: number, code: string ): SiteError =>
	answerError( {
		status,
		url: '',
		authenticate: null,
		location: null,
		text: JSON.stringify( { code, message: 'Sorry.', data: { status } } ),
	} );

/** A site in memory; a plugin in `breaks` answers its activation with that error. */
export function memorySite( {
	plugins = [ 'a/a.php', 'b/b.php', 'c/c.php' ],
	breaks = {},
	full,
	savesFirst = false,
	requires = {},
}: {
	plugins?: string[];
	breaks?: Record< string, SiteError >;
	/** Error of every full read of the state. */
	full?: SiteError;
	/** What breaks is saved as active before it breaks. */
	savesFirst?: boolean;
	requires?: Record< string, string[] >;
} = {} ) {
	let live = configuration( [ OWN ] );
	const calls: ( ChangeRequest & { call: CallKind } )[] = [];
	const reads: CallKind[] = [];
	const now = (): State =>
		state( [ OWN ], {
			live,
			plugins: [ OWN, ...plugins ].map( ( file ) =>
				plugin( file, { requires: requires[ file ] ?? [] } )
			),
		} );
	const client: Pick< SiteClient, 'state' | 'change' > = {
		state: async ( kind = 'bare' ) => {
			reads.push( kind );
			return kind === 'full' && full
				? { ok: false, error: full }
				: { ok: true, value: now() };
		},
		change: async ( request, call ) => {
			calls.push( { ...request, call } );
			const before = live;
			const [ first = '' ] = request.plugins ?? [];
			const broken = breaks[ first ];
			if ( ! broken || savesFirst ) {
				live =
					request.kind === 'activate'
						? { ...live, plugins: [ ...live.plugins, first ] }
						: configuration(
								live.plugins.filter(
									( file ) =>
										! request.plugins?.includes( file )
								)
							);
			}
			if ( broken ) {
				return { ok: false, error: broken };
			}
			const change: Change = {
				id: request.extends ?? calls.length,
				kind: request.kind,
				created: '2026-11-22T10:00:00Z',
				user: 1,
				results: ( request.plugins ?? [] ).map( ( id ) => ( {
					id,
					ok: true,
					code: '',
					message: '',
				} ) ),
				before,
				after: live,
				undone: null,
				can_undo: true,
			};
			return { ok: true, value: { change, state: now() } };
		},
	};
	return { client, calls, reads, now };
}
