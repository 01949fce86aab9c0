<?php
/**
 * What wp_die() does in a test.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Support;

/**
 * Thrown instead of ending PHP: the message is wp_die()'s, the code its HTTP status.
 */
final class Died extends \RuntimeException {}
