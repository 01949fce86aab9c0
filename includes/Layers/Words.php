<?php
/**
 * What programs say when they fail, made fit for an answer.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Guard\Place;
use Culprit\Site\HttpAnswer;

defined( 'ABSPATH' ) || exit;

/**
 * Such messages name other servers, paths and sometimes passwords.
 */
final class Words {

	private const MOST = 200;

	/**
	 * What is taken out: addresses with a scheme, paths, IP addresses, names with a port, quoted names and passwords.
	 */
	private const SECRETS = array(
		'~[a-z][a-z0-9+.-]*://\S+~i',
		'~(?<![\w.])\S+@[\w.-]+~',
		'~(?<![\w/])(?:[a-z]:)?[/\\\\][\w.@-]+(?:[/\\\\][\w.@-]*)+~i',
		'~\[?(?:[0-9a-f]{0,4}:){2,}[0-9a-f:.]*\]?(?::[0-9]+)?~i',
		'~\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::[0-9]+)?~',
		'~\b(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*(?::[0-9]+)?\b~i',
		'~\b[a-z0-9_-]+:[0-9]{2,5}\b~i',
		'~\b(?:pass(?:word|wd)?|auth|user(?:name)?)\s*[=:]\s*\S+~i',
	);

	/**
	 * A message in one line, without addresses, paths and passwords.
	 *
	 * @param string $message What was said.
	 * @return string At most 200 characters of valid UTF-8.
	 */
	public static function shortened( string $message ): string {
		$line = wp_strip_all_tags( Place::relative( substr( $message, 0, 2000 ) ), true );
		$line = (string) preg_replace( self::SECRETS, '…', $line );
		$line = trim( (string) preg_replace( '/\s+/', ' ', $line ) );
		$text = HttpAnswer::text( $line );
		return mb_strlen( $text, 'UTF-8' ) > self::MOST ? mb_substr( $text, 0, self::MOST - 1, 'UTF-8' ) . '…' : $text;
	}
}
