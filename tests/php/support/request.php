<?php
/**
 * Makes a command line look like a visit to the test site, as WordPress expects.
 *
 * @package Culprit
 */

$_SERVER['HTTP_HOST']       = substr( (string) getenv( 'CULPRIT_TEST_URL' ), strlen( 'http://' ) );
$_SERVER['SERVER_NAME']     = '127.0.0.1';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REMOTE_ADDR']     = '127.0.0.1';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = '/';
