/**
 * Calls without an answer, and what an error means for the next step.
 */
import { answerError, type BadAnswer } from '../errors';
import { failureError, isBreakdown, isTransient } from '../failures';

describe( 'a call without an answer', () => {
	const failed = ( code: string, more: object = {} ) =>
		Object.assign( new TypeError( 'fetch failed' ), {
			cause: Object.assign( new Error( code ), { code, ...more } ),
		} );

	test.each( [
		[ 'an unknown name', failed( 'ENOTFOUND' ), 'culprit_dns' ],
		[ 'a resolver that is away', failed( 'EAI_AGAIN' ), 'culprit_dns' ],
		[ 'a closed port', failed( 'ECONNREFUSED' ), 'culprit_refused' ],
		[
			'a closed port on both protocols',
			failed( '', {
				errors: [
					Object.assign( new Error(), { code: 'ECONNREFUSED' } ),
				],
			} ),
			'culprit_refused',
		],
		[
			'an expired certificate',
			failed( 'CERT_HAS_EXPIRED' ),
			'culprit_tls',
		],
		[
			"somebody else's certificate",
			failed( 'ERR_TLS_CERT_ALTNAME_INVALID' ),
			'culprit_tls',
		],
		[
			'a certificate of its own',
			failed( 'DEPTH_ZERO_SELF_SIGNED_CERT' ),
			'culprit_tls',
		],
		[ 'http on the https port', failed( 'EPROTO' ), 'culprit_tls' ],
		[
			'a connection that takes too long',
			failed( 'UND_ERR_CONNECT_TIMEOUT' ),
			'culprit_timeout',
		],
		[ 'a connection that is cut', failed( 'ECONNRESET' ), 'culprit_cut' ],
		[
			'what a browser says',
			new TypeError( 'Failed to fetch' ),
			'culprit_unreachable',
		],
		[ 'what is no error at all', 'no', 'culprit_unreachable' ],
	] )( '%s', ( _name, problem, code ) => {
		const error = failureError( problem );
		expect( error.code ).toBe( code );
		expect( error.status ).toBeNull();
		expect( error.sentence ).toMatch( /\.$/ );
		expect( error.advice ).toMatch( /\.$/ );
	} );

	test( 'its own time limit is told apart from being stopped', () => {
		const problem = new DOMException( 'Aborted', 'AbortError' );
		expect(
			failureError( problem, { expired: true, aborted: true } ).code
		).toBe( 'culprit_timeout' );
		expect( failureError( problem, { aborted: true } ).code ).toBe(
			'culprit_aborted'
		);
	} );
} );

describe( 'what an error means for the next step', () => {
	const of = ( given: Partial< BadAnswer > ) =>
		answerError( {
			status: 200,
			url: 'https://example.com/index.php',
			authenticate: null,
			location: null,
			text: '<html>',
			...given,
		} );
	const refusal = ( code: string, status: number ) =>
		JSON.stringify( { code, message: 'No.', data: { status } } );

	test.each( [
		[ 'a 502', of( { status: 502 } ), true, true ],
		[ 'a 500', of( { status: 500 } ), false, true ],
		[
			'a fatal error',
			of( {
				status: 500,
				text: refusal( 'internal_server_error', 500 ),
			} ),
			true,
			true,
		],
		[
			'a database that is away',
			of( { status: 500, text: refusal( 'wp_die', 500 ) } ),
			true,
			false,
		],
		[
			'Culprit itself, while it is updated',
			of( { status: 404, text: refusal( 'rest_no_route', 404 ) } ),
			true,
			false,
		],
		[
			'a refusal',
			of( { status: 403, text: refusal( 'rest_forbidden', 403 ) } ),
			false,
			false,
		],
		[ 'too many requests', of( { status: 429 } ), true, false ],
		[ 'nobody there', failureError( new TypeError() ), true, false ],
		[
			'being stopped',
			failureError( null, { aborted: true } ),
			false,
			false,
		],
	] )( '%s', ( _name, error, transient, breakdown ) => {
		expect( isTransient( error ) ).toBe( transient );
		expect( isBreakdown( error ) ).toBe( breakdown );
	} );
} );
