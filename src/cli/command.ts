/**
 * Commands for the person at the terminal to copy.
 */
import { BUDGET } from '../run/budget';
import type { Member } from '../run/report';
import type { State } from '../contract/types';
import type { IsolateArguments } from './arguments';

const SECOND = 1000;
const MINUTE = 60000;

/** How long a page may take when nothing is said, in milliseconds. */
export const USUAL_TIMEOUT = 30 * SECOND;

/** The same search again, in full but for the password, which must not stay on a screen. */
export function searchCommand( asked: IsolateArguments ): string {
	const { symptom, budget, timeout } = asked;
	return words( [
		'culprit',
		'isolate',
		asked.url,
		...[ '--user', asked.user ],
		...given( '--page', asked.page, '/' ),
		...flag( '--logged-in', asked.asUser ),
		...( symptom.kind === 'slow' ? slow( symptom.aboveMilliseconds ) : [] ),
		...( symptom.kind === 'seen' ? [ '--ask', asked.question ] : [] ),
		...( 'text' in symptom ? [ `--${ symptom.kind }`, symptom.text ] : [] ),
		...asked.keep.flatMap( ( plugin ) => [ '--keep-on', plugin ] ),
		...asked.leaveOut.flatMap( ( plugin ) => [ '--leave-out', plugin ] ),
		...given( '--at-once', asked.atOnce, 3 ),
		...given( '--most-probes', budget.probes, BUDGET.probes ),
		...given(
			'--most-minutes',
			budget.milliseconds / MINUTE,
			BUDGET.milliseconds / MINUTE
		),
		...given( '--timeout', timeout / SECOND, USUAL_TIMEOUT / SECOND ),
		...( asked.busy === null ? [] : [ '--busy', asked.busy ] ),
		...flag( '--one-worker', asked.mayBlock ),
		...flag( '--json', asked.json ),
		...given( '--route', asked.route, 'node' ),
		...flag( '--quiet', asked.quiet ),
	] );
}

/** How WP-CLI switches a culprit off without loading anything of the site that may break; null where there is no other theme. */
export function offCommand(
	{ kind, id }: Pick< Member, 'kind' | 'id' >,
	{ live, environment, default_theme: theme }: State
): string | null {
	if ( kind === 'theme' && ( theme === null || theme === id ) ) {
		return null;
	}
	return words( [
		...( kind === 'theme'
			? [ 'wp', 'theme', 'activate', theme ?? '' ]
			: [ 'wp', 'plugin', 'deactivate', slugOf( id ) ] ),
		...flag(
			'--network',
			kind === 'plugin' && live.network.includes( id )
		),
		...( environment.multisite ? [ `--url=${ environment.home }` ] : [] ),
		'--skip-plugins',
		'--skip-themes',
	] );
}

/** What WP-CLI calls a plugin: its folder, or its file where it has none. */
const slugOf = ( id: string ) =>
	id.includes( '/' ) ? id.replace( /\/.*$/, '' ) : id.replace( /\.php$/, '' );

const slow = ( milliseconds: number | null ) =>
	milliseconds === null
		? [ '--slow' ]
		: [ '--slow-above', String( milliseconds / SECOND ) ];

const flag = ( name: string, on: boolean ) => ( on ? [ name ] : [] );

/** An option, unless it is what it would be anyway. */
const given = < T extends string | number >(
	name: string,
	value: T,
	usual: T
) => ( value === usual ? [] : [ name, String( value ) ] );

const words = ( list: string[] ) => list.map( quoted ).join( ' ' );

/** A word as a shell takes it. */
const quoted = ( word: string ) =>
	/^[\w@%+=:,./-]+$/.test( word )
		? word
		: `'${ word.replace( /'/g, "'\\''" ) }'`;
