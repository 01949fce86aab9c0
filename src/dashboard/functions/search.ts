/**
 * What is said about a search: before it, on the way, and at its end.
 */
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Configuration, RunSummary, State } from '../../contract/types';
import type {
	CulpritSet,
	Diagnosis,
	Layer,
	Outcome,
	Purpose,
	Question,
	Route,
} from '../../engine/types';
import { configurationWords, difference, themeWords } from './configuration';
import { candidateName, joinNames } from './names';

/** For a search that left no trace; where it left one, that is told instead. */
export const unchanged = () =>
	__( 'Nothing on your site was changed.', 'culprit' );

/** What is loaded for one question, to follow "Step 3 of about 7:". */
export function stepWords(
	state: State,
	live: Configuration,
	question: Pick< Question, 'purpose' | 'configuration' >
): string {
	const { on, off, theme } = difference(
		live,
		question.configuration,
		state.own
	);
	const proof = question.purpose.startsWith( 'prove-' );

	if ( off.length === 0 && theme === null ) {
		return proof
			? __( 'proof, loading the page as it is', 'culprit' )
			: __( 'loading the page as it is', 'culprit' );
	}

	const plugins = pluginStep( on.length, off.length, proof );
	return theme === null
		? plugins
		: sprintf(
				/* translators: 1: such as "loading the page without 3 plugins". 2: name of a theme. */
				__( '%1$s, with the theme %2$s', 'culprit' ),
				plugins,
				themeWords( state, theme )
			);
}

function pluginStep( on: number, off: number, proof: boolean ): string {
	if ( off === 0 ) {
		return proof
			? __( 'proof, loading the page with all plugins', 'culprit' )
			: __( 'loading the page with all plugins', 'culprit' );
	}
	if ( on === 0 ) {
		return proof
			? __( 'proof, loading the page without any plugin', 'culprit' )
			: __( 'loading the page without any plugin', 'culprit' );
	}
	return proof
		? sprintf(
				/* translators: %d: number of plugins that are off. */
				_n(
					'proof, loading the page without %d plugin',
					'proof, loading the page without %d plugins',
					off,
					'culprit'
				),
				off
			)
		: sprintf(
				/* translators: %d: number of plugins that are off. */
				_n(
					'loading the page without %d plugin',
					'loading the page without %d plugins',
					off,
					'culprit'
				),
				off
			);
}

/** The progress of a search as one line. */
export function progressSentence(
	step: number,
	about: number,
	words: string
): string {
	return sprintf(
		/* translators: 1: number of this step. 2: how many steps there will be, estimated. 3: such as "loading the page without 3 plugins". */
		__( 'Step %1$d of about %2$d: %3$s', 'culprit' ),
		step,
		// An estimate that has been passed is no estimate any more.
		Math.max( step, about ),
		words
	);
}

export function outcomeWords( outcome: Outcome ): string {
	switch ( outcome ) {
		case 'healthy':
			return __( 'Healthy', 'culprit' );
		case 'failing':
			return __( 'Failing', 'culprit' );
		default:
			return __( 'Unresolved', 'culprit' );
	}
}

export function purposeWords( purpose: Purpose ): string {
	switch ( purpose ) {
		case 'reproduce-observed':
		case 'reproduce':
			return __( 'See the failure', 'culprit' );
		case 'floor':
			return __( 'Without plugins and theme', 'culprit' );
		case 'evidence':
			return __( 'Try what PHP named', 'culprit' );
		case 'search':
			return __( 'Narrow down', 'culprit' );
		case 'look-again':
			return __( 'Look for more', 'culprit' );
		default:
			return __( 'Proof', 'culprit' );
	}
}

export function routeWords( route: Route ): string {
	switch ( route ) {
		case 'browser':
			return __( 'Your browser', 'culprit' );
		case 'loopback':
			return __( 'The server itself', 'culprit' );
		default:
			return __( 'A terminal', 'culprit' );
	}
}

