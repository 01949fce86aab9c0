/**
 * Type guards for what a run's journal holds.
 */
import {
	isBoolean,
	isNumber,
	isString,
	listOf,
	mapOf,
	nullable,
	oneOf,
	shapeOf,
	type Guard,
} from '../site/shape';
import {
	isConfiguration,
	isReport,
	isRunning,
	isWaiting,
} from '../site/guards';
import type {
	Answer,
	Candidate,
	Chance,
	CulpritSet,
	Diagnosis,
	Observation,
	Outcome,
	Page,
	ProofStep,
	Route,
	SearchInput,
	Signature,
	Symptom,
	Verdict,
} from '../engine/types';

const strings = listOf( isString );
const isRoute = oneOf< Route >( 'browser', 'loopback', 'node' );
const isOutcome = oneOf< Outcome >( 'healthy', 'failing', 'unresolved' );

const isSymptom: Guard< Symptom > = ( value ): value is Symptom => {
	const { kind, aboveMilliseconds, text } = Object( value ) as Record<
		string,
		unknown
	>;
	switch ( kind ) {
		case 'error':
		case 'seen':
			return true;
		case 'slow':
			return nullable( isNumber )( aboveMilliseconds );
		case 'text-missing':
		case 'text-present':
			return isString( text );
		default:
			return false;
	}
};

const isFloorTheme = shapeOf< SearchInput[ 'floorTheme' ] >( {
	template: isString,
	stylesheet: isString,
} );

export const isSearchInput = shapeOf< SearchInput >( {
	live: isConfiguration,
	floorTheme: isFloorTheme,
	otherFloorTheme: nullable( isFloorTheme ),
	keep: strings,
	candidates: listOf(
		shapeOf< Candidate >( {
			key: isString,
			kind: oneOf( 'plugin', 'theme' ),
			id: isString,
			requires: strings,
		} )
	),
	page: shapeOf< Page >( { path: isString, asUser: isBoolean } ),
	symptom: isSymptom,
	route: isRoute,
	leads: strings,
	versions: mapOf( isString ),
} );

const isObservation = shapeOf< Observation >( {
	probe: nullable( isString ),
	route: isRoute,
	url: isString,
	status: nullable( isNumber ),
	headers: mapOf( isString ),
	bytes: isNumber,
	excerpt: isString,
	milliseconds: isNumber,
	redirects: strings,
	networkError: oneOf( 'timeout', 'unreachable', 'aborted', null ),
	marker: oneOf( 'ours', 'absent', 'foreign' ),
	truncated: isBoolean,
	closed: nullable( isBoolean ),
	report: nullable( isReport ),
	record: nullable(
		shapeOf< NonNullable< Observation[ 'record' ] > >( {
			claimed: isBoolean,
			age: nullable( isNumber ),
			readable: isBoolean,
			ended: isBoolean,
			loaded: strings,
			loading: nullable( isString ),
			milestone: isString,
			running: isRunning,
			waiting: isWaiting,
		} )
	),
} );

const isSignature = shapeOf< Signature >( {
	key: isString,
	kind: oneOf(
		'fatal',
		'died',
		'headers',
		'status',
		'database',
		'error-text',
		'cut',
		'truncated',
		'blank',
		'redirect-loop',
		'slow',
		'text',
		'seen'
	),
	sentence: isString,
	file: nullable( isString ),
} );

export const isAnswer = shapeOf< Answer >( {
	question: isString,
	purpose: oneOf(
		'reproduce-observed',
		'reproduce',
		'floor',
		'evidence',
		'search',
		'prove-alone',
		'prove-without',
		'prove-with',
		'prove-member',
		'look-again'
	),
	configuration: isConfiguration,
	observation: isObservation,
	verdict: shapeOf< Verdict >( {
		outcome: isOutcome,
		signature: nullable( isSignature ),
		reason: nullable(
			oneOf(
				'no-answer',
				'not-ours',
				'never-claimed',
				'cached-copy',
				'login-page',
				'challenge-page',
				'maintenance',
				'database',
				'dead-before-guard',
				'wrong-set',
				'record-elsewhere',
				'different-failure',
				'sent-to-log-in',
				'probe-disturbs-page',
				'cannot-tell',
				'aborted'
			)
		),
		sentence: isString,
	} ),
} );

export const isDiagnosis = shapeOf< Diagnosis >( {
	outcome: oneOf(
		'culprits-found',
		'not-reproduced',
		'below-plugins',
		'unresolved'
	),
	culprits: listOf(
		shapeOf< CulpritSet >( {
			members: strings,
			signature: isSignature,
			namedByPhp: isBoolean,
			costs: nullable( isNumber ),
			proof: listOf(
				shapeOf< ProofStep >( {
					role: oneOf(
						'alone',
						'without',
						'with',
						'member',
						'floor'
					),
					configuration: isConfiguration,
					outcome: isOutcome,
					probe: nullable( isString ),
				} )
			),
		} )
	),
	layer: oneOf(
		'none',
		'browser-cache',
		'page-cache',
		'cdn',
		'firewall',
		'web-server',
		'php',
		'database',
		'object-cache',
		'drop-in',
		'must-use',
		'plugin',
		'theme',
		'core',
		'host',
		'unknown'
	),
	signature: nullable( isSignature ),
	reason: isString,
	sentence: isString,
	suspects: strings,
	probes: isNumber,
	chance: nullable(
		shapeOf< Chance >( {
			failed: isNumber,
			loads: isNumber,
			pValue: nullable( isNumber ),
			missed: nullable( isNumber ),
		} )
	),
} );
