/**
 * Breaks of what is promised about the live site: nothing is left on it, no reduced list is saved, order is kept.
 */
import { network, php, stack, unit } from '../tests.mjs';

/** @type {import('../breaks.mjs').Break[]} */
export const leaving = [
	{
		promise: 1,
		what: 'What plugins write in a probe reaches the database.',
		file: 'includes/Guard/ProbeRequest.php',
		from: '( new WriteRule( $refused ) )->start();',
		to: '',
		test: php(
			'Guard/ReadOnlyTest',
			'test_a_guarded_probe_writes_nothing'
		),
	},
	{
		promise: 1,
		what: 'Mail that a plugin sends in a probe goes out.',
		file: 'includes/Guard/Quiet.php',
		from: "'pre_wp_mail'",
		to: "'pre_wp_mail_of_nobody'",
		test: php(
			'Guard/ReadOnlyTest',
			'test_a_guarded_probe_mails_nothing_and_an_observed_one_does'
		),
	},
	{
		promise: 1,
		what: 'Requests by which a plugin changes something elsewhere go out.',
		file: 'includes/Guard/Quiet.php',
		from: "'pre_http_request'",
		to: "'pre_http_request_of_nobody'",
		test: php(
			'Guard/AttacksTest',
			'test_a_guarded_probe_asks_nobody_to_do_something_and_mails_nobody'
		),
	},
	{
		promise: 1,
		what: 'Rewrite rules that are flushed in a probe are written to .htaccess.',
		file: 'includes/Guard/Quiet.php',
		from: "'flush_rewrite_rules_hard'",
		to: "'flush_rewrite_rules_of_nobody'",
		test: stack( 'traces', 'flushes leaves no trace' ),
	},
	{
		promise: 1,
		what: 'A persistent object cache is written to.',
		file: 'includes/Guard/ProbeRequest.php',
		from: 'CacheOverlay::start( $refused );',
		to: '',
		test: stack(
			'object-cache',
			'what a plugin writes in a probe is there for the rest of the probe, and never in the cache'
		),
	},
	{
		promise: 2,
		what: 'Lists and theme are not pinned, so that a reduced list is saved.',
		file: 'includes/Guard/VirtualConfiguration.php',
		from: 'foreach ( self::PINNED as $option ) {',
		to: 'foreach ( array() as $option ) {',
		test: php(
			'Guard/AttacksTest',
			'test_a_must_use_plugin_that_switches_on_what_it_misses_cannot_save_what_a_bare_call_sees'
		),
	},
	{
		promise: 2,
		what: "A network's list is not pinned, so that a reduced one is saved.",
		file: 'includes/Guard/VirtualConfiguration.php',
		from: "'pre_update_site_option_active_sitewide_plugins'",
		to: "'pre_update_site_option_of_nobody'",
		test: network(
			'Guard/NetworkAttacksTest',
			'test_the_networks_list_as_a_bare_call_sees_it_is_never_saved'
		),
	},
	{
		promise: 2,
		what: 'All statements pass, on engines without transactions, too.',
		file: 'includes/Guard/WriteRule.php',
		from: 'null !== $sql && $this->allows( $sql )',
		to: 'null !== $sql && ( $this->allows( $sql ) || $this->lift() || true )',
		test: php(
			'Guard/ReadOnlyTest',
			'test_tables_without_transactions_are_neither_written_to_nor_changed'
		),
	},
	{
		promise: 2,
		what: 'The connection is not read-only, so that a statement can hide its writing.',
		file: 'includes/Guard/WriteRule.php',
		from: "self::transactions( 'READ ONLY' );",
		to: "self::transactions( 'READ WRITE' );",
		test: php(
			'Guard/AttacksTest',
			'test_a_statement_that_hides_its_writing_writes_nothing'
		),
	},
	{
		promise: 3,
		what: 'The search asks for subsets in another order than the live one.',
		file: 'src/engine/configuration.ts',
		from: 'plugins: input.live.plugins.filter( stays ),',
		to: 'plugins: input.live.plugins.filter( stays ).reverse(),',
		test: unit(
			'engine/test/configuration.test.ts',
			'a subset keeps the live order, whatever order it is asked in'
		),
	},
	{
		promise: 3,
		what: 'The guard loads plugins in another order than it was asked to.',
		file: 'includes/Guard/VirtualConfiguration.php',
		from: "self::answer( 'active_plugins', $configuration['plugins'] );",
		to: "self::answer( 'active_plugins', array_reverse( $configuration['plugins'] ) );",
		test: php(
			'Guard/ProbeRequestTest',
			'test_a_good_token_sees_the_configuration_that_was_asked_for'
		),
	},
	{
		promise: 3,
		what: 'Switching plugins off changes the order of the others.',
		file: 'includes/Site/LiveConfiguration.php',
		from: 'array_values( array_diff( self::listed( $row ), $without ) )',
		to: 'array_reverse( array_diff( self::listed( $row ), $without ) )',
		test: php(
			'Changes/ChangerTest',
			'test_plugins_are_switched_off_quietly_on_a_dead_site_and_the_order_is_kept'
		),
	},
	{
		promise: 3,
		what: 'Undo tidies the list instead of restoring it byte for byte.',
		file: 'includes/Changes/Changer.php',
		from: "LiveConfiguration::swap( $change['rows_after'], $change['rows_before'] )",
		to: "LiveConfiguration::swap( $change['rows_after'], array( 'active_plugins' => LiveConfiguration::list_without( $change['rows_before']['active_plugins'], array() ) ) + $change['rows_before'] )",
		test: php(
			'Changes/ChangerTest',
			'test_undo_on_a_dead_site_restores_the_row_byte_for_byte'
		),
	},
	{
		promise: 3,
		what: 'Undo runs activation hooks.',
		file: 'includes/Changes/Changer.php',
		from: 'ChangeStore::mark_undone( $id );',
		to: "ChangeStore::mark_undone( $id );\n\t\tforeach ( LiveConfiguration::read()['plugins'] as $plugin ) {\n\t\t\tinclude_once WP_PLUGIN_DIR . '/' . $plugin;\n\t\t\tdo_action( 'activate_' . $plugin );\n\t\t}",
		test: php( 'Changes/ChangerTest', 'test_undo_runs_no_hooks' ),
	},
];
