/**
 * Errors that PHP printed on the page.
 */
import { report } from './support/build';
import {
	asked,
	fatalReport,
	plugins,
	record,
	verdictOn,
} from './support/verdict';

const HTML =
	'<html><br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function two() in /srv/www/wp-content/plugins/two/two.php:7\nStack trace:\n#0 /srv/www/wp-settings.php(545): include()\n  thrown in <b>/srv/www/wp-content/plugins/two/two.php</b> on line <b>7</b><br />';

const unread = { report: null, record: record( { readable: false } ) };

test( 'an error on the page is failing where PHP gave no other account', () => {
	expect( verdictOn( { ...unread, excerpt: HTML } ) ).toMatchObject( {
		outcome: 'failing',
		sentence:
			'PHP printed an error on the page: Uncaught Error: Call to undefined function two() in /srv/www/wp-content/plugins/two/two.php:7',
		signature: {
			kind: 'error-text',
			file: 'wp-content/plugins/two/two.php',
		},
	} );
} );

test.each( [
	[
		'without HTML',
		'PHP Fatal error:  Uncaught Error: x in /a/wp-content/plugins/two/two.php:7\n',
		'wp-content/plugins/two/two.php',
	],
	[
		'that stopped the reading of a file',
		'<b>Parse error</b>:  syntax error, unexpected token "}" in <b>C:\\www\\wp-content\\plugins\\two\\b.php</b> on line <b>3</b>',
		'wp-content/plugins/two/b.php',
	],
	[
		'without HTML that stopped the reading of a file',
		'Parse error: syntax error in /a/wp-includes/load.php on line 3',
		'wp-includes/load.php',
	],
	[ 'that is cut off', '<b>Fatal error</b>:  Allowed memory si', null ],
] )( 'so is one %s', ( _, excerpt, file ) => {
	expect( verdictOn( { ...unread, excerpt } ).signature ).toMatchObject( {
		kind: 'error-text',
		file,
	} );
} );

test( 'the same error on another line, at another address on the disk, is the same failure', () => {
	const key = ( excerpt: string ) =>
		verdictOn( { ...unread, excerpt } ).signature?.key;

	expect(
		key( HTML.replaceAll( '/srv/www/', '/home/b/' ).replace( ':7', ':90' ) )
	).toBe( key( HTML ) );
	const memory = ( bytes: number ) =>
		key(
			`<b>Fatal error</b>:  Allowed memory size of ${ bytes } bytes exhausted in <b>/a/wp-includes/load.php</b> on line <b>3</b>`
		);
	expect( memory( 134217728 ) ).toBe( memory( 268435456 ) );
	expect( key( HTML.replace( 'two()', 'three()' ) ) ).not.toBe( key( HTML ) );
} );

test( 'a page that writes about errors is healthy: the account decides', () => {
	expect( verdictOn( { excerpt: HTML } ).outcome ).toBe( 'healthy' );
	expect(
		verdictOn( {
			marker: 'absent',
			excerpt: HTML,
			report: report( asked ),
			record: record( { ended: true } ),
		} ).outcome
	).toBe( 'healthy' );
} );

test( 'an error in the account is not read from the page', () => {
	expect(
		verdictOn( { excerpt: HTML, report: fatalReport( plugins ) } ).signature
			?.kind
	).toBe( 'fatal' );
} );

test( 'words of somebody else’s page count for nothing', () => {
	expect(
		verdictOn( { marker: 'absent', report: null, excerpt: HTML } ).outcome
	).toBe( 'unresolved' );
	expect(
		verdictOn( {
			marker: 'absent',
			report: null,
			record: record( { ended: true } ),
			excerpt: HTML,
		} ).outcome
	).toBe( 'healthy' );
} );

test( 'a text that only mentions a fatal error is none', () => {
	expect(
		verdictOn( {
			...unread,
			excerpt: '<p>How I met my first fatal error: a story</p>',
		} ).outcome
	).toBe( 'healthy' );
} );
