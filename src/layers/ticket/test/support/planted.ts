/**
 * Secrets of many shapes, as texts carry them, and what of them must never come out.
 */
import fc from 'fast-check';

/** A text and the part of it that is nobody's business. */
export interface Planted {
	text: string;
	secret: string;
	/** Whose looks it has. */
	kind: 'key' | 'named' | 'email' | 'path' | 'address' | 'name';
}

const ALPHANUMERIC =
	'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** What wp_generate_password() makes salts of. */
const SALT = `${ ALPHANUMERIC }!@#$%^&*()-_ []{}<>~\`+=,.;:/?|`;

/** Without fast-check's liking for one sign again and again: no secret is so. */
const of = ( letters: string, least: number, most: number ) =>
	fc.noBias(
		fc.string( {
			unit: fc.constantFrom( ...letters ),
			minLength: least,
			maxLength: most,
		} )
	);

/** A password that nothing but its place gives away, and that stands nowhere else. */
const weak = of( 'abcdefghij0123456789', 3, 9 ).map( ( end ) => `zq${ end }` );

const bytes = fc.noBias( fc.uint8Array( { minLength: 24, maxLength: 48 } ) );

/** Made by a machine: known by their looks wherever they stand. */
const keys = fc.oneof(
	bytes.map( ( key ) => Buffer.from( key ).toString( 'hex' ) ),
	bytes.map( ( key ) => Buffer.from( key ).toString( 'base64' ) ),
	bytes.map( ( key ) => Buffer.from( key ).toString( 'base64url' ) ),
	of( ALPHANUMERIC, 24, 24 ),
	fc.uuid(),
	of( '0123456789abcdef', 10, 10 ).filter(
		( nonce ) => /\d/.test( nonce ) && /[a-f]/.test( nonce )
	),
	of( ALPHANUMERIC, 24, 24 ).map( ( password ) =>
		( password.match( /.{4}/g ) ?? [] ).join( ' ' )
	),
	of( ALPHANUMERIC, 20, 30 ).map( ( end ) => `sk_live_${ end }` ),
	of( ALPHANUMERIC, 36, 36 ).map( ( end ) => `ghp_${ end }` ),
	fc
		.tuple( of( ALPHANUMERIC, 20, 40 ), of( ALPHANUMERIC, 20, 40 ) )
		.map(
			( [ body, end ] ) => `eyJhbGciOiJIUzI1NiJ9.eyJ${ body }.${ end }`
		)
);

const itself = keys.map( ( secret ) => ( { text: secret, secret } ) );

/** Known by the name next to them. */
const named = fc
	.tuple(
		weak,
		fc.constantFrom(
			( it: string ) => `password=${ it }`,
			( it: string ) => `DB_PASSWORD: ${ it }`,
			( it: string ) => `"api_key":"${ it }"`,
			( it: string ) => `'user_pass' => '${ it }'`,
			( it: string ) => `define( 'AUTH_KEY', '${ it }' )`,
			( it: string ) => `define('NONCE_SALT',"${ it }");`,
			( it: string ) => `$wpdb->password = "${ it }"`,
			( it: string ) => `s:8:"password";s:9:"${ it }"`,
			( it: string ) => `Authorization: Basic ${ it }`,
			( it: string ) => `Authorization: Bearer ${ it }`,
			( it: string ) => `X-WP-Nonce: ${ it }`,
			( it: string ) => `X-Culprit-Probe: ${ it }`,
			( it: string ) => `Cookie: a=b; wordpress_logged_in_1=${ it }`,
			( it: string ) => `Set-Cookie: PHPSESSID=${ it }; path=/`,
			( it: string ) => `PHPSESSID=${ it }`,
			( it: string ) => `wordpress_logged_in_1=${ it }`,
			( it: string ) => `https://shop:${ it }@example.org/`,
			( it: string ) => `mysql://shop:${ it }@localhost/db`,
			( it: string ) => `https://example.org/shop/?reference=${ it }`,
			( it: string ) =>
				`https://example.org/?p=1&_wpnonce=${ it }&x=${ it }`,
			( it: string ) => `https://example.org/?p=1&amp;k=${ it }`,
			( it: string ) => `/wp-login.php?action=rp&key=${ it }&login=me`,
			( it: string ) => `https://example.org/rescue#${ it }`,
			( it: string ) => `https://example.org/rescue?${ it }`,
			( it: string ) =>
				`Uncaught Error: no Stack trace: #0 x.php(1): log_in('me', '${ it }') #1 {main}`,
			( it: string ) =>
				`Error #0 /My Sites/x.php(1): log_in('me', '${ it }')`,
			( it: string ) => `#1 [internal function]: log_in('${ it }')`,
			( it: string ) => `Duplicate entry '${ it }' for key 'PRIMARY'`
		)
	)
	.map( ( [ secret, write ] ) => ( { text: write( secret ), secret } ) );

