/**
 * Breaks of what is promised about verdicts: whose answer counts, what decides, and what is proved.
 */
import { php, stack, unit } from '../tests.mjs';

/** @type {import('../breaks.mjs').Break[]} */
export const judging = [
	{
		promise: 4,
		what: "Another probe's marker is taken for this probe's, in the header.",
		file: 'src/site/answer.ts',
		from: 'header === marker ||',
		to: 'header !== undefined ||',
		test: unit(
			'site/test/prober.test.ts',
			'a probe without a trailer is foreign with the marker of another probe'
		),
	},
	{
		promise: 4,
		what: "A page with another probe's marker is judged.",
		file: 'src/engine/judge.ts',
		from: "if ( marker === 'ours' ) {",
		to: "if ( marker !== 'absent' ) {",
		test: unit(
			'engine/test/judge.test.ts',
			"whose answer it is another probe's marker is not ours, even on a broken page"
		),
	},
	{
		promise: 4,
		what: 'A page that nobody claimed, such as a cached copy, is judged.',
		file: 'src/engine/judge.ts',
		from: 'return unresolved( who, say.stranger( who, status ) );',
		to: 'return who ? null : unresolved( who, say.stranger( who, status ) );',
		test: unit(
			'engine/test/judge.test.ts',
			'whose answer it is a 502 without marker whose probe was never claimed accuses nobody'
		),
	},
	{
		promise: 4,
		what: 'The same plugins in another order are taken for what was asked.',
		file: 'src/engine/account.ts',
		from: 'file !== asked[ index ]',
		to: '! asked.includes( file ?? asked[ index ] )',
		test: unit(
			'engine/test/judge.test.ts',
			'what was loaded a page that loaded another order than asked is not used'
		),
	},
	{
		promise: 4,
		what: 'A probe that died counts although it loaded something else.',
		file: 'src/engine/judge.ts',
		from: "loadedAs( account, configuration ) === 'other'",
		to: "( loadedAs( account, configuration ) as string ) === 'never'",
		test: unit(
			'engine/test/judge.test.ts',
			'what was loaded a dead PHP counts when what was loaded is the beginning of what was asked'
		),
	},
	{
		promise: 4,
		what: "A gateway's page over a claimed probe does not count.",
		file: 'src/engine/judge.ts',
		from: 'if ( record?.claimed ) {',
		to: 'if ( record?.claimed && record.ended ) {',
		test: unit(
			'engine/test/account.test.ts',
			"PHP's own account decides before the status a gateway's page over a claimed probe that did not end is a death that names who was loading"
		),
	},
	{
		promise: 5,
		what: 'A page with status 200 is healthy, whatever PHP says.',
		file: 'src/engine/judge.ts',
		from: 'stopped( account, configuration, observation ) ??',
		to: '( observation.status === 200 ? null : stopped( account, configuration, observation ) ) ??',
		test: unit(
			'engine/test/account.test.ts',
			"PHP's own account decides before the status a fatal error is failing although the page answered 200"
		),
	},
	{
		promise: 5,
		what: 'The guard reports a fatal error only where the status tells, too.',
		file: 'includes/Guard/Account.php',
		from: 'if ( null !== $this->error ) {',
		to: 'if ( null !== $this->error && 200 !== http_response_code() ) {',
		test: php(
			'Guard/EndingTest',
			'test_a_fatal_error_after_output_began_is_told_although_the_status_is_200'
		),
	},
	{
		promise: 5,
		what: 'The guard takes a page that was ended by exit for a completed one.',
		file: 'includes/Guard/Account.php',
		from: '( $is_page && ! $footer_ended )',
		to: '( $is_page && ! $footer_ended && 200 !== http_response_code() )',
		test: php(
			'Guard/EndingTest',
			'test_a_page_that_quits_without_a_word_says_where'
		),
	},
	{
		promise: 5,
		what: 'A worker that was killed after the page began is not noticed.',
		file: 'src/engine/account.ts',
		from: 'record.claimed && ! record.ended',
		to: 'record.claimed && ! record.ended && observation.status !== 200',
		test: unit(
			'engine/test/account.test.ts',
			"PHP's own account decides before the status a page with our marker but neither trailer nor end in the record died after it began"
		),
	},
	{
		promise: 5,
		what: 'The record of a probe is kept in memory until its end, and dies with it.',
		file: 'includes/Guard/RecordFile.php',
		from: 'fwrite( $this->lines, $json . "\\n" );',
		to: 'static $kept = \'\'; $kept .= $json . "\\n"; $last && fwrite( $this->lines, $kept );',
		test: stack(
			'endings',
			'death after the page went out is recorded, although the status is 200'
		),
	},
	{
		promise: 6,
		what: 'A silent culprit is proved by one pair of without and with.',
		file: 'src/engine/prove.ts',
		from: 'const PAIRS = 3;',
		to: 'const PAIRS = 1;',
		test: unit(
			'engine/test/silent.test.ts',
			'a silent culprit is proved by alone, and without and with three times'
		),
	},
	{
		promise: 6,
		what: "A culprit that PHP's own account names is not taken away again.",
		file: 'src/engine/prove.ts',
		from: "step( 'without', yield* withoutThem( talk, sets ) ),",
		to: '',
		test: unit(
			'engine/test/named.test.ts',
			"a culprit that PHP's own account names is proved by without, alone, without: four probes after reproduction"
		),
	},
	{
		promise: 6,
		what: 'A second culprit is proved with an answer of the first.',
		file: 'src/engine/prove.ts',
		from: 'left === pairs && set === sets[ 0 ]',
		to: 'left === pairs',
		test: unit(
			'engine/test/behind.test.ts',
			'one fault behind another gets a proof that alternates by itself'
		),
	},
	{
		promise: 6,
		what: 'Another failure of the same kind is taken for the same failure.',
		file: 'src/engine/signature.ts',
		from: 'a.key === b.key',
		to: 'a.kind === b.kind',
		test: unit(
			'engine/test/signature.test.ts',
			'the same message in another file is another failure'
		),
	},
	{
		promise: 6,
		what: 'A proof goes on after an answer that contradicts it.',
		file: 'src/engine/steps.ts',
		from: 'if ( last.finding === wanted ) {',
		to: "if ( last.finding === wanted || last.finding === 'healthy' ) {",
		test: unit(
			'engine/test/never-wrong.test.ts',
			'one healthy answer too many, anywhere in a proof, is told as a fault that comes and goes and accuses nobody else'
		),
	},
	{
		promise: 6,
		what: 'Of a set, it is looked once only whether each member is needed.',
		file: 'src/engine/members.ts',
		from: 'const ROUNDS = 4;',
		to: 'const ROUNDS = 1;',
		test: unit(
			'engine/test/silent.test.ts',
			'a set of several is named whole, fails eight times more, and each member is needed four times'
		),
	},
	{
		promise: 6,
		what: 'A plugin is asked for without what it requires.',
		file: 'src/engine/configuration.ts',
		from: 'waiting.push( ...candidate.requires );',
		to: '',
		test: unit(
			'engine/test/configuration.test.ts',
			'what a candidate requires comes with it, through all generations'
		),
	},
	{
		promise: 6,
		what: 'An add-on that only misses its parent is accused.',
		file: 'src/engine/behind.ts',
		from: 'return passed ?? ( missing ? ( earlier.at( -1 ) ?? null ) : null );',
		to: 'return null;',
		test: unit(
			'engine/test/behind.test.ts',
			'one fault behind another is not the add-on of the culprit: PHP came past it while its parent was on'
		),
	},
];
