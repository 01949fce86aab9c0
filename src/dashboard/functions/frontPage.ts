/**
 * What is said about the front page, from what was seen of it.
 */
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import type { Observation, Signature, Verdict } from '../../engine/types';
import { seconds } from './format';
import { ownerName, withNames } from './names';

/** The state of the front page in words. */
export interface FrontPageWords {
	tone: 'good' | 'bad' | 'unknown';
	headline: string;
	/** More about it, or an empty string. */
	detail: string;
}

/** A status as browsers and servers print it. */
export function statusName( status: number ): string {
	const names: Record< number, string > = {
		403: '403 Forbidden',
		404: '404 Not Found',
		500: '500 Internal Server Error',
		502: '502 Bad Gateway',
		503: '503 Service Unavailable',
		504: '504 Gateway Timeout',
	};
	return names[ status ] ?? String( status );
}

function visitorsSee(
	{ status }: Observation,
	kind: Signature[ 'kind' ]
): string {
	if ( kind === 'redirect-loop' ) {
		return __(
			'Visitors are sent in circles until their browser gives up.',
			'culprit'
		);
	}
	if ( status === null ) {
		return __( 'Visitors get no answer.', 'culprit' );
	}
	if ( status >= 400 ) {
		return sprintf(
			/* translators: %s: HTTP status, such as "502 Bad Gateway". */
			__( 'Visitors see %s.', 'culprit' ),
			statusName( status )
		);
	}
	return kind === 'blank'
		? sprintf(
				/* translators: %s: HTTP status, such as "200". */
				__(
					'Visitors see an empty page, although the server says %s.',
					'culprit'
				),
				statusName( status )
			)
		: sprintf(
				/* translators: %s: HTTP status, such as "200". */
				__(
					'Visitors see an incomplete page, although the server says %s.',
					'culprit'
				),
				statusName( status )
			);
}

function whatHappened( state: State, { kind, file }: Signature ): string {
	const owner = file === null ? null : ownerName( state, file );
	if ( kind === 'fatal' && owner ) {
		return sprintf(
			/* translators: %s: name of a plugin or theme. */
			__(
				'Your front page is broken: PHP stopped with an error in %s.',
				'culprit'
			),
			owner
		);
	}
	if ( kind === 'died' && owner ) {
		return sprintf(
			/* translators: %s: name of a plugin. */
			__(
				'Your front page is broken: PHP was killed while %s was loading.',
				'culprit'
			),
			owner
		);
	}
	if ( kind === 'headers' ) {
		return __(
			'Your front page is broken: its response headers are probably too large for the web server.',
			'culprit'
		);
	}
	if ( kind === 'database' ) {
		return __(
			'Your front page is broken: WordPress says that it lost its database.',
			'culprit'
		);
	}
	return __( 'Your front page is broken.', 'culprit' );
}

/** The front page, seen by a probe with the live configuration. */
export function frontPageWords(
	state: State,
	observation: Observation,
	verdict: Verdict
): FrontPageWords {
	if ( verdict.outcome === 'healthy' ) {
		return {
			tone: 'good',
			headline: sprintf(
				/* translators: 1: HTTP status. 2: a duration, such as "0.4 s". */
				__(
					'Your front page answers normally (%1$s, %2$s).',
					'culprit'
				),
				observation.status === null
					? '–'
					: statusName( observation.status ),
				seconds( observation.milliseconds )
			),
			detail: '',
		};
	}
	if ( verdict.outcome === 'failing' && verdict.signature ) {
		return {
			tone: 'bad',
			headline: `${ whatHappened(
				state,
				verdict.signature
			) } ${ visitorsSee( observation, verdict.signature.kind ) }`,
			detail: withNames( state, verdict.signature.sentence ),
		};
	}
	return {
		tone: 'unknown',
		headline: __(
			'Culprit cannot tell how your front page is doing.',
			'culprit'
		),
		detail: withNames( state, verdict.sentence ),
	};
}

/** The front page, seen from outside only, because no probe can be sent. */
export function visitWords( observation: Observation ): FrontPageWords {
	const { status } = observation;
	if ( status === null ) {
		return {
			tone: 'unknown',
			headline: __( 'Your front page did not answer.', 'culprit' ),
			detail: __(
				'Check that your own connection works, then check again.',
				'culprit'
			),
		};
	}
	const blind = __(
		'This is the view from outside: without its guard Culprit cannot see what happens inside.',
		'culprit'
	);
	if ( status >= 400 || observation.bytes === 0 ) {
		return {
			tone: 'bad',
			headline:
				status >= 400
					? sprintf(
							/* translators: %s: HTTP status, such as "502 Bad Gateway". */
							__(
								'Your front page is broken: visitors see %s.',
								'culprit'
							),
							statusName( status )
						)
					: __(
							'Your front page is broken: visitors see an empty page.',
							'culprit'
						),
			detail: blind,
		};
	}
	return {
		tone: 'unknown',
		headline: sprintf(
			/* translators: 1: HTTP status. 2: a duration, such as "0.4 s". */
			__( 'Your front page answers (%1$s, %2$s).', 'culprit' ),
			statusName( status ),
			seconds( observation.milliseconds )
		),
		detail: blind,
	};
}
