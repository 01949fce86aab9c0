<?php
/**
 * Answers one word without loading WordPress: shows whether PHP itself answers.
 *
 * It reads nothing of the request and says nothing of the site.
 *
 * @package Culprit
 */

header( 'Content-Type: text/plain; charset=utf-8' );
header( 'Cache-Control: no-store, private' );
header( 'X-Content-Type-Options: nosniff' );
header( 'X-Robots-Tag: noindex' );
header_remove( 'X-Powered-By' );
echo 'culprit';
