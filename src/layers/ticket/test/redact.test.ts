import fc from 'fast-check';
import { runs } from '../../../engine/test/support/property';
import { INSTEAD, redact, redactAll, type Known } from '../redact';
import { planted, USERS } from './support/planted';

const KNOWN: Known = {
	hosts: [ 'example.org' ],
	address: '203.0.113.9',
	users: USERS,
	versions: [ '4.9.2.1' ],
	ids: [ '8f1c2d3e4b5a6789-AMS', 'Xb3kP0aZ_9-tQw7LmN4vRs2YcD8eFhGj==' ],
	pages: [ '/shop/checkout/' ],
};

const text = ( given: string, known = KNOWN ) => redact( given, known ).text;

describe( 'what is left out', () => {
	it( 'is every planted secret, whatever its shape and whatever stands around it', () => {
		fc.assert(
			fc.property( planted, ( { text: given, secret } ) => {
				expect( text( given ) ).not.toContain( secret );
			} ),
			runs( 71, 6000 )
		);
	} );

	it( 'stays out when a text is redacted twice, which changes nothing more', () => {
		fc.assert(
			fc.property( planted, ( { text: given } ) => {
				const once = text( given );
				expect( text( once ) ).toBe( once );
			} ),
			runs( 72, 1500 )
		);
	} );

	it( 'is found in any field of any data, at whatever depth', () => {
		fc.assert(
			fc.property(
				planted,
				fc.constantFrom(
					( it: string ): unknown => [ it ],
					( it: string ): unknown => ( {
						a: { b: [ 1, { c: it } ] },
					} ),
					( it: string ): unknown => ( { a: null, b: [ [ it ] ] } )
				),
				( { text: given, secret }, put ) => {
					const { value } = redactAll( put( given ), KNOWN );
					expect( JSON.stringify( value ) ).not.toContain(
						JSON.stringify( secret ).slice( 1, -1 )
					);
				}
			),
			runs( 73, 1500 )
		);
	} );

	it( 'is told by its kind', () => {
		expect(
			redactAll(
				[
					'me@example.com',
					'/home/me/x.php',
					'10.0.0.1',
					'password=1',
				],
				KNOWN
			)
		).toEqual( {
			value: [
				INSTEAD.email,
				INSTEAD.path,
				INSTEAD.address,
				`password=${ INSTEAD.secret }`,
			],
			leftOut: [ 'email', 'path', 'address', 'secret' ],
		} );
	} );

	it( 'is also what a line too long to keep begins with', () => {
		const long = `${ 'word '.repeat( 2000 ) } me@example.com`;
		expect( text( long ).length ).toBeLessThanOrEqual( 701 );
		expect( text( 'x'.repeat( 100000 ) ).length ).toBeLessThanOrEqual(
			701
		);
	} );

	it.each( [
		'a',
		'/a',
		'a b/',
		'/a b',
		':',
		'f:',
		'1.',
		'pass_',
		'a.',
		'%2F',
		'"',
		'\\a',
		'aaaa ',
		'/~',
		'?a=',
	] )(
		'is looked for in little time, also in a line made to take long: %s',
		( piece ) => {
			const begun = performance.now();
			text( piece.repeat( 3900 / piece.length ) );
			text( `${ piece.repeat( 3900 / piece.length ) } !` );
			expect( performance.now() - begun ).toBeLessThan( 1000 );
		}
	);
} );

describe( 'full paths', () => {
	it.each( [
		[
			'/home/me/public_html/wp-content/plugins/x/y.php:12',
			'wp-content/plugins/x/y.php:12',
		],
		[
			'in /var/www/My Site/wp-includes/load.php on line 3',
			'in wp-includes/load.php on line 3',
		],
		[
			'C:\\xampp\\htdocs\\wp-content\\themes\\x\\functions.php on line 3',
			'wp-content/themes/x/functions.php on line 3',
		],
		[ '/srv/web/app/mu-plugins/x.php', 'mu-plugins/x.php' ],
		[ '/home/me/wp-config.php', 'wp-config.php' ],
		[ '/var/log/php/error.log', '[path]' ],
	] )( '%s becomes %s', ( full, relative ) => {
		expect( text( full ) ).toBe( relative );
	} );
} );

