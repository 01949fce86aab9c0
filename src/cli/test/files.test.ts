/**
 * `culprit files` against a local server that stands in for the stand-alone file.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { culprit } from './support/terminal';

const CODE = 'a'.repeat( 64 );

let server: Server;
let url: string;
let asked: URLSearchParams[];
let addresses: string[];
let answer: { status: number; body: string };

beforeEach( async () => {
	asked = [];
	addresses = [];
	answer = {
		status: 200,
		body: JSON.stringify( {
			files: [
				{ file: 'db.php', on: false, modified: 1777800000 },
				{ file: 'mu-plugins/host.php', on: true, modified: 1777800000 },
			],
			maintenance: 1200,
			php: '8.2.29',
			expires: 1780000000,
		} ),
	};
	server = createServer( ( request, response ) => {
		let body = '';
		request.on( 'data', ( part ) => ( body += part ) );
		request.on( 'end', () => {
			addresses.push( request.url ?? '' );
			asked.push( new URLSearchParams( body ) );
			response.writeHead( answer.status );
			response.end( answer.body );
		} );
	} );
	await new Promise< void >( ( resolve ) =>
		server.listen( 0, '127.0.0.1', resolve )
	);
	url = `http://127.0.0.1:${ ( server.address() as AddressInfo ).port }`;
} );

afterEach( () => {
	server.closeAllConnections();
	server.close();
} );

const env = { CULPRIT_CODE: CODE };

it( 'lists what is on and off, and how to bring back what was taken away', async () => {
	const { code, stdout } = await culprit( [ 'files', url ], { env } );
	expect( code ).toBe( 0 );
	expect( stdout ).toContain( 'OFF  db.php' );
	expect( stdout ).toContain( 'on   mu-plugins/host.php' );
	expect( stdout ).toContain( `culprit files ${ url } on db.php` );
	expect( stdout ).toContain( `culprit files ${ url } open` );
	expect( stdout ).not.toContain( CODE );
} );

it( 'sends the code in the body and never in the address, read from standard input', async () => {
	await culprit(
		[ 'files', url, 'off', 'db.php', '--code', '-' ],
		{},
		`${ CODE }\n`
	);
	expect( addresses ).toEqual( [ '/culprit-emergency.php' ] );
	expect( Object.fromEntries( asked[ 0 ] ?? [] ) ).toEqual( {
		action: 'off',
		file: 'db.php',
		code: CODE,
	} );
} );

it( 'says where WordPress dies, also where something was printed before', async () => {
	answer.body = `Warning: something\n${ JSON.stringify( {
		started: false,
		database: true,
		death: { file: 'wp-content/db.php', line: 3, message: 'Boom' },
	} ) }`;
	const { stdout } = await culprit( [ 'files', url, 'look' ], { env } );
	expect( stdout ).toBe(
		'WordPress dies in wp-content/db.php on line 3: Boom\n'
	);
} );

it( 'a file that is not there, or another code, ends with 77 and says what to do', async () => {
	answer = { status: 404, body: 'Not found.' };
	const { code, stderr } = await culprit( [ 'files', url ], { env } );
	expect( code ).toBe( 77 );
	expect( stderr ).toContain( 'The stand-alone file does not answer' );
	expect( stderr ).toContain( 'rename the file that is broken' );
} );

it( 'a refusal says what happened and what to do', async () => {
	answer = {
		status: 409,
		body: JSON.stringify( {
			code: 'culprit_name_taken',
			message: 'Both are there. Delete one.',
			data: {},
		} ),
	};
	const { code, stderr } = await culprit( [ 'files', url, 'on', 'db.php' ], {
		env,
	} );
	expect( code ).toBe( 77 );
	expect( stderr ).toBe( 'Both are there. Delete one.\n' );
} );

it.each( [
	[ [ 'eat' ], env, 'eat is no action' ],
	[ [ 'off' ], env, 'Say which file' ],
	[ [ 'list', 'db.php' ], env, 'list takes no file' ],
	[ [], {}, 'Give the code of the stand-alone file' ],
] )(
	'a wrong command line (%j) ends with 64',
	async ( given, environment, words ) => {
		const { code, stderr } = await culprit( [ 'files', url, ...given ], {
			env: environment,
		} );
		expect( code ).toBe( 64 );
		expect( stderr ).toContain( words );
		expect( stderr ).toContain( 'Usage: culprit files' );
	}
);
