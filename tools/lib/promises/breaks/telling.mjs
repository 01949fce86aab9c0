/**
 * Breaks of what is promised about the change at the end, and about what is told.
 */
import { php, stack, unit } from '../tests.mjs';

/** @type {import('../breaks.mjs').Break[]} */
export const telling = [
	{
		promise: 11,
		what: 'A change is made without the record that undoes it.',
		file: 'includes/Changes/Changer.php',
		from: 'if ( 0 === $id ) {',
		to: 'if ( $id < 0 ) {',
		test: php(
			'Rest/ChangesControllerTest',
			'test_without_an_undo_record_nothing_is_changed'
		),
	},
	{
		promise: 11,
		what: 'A change is made on another list than the one the admin saw.',
		file: 'includes/Rest/ChangesController.php',
		from: 'null !== $expected && ! LiveConfiguration::is( $expected )',
		to: 'null !== $expected && array() === $expected',
		test: php(
			'Rest/ChangesControllerTest',
			'test_a_change_of_a_list_that_moved_on_is_refused'
		),
	},
	{
		promise: 11,
		what: 'Undo goes over what somebody else changed meanwhile.',
		file: 'includes/Site/LiveConfiguration.php',
		from: 'if ( array_intersect_key( self::rows(), $expected ) !== $expected ) {',
		to: 'if ( array() === $expected ) {',
		test: php(
			'Rest/ChangesControllerTest',
			'test_undo_is_refused_after_the_theme_was_changed'
		),
	},
	{
		promise: 11,
		what: 'A row is written although it changed after it was read.',
		file: 'includes/Site/LiveConfiguration.php',
		from: '$key[ $column ] = $was;',
		to: '',
		test: php(
			'Changes/ChangerTest',
			'test_a_row_that_changes_between_reading_and_writing_is_not_written'
		),
	},
	{
		promise: 11,
		what: 'Switching plugins off runs their deactivation hooks.',
		file: 'includes/Changes/Changer.php',
		from: "$wanted = array( 'active_plugins' =>",
		to: "array_map( static function ( $plugin ) {\n\t\t\t\t\tdo_action( 'deactivate_' . $plugin );\n\t\t\t\t}, $off );\n\t\t\t\t$wanted = array( 'active_plugins' =>",
		test: php(
			'Changes/ChangerTest',
			'test_a_full_change_switches_off_as_quietly_as_a_bare_one'
		),
	},
	{
		promise: 11,
		what: 'The dashboard makes a change before the admin agreed to it.',
		file: 'src/dashboard/hooks/useChange.ts',
		from: "dispatch( { type: 'asked', origin, wanted } ),",
		to: 'void confirm( origin, wanted ),',
		test: unit(
			'dashboard/components/test/changes.test.tsx',
			'the plugin table changes nothing before the question is answered, nor when the answer is no'
		),
	},
	{
		promise: 11,
		what: 'The busy answer to visitors does not end by itself.',
		file: 'includes/Guard/Busy.php',
		from: "$busy['until'] > time() &&",
		to: '',
		test: php( 'Guard/BusyTest', 'test_it_ends_by_itself' ),
	},
	{
		promise: 11,
		what: 'What takes a rename back is believed without its signature.',
		file: 'includes/Guard/TimedUndo.php',
		from: 'is_string( $row ) && self::is_signed( $row ) ?',
		to: 'is_string( $row ) ?',
		test: stack(
			'timed-rename',
			'who can write options, but has no key, makes the guard rename nothing'
		),
	},
	{
		promise: 11,
		what: 'A file whose time is over is put back over another one.',
		file: 'includes/Guard/TimedUndo.php',
		from: 'if ( ! is_file( $from ) || is_link( $from ) || file_exists( $to ) ) {',
		to: 'is_file( $from ) && is_file( $to ) && unlink( $to ); if ( ! is_file( $from ) ) {',
		test: stack(
			'timed-rename',
			'a file that somebody put there meanwhile is never written over'
		),
	},
	{
		promise: 12,
		what: 'A probe is kept with another status than the one that was seen.',
		file: 'src/site/observation.ts',
		from: 'status: answer.status,',
		to: 'status: facts.report?.status ?? 200,',
		test: unit(
			'site/test/prober.test.ts',
			'a probe without a trailer that PHP did not survive keeps what was loading'
		),
	},
	{
		promise: 12,
		what: "The guard's own trailer counts as part of the page.",
		file: 'src/site/observation.ts',
		from: 'answer.bytes - ( trailer?.length ?? 0 )',
		to: 'answer.bytes',
		test: unit(
			'site/test/prober.test.ts',
			'a probe that comes back whole is observed with the report from its trailer, which counts neither as size nor as content'
		),
	},
	{
		promise: 12,
		what: 'The table of probes shows another size than the one that was seen.',
		file: 'src/dashboard/components/ProbeTable.tsx',
		from: 'size( observation.bytes )',
		to: 'size( observation.excerpt.length )',
		test: unit(
			'dashboard/components/test/search.test.tsx',
			'a search shows every probe with configuration, route, status, size, time and outcome'
		),
	},
	{
		promise: 12,
		what: 'The report for others shows what was expected, not what was seen.',
		file: 'src/dashboard/functions/report.ts',
		from: '`status ${ observation.status ??',
		to: "`status ${ ( verdict.outcome === 'failing' ? 500 : observation.status ) ??",
		test: unit(
			'dashboard/functions/test/report.test.ts',
			'searchReport says of each probe what was off and what was seen'
		),
	},
	{
		promise: 12,
		what: 'A proof is told in another order than it was made in.',
		file: 'src/engine/steps.ts',
		from: 'answers.indexOf( a.answer ) - answers.indexOf( b.answer )',
		to: 'answers.indexOf( b.answer ) - answers.indexOf( a.answer )',
		test: unit(
			'engine/test/silent.test.ts',
			'a silent culprit is proved by alone, and without and with three times'
		),
	},
];
