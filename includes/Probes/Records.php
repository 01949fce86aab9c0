<?php
/**
 * What was recorded about a probe.
 *
 * @package Culprit
 */

namespace Culprit\Probes;

use Culprit\Guard\Claims;
use Culprit\Guard\RecordFolder;
use Culprit\Guard\Recorder;
use Culprit\Site\Workers;
use Culprit\Tables;

defined( 'ABSPATH' ) || exit;

/**
 * Reads and deletes records.
 */
final class Records {

	private const UNSEEN = array(
		'ended'     => false,
		'loaded'    => array(),
		'loading'   => null,
		'milestone' => '',
		'running'   => null,
		'waiting'   => null,
		'report'    => null,
	);

	/**
	 * The record of a probe.
	 *
	 * @param string $id Probe id.
	 * @return array<string, mixed>|null As in schemas/record.json; null when there is no such probe on this site.
	 */
	public static function read( string $id ): ?array {
		global $wpdb;
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT claimed, node FROM %i WHERE id = %s AND blog = %d', Tables::name( 'probes' ), $id, get_current_blog_id() ), ARRAY_A );
		if ( ! is_array( $row ) ) {
			return null;
		}
		$claimed = null !== $row['claimed'];
		$since   = is_numeric( $row['claimed'] ) ? (int) $row['claimed'] : null;
		$seen    = $claimed && Claims::node() === $row['node'] ? Recorder::read( $id ) : null;
		return array_merge(
			array(
				'id'       => $id,
				'claimed'  => $claimed,
				'age'      => null === $since ? null : max( 0, time() - $since ),
				'workers'  => Workers::describe(),
				'readable' => ! $claimed || null !== $seen,
			),
			$seen ?? self::UNSEEN
		);
	}

	/**
	 * Deletes the probes of a run and what they wrote down.
	 *
	 * @param string $run Run id.
	 */
	public static function delete_run( string $run ): void {
		global $wpdb;
		$table = Tables::name( 'probes' );
		RecordFolder::sweep( array_map( 'strval', $wpdb->get_col( $wpdb->prepare( 'SELECT id FROM %i WHERE run = %s', $table, $run ) ) ) );
		$wpdb->delete( $table, array( 'run' => $run ) );
	}
}
