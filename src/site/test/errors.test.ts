/**
 * Every way in which a call can go wrong, and what is said about it.
 */
import { answerError, parseJson, type BadAnswer } from '../errors';

const answer = ( more: Partial< BadAnswer > ): BadAnswer => ( {
	status: 200,
	url: 'https://example.com/index.php',
	authenticate: null,
	location: null,
	text: '',
	...more,
} );

const page = ( title: string ) =>
	`<!DOCTYPE html><html><head><title>${ title }</title></head></html>`;

const refusal = ( code: string, message: string, status: number ) =>
	JSON.stringify( { code, message, data: { status } } );

describe( 'an answer that cannot be used', () => {
	test.each< [ string, Partial< BadAnswer >, string, RegExp ] >( [
		[
			'an HTML 500',
			{ status: 500, text: page( 'Error' ) },
			'culprit_server_error',
			/^The server answered 500 Internal Server Error to Culprit's own call/,
		],
		[
			'an HTML 502',
			{ status: 502, text: page( '502' ) },
			'culprit_server_error',
			/^The server answered 502 Bad Gateway to Culprit's own call/,
		],
		[
			'an HTML 503',
			{ status: 503, text: page( '503' ) },
			'culprit_server_error',
			/503 Service Unavailable/,
		],
		[
			'an HTML 504',
			{ status: 504, text: page( '504' ) },
			'culprit_server_error',
			/504 Gateway Timeout/,
		],
		[
			'an empty 500',
			{ status: 500 },
			'culprit_server_error',
			/500 Internal Server Error/,
		],
		[
			'a status without a name',
			{ status: 599, text: page( '?' ) },
			'culprit_server_error',
			/answered 599 to/,
		],
		[
			"WordPress's own words for a fatal error",
			{
				status: 500,
				text: refusal(
					'internal_server_error',
					'<p>There has been a critical error on this website.</p><p><a href="https://wordpress.org">Learn more</a></p>',
					500
				),
			},
			'internal_server_error',
			/^There has been a critical error on this website\. Learn more\.$/,
		],
		[
			'a firewall',
			{ status: 403, text: page( 'Access denied' ) },
			'culprit_blocked',
			/403 Forbidden/,
		],
		[
			'no WordPress there',
			{ status: 404, text: page( 'Not found' ) },
			'culprit_blocked',
			/404 Not Found/,
		],
		[
			'basic auth in front',
			{
				status: 401,
				authenticate: 'Basic realm="staging"',
				text: page( '401' ),
			},
			'culprit_basic_auth',
			/user name and a password of its own/,
		],
		[
			'a redirect',
			{ status: 301, location: 'https://www.example.com/' },
			'culprit_redirected',
			/on to https:\/\/www\.example\.com\//,
		],
		[
			'a login page with 200',
			{
				text:
					page( 'Log In' ) + '<form name="loginform" id="loginform">',
			},
			'culprit_login_page',
			/login page/,
		],
		[
			'a cached page with 200',
			{ text: page( 'My shop' ) },
			'culprit_page_instead',
			/ordinary page/,
		],
		[
			'an empty 200',
			{ text: ' \n' },
			'culprit_empty_answer',
			/nothing in it/,
		],
		[
			'words in front of nothing',
			{ text: 'Warning: something is <b>wrong</b>' },
			'culprit_invalid_json',
			/begins with “Warning: something is wrong”/,
		],
		[
			'a refusal of WordPress',
			{
				status: 401,
				text: refusal(
					'incorrect_password',
					'<strong>Error:</strong> The provided password is an invalid application password.',
					401
				),
			},
			'incorrect_password',
			/^Error: The provided password is an invalid application password\.$/,
		],
		[
			'a refusal that came with a 200',
			{ text: refusal( 'rest_forbidden', 'Sorry.', 403 ) },
			'rest_forbidden',
			/^Sorry\.$/,
		],
	] )( '%s', ( _name, given, code, sentence ) => {
		const error = answerError( answer( given ) );
		expect( error.code ).toBe( code );
		expect( error.sentence ).toMatch( sentence );
		expect( error.advice ).toMatch( /\S.*\.$/ );
	} );

	test( "Culprit's own message is split into what happened and what to do", () => {
		const error = answerError(
			answer( {
				status: 410,
				text: refusal(
					'culprit_probe_spent',
					'This probe was used already or is too old. Start it again.',
					410
				),
			} )
		);
		expect( error ).toEqual( {
			code: 'culprit_probe_spent',
			sentence: 'This probe was used already or is too old.',
			advice: 'Start it again.',
			status: 410,
		} );
	} );

	test( 'a file name in a message does not split it', () => {
		const error = answerError(
			answer( {
				status: 400,
				text: refusal(
					'culprit_unknown_plugin',
					'There is no plugin a/b.php on this site. Reload the list and try again.',
					400
				),
			} )
		);
		expect( error.sentence ).toBe(
			'There is no plugin a/b.php on this site.'
		);
	} );

	test( 'the status in the data counts, as the server may hide its own', () => {
		const text = refusal( 'rest_forbidden', 'Sorry.', 403 );
		expect( answerError( answer( { text } ) ).status ).toBe( 403 );
	} );
} );

describe( 'JSON in a body', () => {
	test.each( [
		[ '{"a":1}' ],
		[ '<br />\n<b>Warning</b>: odd in x on line 3<br />\n{"a":1}' ],
		[ 'Notice: key [a] in {closure}\n{"a":1}' ],
	] )( '%s', ( text ) => {
		expect( parseJson( text ) ).toEqual( { a: 1 } );
	} );

	test( 'a page is none', () => {
		expect( parseJson( page( 'x' ) ) ).toBeUndefined();
	} );
} );