/** The end of a search as a heading. */
export function diagnosisHeadline(
	state: State,
	{ outcome, culprits, reason }: Diagnosis
): string {
	switch ( reason ) {
		case 'one-worker':
			return __(
				'Your server makes one page at a time, and this one hangs',
				'culprit'
			);
		case 'out-of-budget':
			return __( 'The search needs more page loads', 'culprit' );
		case 'no-answer':
			return __( 'Your site did not answer the search', 'culprit' );
	}
	switch ( outcome ) {
		case 'culprits-found': {
			const [ first ] = culprits;
			if ( culprits.length > 1 || ! first ) {
				return sprintf(
					/* translators: %d: number of causes. */
					_n(
						'%d cause breaks your front page',
						'%d independent causes break your front page',
						culprits.length,
						'culprit'
					),
					culprits.length
				);
			}
			return setHeadline( state, first );
		}
		case 'not-reproduced':
			return __( 'Your front page did not fail', 'culprit' );
		case 'below-plugins':
			return __( 'It is neither a plugin nor the theme', 'culprit' );
		default:
			return __( 'The culprit could not be proved', 'culprit' );
	}
}

/** Whom one culprit set accuses. */
export function setHeadline( state: State, { members }: CulpritSet ): string {
	const names = members.map( ( key ) => candidateName( state, key ) );
	return members.length === 1
		? sprintf(
				/* translators: %s: name of a plugin or theme. */
				__( '%s breaks your front page', 'culprit' ),
				names.join()
			)
		: sprintf(
				/* translators: %s: names of plugins and themes. */
				__(
					'%s break your front page together; each alone does not',
					'culprit'
				),
				joinNames( names )
			);
}

/** What to do after a search that named nobody. */
export function diagnosisAdvice( {
	outcome,
	layer,
	suspects,
	reason,
}: Diagnosis ): string {
	switch ( reason ) {
		case 'one-worker':
			return __(
				'The search can go on all the same, best at a quiet hour; or ask your host for more PHP workers, which are what makes pages.',
				'culprit'
			);
		case 'out-of-budget':
			return __(
				'What was found is kept. Go on with as much again, best while the page fails often.',
				'culprit'
			);
	}
	switch ( outcome ) {
		case 'not-reproduced':
			return __(
				'If you or your visitors still see an error, it may be an old copy in a browser or a cache: reload the page with Shift held down, or open it in a private window. If the fault comes and goes, search again while it is there.',
				'culprit'
			);
		case 'below-plugins':
			return layerAdvice( layer );
		default:
			return suspects.length > 0
				? __(
						'You can search again, or deactivate what is still suspect, one after another, and check the front page each time.',
						'culprit'
					)
				: __(
						'Search again; if it stays so, send the report below to your host.',
						'culprit'
					);
	}
}

function layerAdvice( layer: Layer ): string {
	switch ( layer ) {
		case 'drop-in':
			return __(
				'The failure is in a drop-in, a file that lies directly in wp-content. Rename it through your host’s file manager: WordPress then goes on without it.',
				'culprit'
			);
		case 'must-use':
			return __(
				'The failure is in a must-use plugin. It cannot be deactivated from here: rename its file in wp-content/mu-plugins through your host’s file manager.',
				'culprit'
			);
		case 'core':
			return __(
				'The failure is in WordPress’s own files. Reinstall WordPress under Dashboard > Updates, or ask your host to do so; your content stays.',
				'culprit'
			);
		case 'php':
			return __(
				'Most likely PHP or the server below it is at fault, as when memory or time runs out; a must-use plugin or a drop-in can do it too. Send the report below to your host and ask for the error log of that time.',
				'culprit'
			);
		default:
			return __(
				'Switching plugins off will not help. Look at the must-use plugins and drop-ins named here, then send the report below to your host.',
				'culprit'
			);
	}
}

/** One line of a proof, for all probes that asked and said the same. */
export interface ProofLine {
	words: string;
	outcome: Outcome;
	times: number;
}

/** A proof in words. The probes took turns; their order stands in the list of all probes. */
export function proofLines(
	state: State,
	live: Configuration,
	{ proof }: CulpritSet
): ProofLine[] {
	const lines: ProofLine[] = [];
	for ( const { configuration, outcome } of proof ) {
		const words = configurationWords( state, live, configuration );
		const same = lines.find(
			( line ) => line.words === words && line.outcome === outcome
		);
		if ( same ) {
			same.times++;
		} else {
			lines.push( { words, outcome, times: 1 } );
		}
	}
	return lines;
}

/** The newest search of this admin that was broken off, or null. */
export function resumableRun( { runs, user }: State ): RunSummary | null {
	const newest = runs.find( ( run ) => run.user === user.id );
	return newest && ! newest.ended ? newest : null;
}
