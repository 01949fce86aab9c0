/**
 * Which failures count as the same failure.
 */
import { fatalSignature, normalise, sameFailure } from '../signature';
import { error } from './support/build';

const PATH = 'wp-content/plugins/shop/shop.php';

const fatal = ( message: string, path = PATH, line = 3 ) =>
	fatalSignature( error( path, message, line ) );

const same = ( a: string, b: string ) => sameFailure( fatal( a ), fatal( b ) );

test( 'the same error on another line, with another stack trace, is the same failure', () => {
	const first = error(
		PATH,
		'Uncaught Error: Call to undefined function a()'
	);
	const second = {
		...first,
		line: 90,
		message:
			'Uncaught Error: Call to undefined function a() in wp-content/plugins/shop/shop.php:90\nStack trace:\n#0 wp-settings.php(545): include_once()\n#1 {main}\n  thrown',
	};

	expect(
		sameFailure( fatalSignature( first ), fatalSignature( second ) )
	).toBe( true );
} );

test( 'whether a cache held the compiled file makes no other failure, a parse error does', () => {
	const message = 'Cannot redeclare price() (previously declared in a.php:3)';
	const of = ( type: number ) =>
		fatalSignature( { ...error( PATH, message ), type } );

	expect( sameFailure( of( 64 ), of( 1 ) ) ).toBe( true );
	expect( sameFailure( of( 4 ), of( 1 ) ) ).toBe( false );
} );

test( 'the same message in another file is another failure', () => {
	const message = 'Uncaught Error: Call to undefined function a()';

	expect(
		sameFailure(
			fatal( message ),
			fatal( message, 'wp-content/plugins/cart/cart.php' )
		)
	).toBe( false );
} );

test.each( [
	[ 'another function', 'undefined function a()', 'undefined function b()' ],
	[ 'another class', 'Class "A" not found', 'Class "B" not found' ],
	[ 'a name with another digit', 'function a1()', 'function a2()' ],
	[ 'another exception', 'Uncaught TypeError: x', 'Uncaught ValueError: x' ],
] )( '%s is another failure', ( _, a, b ) => {
	expect( same( a, b ) ).toBe( false );
} );

test.each( [
	[ 'a number', 'Post 17 is gone', 'Post 4711 is gone' ],
	[ 'an address in memory', 'Object 0x7ff01 lost', 'Object 0x55aa2 lost' ],
	[ 'a random name', 'Lock 5f3a99c1d0e2 held', 'Lock 77aa00bb12cd held' ],
	[
		'a path on the disk',
		'Cannot open /srv/a/x.txt',
		'Cannot open /srv/b/y.txt',
	],
	[
		'a requested address',
		"Bad request '/?c1=2'",
		"Bad request '/shop?c3=4'",
	],
	[
		'a web address',
		'No reply from https://a.example/1',
		'No reply from https://b.example/2',
	],
	[ 'white space', 'Too  many\nspaces', 'Too many spaces' ],
] )( '%s in the message does not make another failure', ( _, a, b ) => {
	expect( same( a, b ) ).toBe( true );
} );

test( 'memory runs out wherever PHP happens to be', () => {
	const out = ( bytes: number ) =>
		`Allowed memory size of 134217728 bytes exhausted (tried to allocate ${ bytes } bytes)`;

	expect(
		sameFailure(
			fatal( out( 20480 ), PATH ),
			fatal( out( 4096 ), 'wp-includes/class-wpdb.php', 900 )
		)
	).toBe( true );
} );

test( 'code that was made up at run time keeps the file it was made in', () => {
	expect( fatal( 'x', `${ PATH }(12) : eval()'d code` ).file ).toBe( PATH );
} );

test( 'a class without a name does not bring the path of its file along', () => {
	expect( normalise( 'Bad class@anonymous\0/srv/www/a.php:3$0 given' ) ).toBe(
		'Bad class@anonymous given'
	);
} );

test( 'no failure is the same as none', () => {
	expect( sameFailure( null, null ) ).toBe( false );
	expect( sameFailure( fatal( 'x' ), null ) ).toBe( false );
} );
