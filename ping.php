<?php
/**
 * Answers without WordPress, so that it can be told whether PHP runs at all. Says nothing of the site.
 *
 * @package Culprit
 */

header( 'Content-Type: text/plain; charset=utf-8' );
header( 'Cache-Control: no-store, private' );
header( 'X-Robots-Tag: noindex' );
echo 'culprit';
