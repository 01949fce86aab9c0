/**
 * What a journal may hold: everything that an answer can say, and nothing else.
 */
import { isAnswer } from '../guards';
import { inputFor, observation, siteWith } from './support/memoryProber';
import type { Answer, Signature, UnresolvedReason } from '../../engine/types';

// As records, so that a word that is missing here does not compile.
const KINDS: Record< Signature[ 'kind' ], true > = {
	fatal: true,
	died: true,
	headers: true,
	status: true,
	database: true,
	'error-text': true,
	cut: true,
	truncated: true,
	blank: true,
	'redirect-loop': true,
	slow: true,
	text: true,
	seen: true,
};

const REASONS: Record< UnresolvedReason, true > = {
	'no-answer': true,
	'not-ours': true,
	'never-claimed': true,
	'cached-copy': true,
	'login-page': true,
	'challenge-page': true,
	maintenance: true,
	database: true,
	'dead-before-guard': true,
	'wrong-set': true,
	'record-elsewhere': true,
	'different-failure': true,
	'sent-to-log-in': true,
	'probe-disturbs-page': true,
	'cannot-tell': true,
	aborted: true,
};

const { live } = inputFor( siteWith( [ 'a/a.php' ] ) );

const record: NonNullable< Answer[ 'observation' ][ 'record' ] > = {
	claimed: true,
	age: 0,
	readable: true,
	ended: false,
	loaded: [],
	loading: null,
	milestone: 'init',
	running: [
		{
			hook: 'init',
			name: 'run_it',
			file: 'wp-content/plugins/a/a.php',
			line: 3,
		},
	],
	waiting: null,
};

const answer = ( verdict: Partial< Answer[ 'verdict' ] > = {} ): Answer => ( {
	question: '1-00000000',
	purpose: 'reproduce',
	configuration: live,
	observation: observation( live, { record, report: null } ),
	verdict: {
		outcome: 'healthy',
		signature: null,
		reason: null,
		sentence: '',
		...verdict,
	},
} );

const seen = ( more: object ) => {
	const whole = answer();
	return { ...whole, observation: { ...whole.observation, ...more } };
};

it.each( Object.keys( KINDS ) as Signature[ 'kind' ][] )(
	'a failure of the kind %s',
	( kind ) => {
		const signature = { key: kind, kind, sentence: '', file: null };
		expect( isAnswer( answer( { outcome: 'failing', signature } ) ) ).toBe(
			true
		);
	}
);

it.each( Object.keys( REASONS ) as UnresolvedReason[] )(
	'an answer that cannot be used because of %s',
	( reason ) => {
		expect( isAnswer( answer( { outcome: 'unresolved', reason } ) ) ).toBe(
			true
		);
	}
);

it( 'a page whose end is not known, and a record without callbacks', () => {
	expect( isAnswer( seen( { closed: null } ) ) ).toBe( true );
	expect( isAnswer( seen( { record: { ...record, running: null } } ) ) ).toBe(
		true
	);
} );

it.each< [ string, object ] >( [
	[ 'an end that is no yes or no', { closed: 'yes' } ],
	[ 'an end that is missing', { closed: undefined } ],
	[
		'callbacks without a file',
		{ record: { ...record, running: [ { hook: 'init' } ] } },
	],
	[
		'a request to nobody',
		{ record: { ...record, waiting: { method: 'GET' } } },
	],
	[
		'callbacks that are missing',
		{ record: { ...record, running: undefined } },
	],
] )( 'but not %s', ( _, more ) => {
	expect( isAnswer( seen( more ) ) ).toBe( false );
} );

it( 'nor a reason or a kind that nobody knows', () => {
	expect(
		isAnswer( {
			...answer(),
			verdict: { ...answer().verdict, reason: 'x' },
		} )
	).toBe( false );
	expect(
		isAnswer( {
			...answer(),
			verdict: {
				...answer().verdict,
				signature: { key: '', kind: 'x', sentence: '', file: null },
			},
		} )
	).toBe( false );
} );