describe( 'ordinary text', () => {
	it.each( [
		'WordPress 6.8.3, PHP 8.2.29, nginx/1.22.1',
		'MariaDB 10.11.6-MariaDB-0+deb12u1, MySQL 8.0.36-0ubuntu0.22.04.1',
		'Apache/2.4.62 (Debian) OpenSSL/3.0.15 mod_fcgid/2.3.9',
		'2026-05-03 14:02:07 UTC',
		'2026-05-03T14:02:07Z, 20260503T140207Z',
		'Acme Forms 2.1.3 (acme-forms/acme-forms.php)',
		'WooCommerce PayPal Payments 2.9.0-rc.1 (woocommerce-paypal-payments/woocommerce-paypal-payments.php)',
		'Version 4.9.2.1 of it',
		'wp-content/plugins/x/y.php:12',
		'wp-content/plugins/acme-forms/includes/class-acme-forms-payment-gateway-v2.php on line 112',
		'PHP stopped with a fatal error in wp-content/plugins/x/y.php on line 12: Uncaught Error: Call to undefined function acme_render_checkout_button()',
		'Uncaught TypeError: Acme\\Forms\\Gateway::charge(): Argument #1 ($order) must be of type WC_Order, null given',
		'Uncaught Error: Class "Acme\\Forms\\TranslationManagementProfessional" not found',
		'class@anonymous could not be converted to string',
		'syntax error, unexpected token "=>", expecting ")"',
		'Allowed memory size of 268435456 bytes exhausted (tried to allocate 20480 bytes)',
		'cf-ray: 8f1c2d3e4b5a6789-AMS',
		'x-amz-cf-id: Xb3kP0aZ_9-tQw7LmN4vRs2YcD8eFhGj==',
		'https://example.org/shop/checkout/?page=2&lang=en',
		'The page /shop/checkout/ answers 502 Bad Gateway.',
		'Open the page /shop/. Then open /shop/checkout/.',
		'https://www.example.org/wp-json/wp/v2/posts',
		'The server is 203.0.113.9, port 443.',
		'memory_limit 256 MB, max_execution_time 30 s',
		'Bad::add() and DateTime::format() were called',
		'Access denied (using password: YES)',
		'HTTP Basic authentication stands in front of the site.',
		'It is tested (tests/php/Guard/ReadOnlyTest.php).',
		"Unknown column 'x' in `wp_options`.`option_name`",
		'Let rest_route=/culprit/v1/ through.',
		'Table wp_options uses utf8mb4_unicode_520_ci',
		'Log in as an admin and open Tools > Culprit.',
	] )( 'stays as it is: %s', ( given ) => {
		expect( redact( given, KNOWN ) ).toEqual( {
			text: given,
			leftOut: [],
		} );
	} );

	it( 'comes out on one line, without signs that cannot be seen', () => {
		expect( text( 'a\r\n# b\u202e\tc\ud800' ) ).toBe( 'a # b c\ufffd' );
	} );

	it( 'keeps the name of a site that is also the name of a user', () => {
		expect(
			text( 'https://acme.example/ is made by acme', {
				...KNOWN,
				hosts: [ 'acme.example' ],
				users: [ 'acme' ],
			} )
		).toBe( 'https://acme.example/ is made by [name]' );
	} );

	it( 'is not taken apart by a short name of a user', () => {
		expect(
			text( 'Max set pm.max_children and max-age.', {
				...KNOWN,
				users: [ 'Max' ],
			} )
		).toBe( '[name] set pm.max_children and max-age.' );
	} );

	it( 'does not keep the server’s own address where that is a private one', () => {
		expect(
			text( 'It is 10.0.0.5.', { ...KNOWN, address: '10.0.0.5' } )
		).toBe( 'It is [address].' );
	} );
} );