/** Salts of WordPress, in their place and alone. */
const salts = of( SALT, 64, 64 ).chain( ( secret ) =>
	fc.constantFrom( secret, `define( 'AUTH_KEY', '${ secret }' );` ).map(
		// The longest piece of one is as bad as all of it.
		( text ) => ( {
			text,
			secret: secret
				.split( ' ' )
				.sort( ( one, two ) => two.length - one.length )[ 0 ] as string,
		} )
	)
);

const emails = fc
	.oneof(
		fc.emailAddress(),
		weak.map( ( name ) => `${ name }@example.org` )
	)
	.chain( ( secret ) =>
		fc
			.constantFrom( secret, secret.replace( '@', '%40' ) )
			.map( ( text ) => ( { text, secret } ) )
	);

/** A folder that tells whose server it is. */
const paths = fc
	.tuple(
		weak,
		fc.constantFrom(
			( it: string ) =>
				`/home/${ it }/public_html/wp-content/plugins/x/y.php`,
			( it: string ) => `/home/${ it }/public_html/wp-config.php`,
			( it: string ) => `/var/www/vhosts/${ it }/logs/error.log`,
			( it: string ) =>
				`/Users/${ it } Smith/My Sites/wp-includes/load.php`,
			( it: string ) => `/srv/${ it }/web/app/plugins/x/y.php(12)`,
			( it: string ) => `\\/home\\/${ it }\\/wp-content\\/x.php`,
			( it: string ) => `file:///home/${ it }/x.txt`,
			( it: string ) => `~${ it }/public_html/x.php`,
			( it: string ) =>
				`C:\\Users\\${ it }\\site\\wp-content\\plugins\\x.php`,
			( it: string ) => `C:\\\\Users\\\\${ it }\\\\x.php`,
			( it: string ) => `D:/www/${ it }/wp-admin/index.php`,
			( it: string ) => `C:\\Users\\${ it } Smith\\x.php`,
			( it: string ) => `\\\\${ it }\\share\\wp\\x.php`,
			( it: string ) => `unix:/run/php/${ it }.sock`,
			( it: string ) => `include_path='.:/usr/share/${ it }'`,
			( it: string ) => `%2Fhome%2F${ it }%2Fsite`
		)
	)
	.map( ( [ secret, write ] ) => ( { text: write( secret ), secret } ) );

const addresses = fc
	.oneof(
		fc.ipV4().filter( ( address ) => address !== '203.0.113.9' ),
		fc.ipV6().filter( ( address ) => /\d/.test( address ) ),
		fc.constantFrom(
			'10.0.0.5',
			'127.0.0.1',
			'192.168.178.20',
			'172.17.0.2',
			'::ffff:192.168.0.1',
			'fe80::1ff:fe23:4567:890a',
			'fd12:3456:789a::1',
			'ip-10-0-0-5'
		)
	)
	.chain( ( secret ) =>
		fc
			.constantFrom(
				secret,
				`[${ secret }]`,
				`client: ${ secret }, server: x`,
				`addr:${ secret }`,
				`${ secret }: refused`
			)
			.map( ( text ) => ( { text, secret } ) )
	);

/** Users whose names the site knows, or that are told as users. */
export const USERS = [ 'zqalice', 'Zqbert Müller' ];
const names = fc.constantFrom(
	{ text: 'zqalice', secret: 'zqalice' },
	{ text: 'ZQALICE', secret: 'ZQALICE' },
	{ text: 'Zqbert Müller', secret: 'Zqbert Müller' },
	{ text: 'edited by zqalice_', secret: 'zqalice' },
	{
		text: "Access denied for user 'zqcarl'@'localhost' (using password: YES)",
		secret: 'zqcarl',
	},
	{ text: 'https://example.org/author/zqcarl/', secret: 'zqcarl' },
	{ text: 'user_login: zqcarl', secret: 'zqcarl' }
);

const as = (
	kind: Planted[ 'kind' ],
	some: fc.Arbitrary< Omit< Planted, 'kind' > >
) => some.map( ( one ) => ( { ...one, kind } ) );

/** Anything that must not come out, by itself or in a sentence. */
export const planted: fc.Arbitrary< Planted > = fc
	// A shrunken secret is none any more.
	.noShrink(
		fc.oneof(
			as( 'key', itself ),
			as( 'named', named ),
			as( 'key', salts ),
			as( 'email', emails ),
			as( 'path', paths ),
			as( 'address', addresses ),
			as( 'name', names )
		)
	)
	.chain( ( { text, secret, kind } ) =>
		fc
			.constantFrom(
				text,
				`PHP stopped in ${ text } on line 12.`,
				`It said “${ text }”, then ended.`,
				`(${ text })`,
				`failed: ${ text }`,
				`\u200b${ text }\nAnother line.`
			)
			.map( ( sentence ) => ( { text: sentence, secret, kind } ) )
	);
