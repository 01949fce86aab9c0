/**
 * Breaks of what is promised about the guard: who else must sleep, who gets in, what it costs, how it comes and goes.
 */
import { php, stack } from '../tests.mjs';

/** @type {import('../breaks.mjs').Break[]} */
export const guarding = [
	{
		promise: 7,
		what: "WordPress's own crash guard wakes up, pauses plugins and mails the admin.",
		file: 'includes/Guard/Quiet.php',
		from: "'wp_fatal_error_handler_enabled', '__return_false'",
		to: "'wp_fatal_error_handler_enabled', '__return_true'",
		test: php(
			'Guard/EndingTest',
			'test_cores_crash_guard_stays_asleep_in_wp_admin_where_an_ordinary_request_wakes_it'
		),
	},
	{
		promise: 7,
		what: "A plugin's crash guard saves what it thinks is broken.",
		file: 'includes/Guard/ProbeRequest.php',
		from: '( new WriteRule( $refused ) )->start();',
		to: '',
		test: php(
			'Guard/EndingTest',
			'test_a_crash_guard_of_a_plugin_saves_nothing_and_hides_nothing'
		),
	},
	{
		promise: 7,
		what: 'Plugins that look for a sandbox see one while they load, and die.',
		file: 'includes/Guard/Quiet.php',
		from: "add_action( 'wp_loaded', array( self::class, 'sandbox' )",
		to: "add_action( 'muplugins_loaded', array( self::class, 'sandbox' )",
		test: php(
			'Guard/EndingTest',
			'test_plugins_that_look_for_a_sandbox_see_one_only_when_all_is_loaded'
		),
	},
	{
		promise: 8,
		what: 'Signatures are compared by an operator, whose time tells how much of one was right.',
		file: 'includes/Guard/Key.php',
		from: 'hash_equals( $expected, $signature )',
		to: '$expected === $signature',
		test: php(
			'Guard/SecretsTest',
			'test_no_secret_of_the_guard_is_compared_with_an_operator'
		),
	},
	{
		promise: 8,
		what: 'A token with a wrong signature opens a probe.',
		file: 'includes/Guard/Token.php',
		from: ' || ! Key::verify( self::message( $part[1], (int) $part[2], $part[3] ), $part[4] )',
		to: '',
		test: php(
			'Guard/ProbeRequestTest',
			'test_a_bad_token_sees_the_ordinary_page'
		),
	},
	{
		promise: 8,
		what: 'A token that has expired opens a probe.',
		file: 'includes/Guard/Token.php',
		from: '(int) $part[2] < time() || ',
		to: '',
		test: php(
			'Guard/ProbeRequestTest',
			'test_a_bad_token_sees_the_ordinary_page'
		),
	},
	{
		promise: 8,
		what: 'A token is good for other settings than those it was signed for.',
		file: 'includes/Guard/Claims.php',
		from: " || ! hash_equals( $digest, hash( 'sha256', $stored ) )",
		to: '',
		test: php(
			'Guard/ProbeRequestTest',
			'test_a_token_whose_specification_was_altered_sees_the_ordinary_page'
		),
	},
	{
		promise: 8,
		what: 'A token can be used twice, by requests that come at once.',
		file: 'includes/Guard/Claims.php',
		from: 'AND claimed IS NULL AND expires',
		to: 'AND expires',
		test: php(
			'Guard/ClaimsTest',
			'test_a_claimed_probe_is_not_claimed_again_at_a_later_second'
		),
	},
	{
		promise: 8,
		what: "A pass opens other routes than Culprit's.",
		file: 'includes/Guard/BareCall.php',
		from: "add_action( 'parse_request', array( self::class, 'require_own_route' ), PHP_INT_MIN );\n\t\tadd_filter( 'rest_pre_dispatch', array( self::class, 'refuse_others' ), PHP_INT_MAX, 3 );",
		to: '',
		test: php(
			'Guard/BareCallTest',
			'test_under_a_pass_no_other_route_is_dispatched_whatever_becomes_of_the_address'
		),
	},
	{
		promise: 8,
		what: 'Under a pass, must-use plugins reach other routes.',
		file: 'includes/Guard/BareCall.php',
		from: '0 !== strpos( $request->get_route(), self::ROUTES )',
		to: "'' === $request->get_route()",
		test: php(
			'Guard/BareCallTest',
			'test_under_a_pass_no_other_route_is_dispatched_on_the_way'
		),
	},
	{
		promise: 8,
		what: "A pass works with somebody else's log-in.",
		file: 'includes/Guard/BareCall.php',
		from: '0 !== $user && self::$user !== $user',
		to: '0 !== $user && 0 === self::$user',
		test: php(
			'Guard/BareCallTest',
			'test_a_pass_of_somebody_else_shows_an_admin_nothing'
		),
	},
	{
		promise: 8,
		what: 'A pass that was revoked still opens.',
		file: 'includes/Guard/Pass.php',
		from: "return is_string( $hash ) && hash_equals( $hash, hash( 'sha256', $pass ) ) ?",
		to: "return is_string( $hash ) || '' !== $part[4] ?",
		test: php(
			'Guard/BareCallTest',
			'test_the_newest_twenty_passes_of_a_user_stay_valid'
		),
	},
	{
		promise: 8,
		what: 'The signature of a pass is stored.',
		file: 'includes/Guard/Pass.php',
		from: "'hash'    => hash( 'sha256', $pass ),",
		to: "'hash'    => $signature,",
		test: php(
			'Guard/BareCallTest',
			'test_only_a_hash_of_a_pass_is_stored'
		),
	},
	{
		promise: 8,
		what: 'A record can be read over the web.',
		file: 'includes/Guard/RecordFile.php',
		from: '"<?php exit; ?>\\n"',
		to: '"\\n"',
		test: php(
			'Guard/EndingTest',
			'test_a_record_cannot_be_read_over_http'
		),
	},
	{
		promise: 8,
		what: 'The stand-alone file takes any code.',
		file: 'includes/Emergency/stand-alone.php',
		from: "hash_equals( self::HASH, hash( 'sha256', $code ) )",
		to: "'' !== $code",
		test: stack(
			'stand-alone',
			'whoever has no code, a wrong one, or only looks, is told that there is nothing'
		),
	},
	{
		promise: 8,
		what: 'A check of the watch is started by a token that nobody signed.',
		file: 'includes/Guard/WatchStart.php',
		from: "! Key::verify( 'watch|' . $due, $parts[1] ?? '' )",
		to: '! isset( $parts[1] )',
		test: stack(
			'watch',
			'nobody else can start a check, and the header opens nothing'
		),
	},
	{
		promise: 9,
		what: "Every request loads the guard's classes.",
		file: 'includes/Guard/stub.php',
		from: "if ( isset( $_SERVER['HTTP_X_CULPRIT_PROBE'] ) ||",
		to: 'if ( true ||',
		test: php(
			'Guard/StubTest',
			'test_an_ordinary_request_pays_for_one_small_file_and_nothing_else'
		),
	},
	{
		promise: 9,
		what: 'Every request asks the database for the guard.',
		file: 'includes/Guard/stub.php',
		from: "defined( 'ABSPATH' ) || exit;",
		to: "defined( 'ABSPATH' ) || exit;\n$GLOBALS['wpdb']->get_var( 'SELECT 1' );",
		test: php(
			'Guard/StubTest',
			'test_an_ordinary_request_pays_for_one_small_file_and_nothing_else'
		),
	},
	{
		promise: 9,
		what: 'Every request writes a file for the guard.',
		file: 'includes/Guard/stub.php',
		from: "defined( 'ABSPATH' ) || exit;",
		to: "defined( 'ABSPATH' ) || exit;\nfile_put_contents( WP_CONTENT_DIR . '/visits.log', \"visit\\n\", FILE_APPEND );",
		test: php(
			'Guard/StubTest',
			'test_an_ordinary_request_writes_no_file'
		),
	},
	{
		promise: 10,
		what: 'What the guard throws ends the page.',
		file: 'includes/Guard/stub.php',
		from: "/includes/Guard/enter.php';\n\t\t}\n\t} catch ( \\Throwable $culprit_ignored ) {",
		to: "/includes/Guard/enter.php';\n\t\t}\n\t} catch ( \\DomainException $culprit_ignored ) {",
		test: php(
			'Guard/ProbeRequestTest',
			'test_a_guard_whose_files_are_broken_stands_aside'
		),
	},
	{
		promise: 10,
		what: 'The guard insists on files that are gone.',
		file: 'includes/Guard/stub.php',
		from: "is_file( WP_PLUGIN_DIR . '/{{folder}}/includes/Guard/enter.php' )",
		to: 'true',
		test: php(
			'Guard/ProbeRequestTest',
			'test_without_the_plugins_folder_the_guard_stands_aside'
		),
	},
	{
		promise: 10,
		what: 'An update leaves the old guard in place.',
		file: 'includes/Lifecycle.php',
		from: 'get_site_option( self::VERSION_OPTION ) !== CULPRIT_VERSION',
		to: 'false === get_site_option( self::VERSION_OPTION )',
		test: php(
			'LifecycleTest',
			'test_an_update_refreshes_the_guard_without_an_activation'
		),
	},
	{
		promise: 10,
		what: 'The guard outlives the deactivation of the plugin.',
		file: 'includes/Lifecycle.php',
		from: 'Guard\\Installer::remove();',
		to: '',
		test: php(
			'LifecycleTest',
			'test_deactivation_ends_tokens_and_passes_and_takes_the_guard_out'
		),
	},
	{
		promise: 10,
		what: 'Uninstalling leaves tables behind.',
		file: 'includes/Lifecycle.php',
		from: 'Tables::drop();',
		to: '',
		test: php( 'LifecycleTest', 'test_uninstalling_leaves_nothing' ),
	},
];
