<?php
/**
 * The mail that says that the front page broke, or is back.
 *
 * @package Culprit
 */

namespace Culprit\Watch;

defined( 'ABSPATH' ) || exit;

/**
 * Plain text, by WordPress's own way.
 */
final class Mail {

	/**
	 * Sends it.
	 *
	 * @param string                                                                                   $to      Address.
	 * @param array{at: int, outcome: string, status: int|null, milliseconds: float, sentence: string} $entry   What was seen.
	 * @param int                                                                                      $minutes Between two checks.
	 * @return bool Whether WordPress could hand it over.
	 */
	public static function send( string $to, array $entry, int $minutes ): bool {
		$site   = (string) wp_parse_url( home_url(), PHP_URL_HOST );
		$broken = 'failing' === $entry['outcome'];
		/* translators: %s: name of the site. */
		$subject = sprintf( $broken ? __( '%s is broken', 'culprit' ) : __( '%s is back', 'culprit' ), $site );
		$lines   = array(
			$entry['sentence'],
			/* translators: %s: date and time. */
			sprintf( __( 'Seen at %s UTC, twice in a row.', 'culprit' ), gmdate( 'Y-m-d H:i:s', $entry['at'] ) ),
			'',
			$broken
				/* translators: %s: address of a screen. */
				? sprintf( __( 'To find the cause: Tools > Culprit, %s', 'culprit' ), admin_url( 'tools.php?page=culprit' ) )
				: __( 'There is nothing to do.', 'culprit' ),
			'',
			/* translators: 1: number of minutes. 2: address of a screen. */
			sprintf( __( 'Culprit looks at the front page every %1$d minutes and writes when that changes, at most once an hour. To end that: %2$s', 'culprit' ), $minutes, admin_url( 'tools.php?page=culprit' ) ),
		);
		if ( ! $broken ) {
			$lines[1] = sprintf( /* translators: %s: date and time. */ __( 'Seen at %s UTC.', 'culprit' ), gmdate( 'Y-m-d H:i:s', $entry['at'] ) );
		}
		return (bool) wp_mail( $to, $subject, implode( "\n", $lines ) );
	}
}
