/**
 * The stack's database: statements, and a state to go back to.
 */
import { spawn } from 'node:child_process';
import { findProgram } from '../child.mjs';

const NAME = 'wordpress';

/**
 * Access to a MariaDB server.
 *
 * @param {string} socket Its socket.
 * @return {{ sql: Function, create: Function, snapshot: Function, restore: Function }} All asynchronous; they reject with what the server said.
 */
export function createDatabase( socket ) {
	const access = [
		'--no-defaults',
		'--user=root',
		`--socket=${ socket }`,
		'--default-character-set=utf8mb4',
	];
	let kept = null;

	const client = ( args, input ) =>
		pipe( findProgram( 'mariadb' ), [ ...access, ...args ], input );

	return {
		/** Makes the empty database. */
		create: () =>
			client( [], `CREATE DATABASE ${ NAME } CHARACTER SET utf8mb4;` ),

		/**
		 * Runs a statement.
		 *
		 * @param {string} statement SQL.
		 * @return {Promise<Record<string, string | null>[]>} Rows.
		 */
		sql: async ( statement ) =>
			rowsOf( await client( [ '--batch', NAME ], statement ) ),

		/** Remembers the database as it is now. */
		async snapshot() {
			kept = await pipe( findProgram( 'mariadb-dump' ), [
				...access,
				'--skip-comments',
				'--skip-lock-tables',
				// What is no text must get through as well.
				'--hex-blob',
				NAME,
			] );
		},

		/** Makes it what it was when it was remembered, tables made since gone. */
		async restore() {
			if ( kept === null ) {
				throw new Error(
					'There is no state of the database to go back to: none was remembered.'
				);
			}
			await client(
				[],
				`DROP DATABASE ${ NAME }; CREATE DATABASE ${ NAME } CHARACTER SET utf8mb4; USE ${ NAME };\n${ kept }`
			);
		},
	};
}

/**
 * Reads what the client prints with --batch, which writes the text NULL as it writes a NULL: both are read as null.
 *
 * @param {string} text
 * @return {Record<string, string | null>[]} Rows.
 */
export function rowsOf( text ) {
	if ( text === '' ) {
		return [];
	}
	const [ names, ...rows ] = text
		.replace( /\n$/, '' )
		.split( '\n' )
		.map( ( line ) => line.split( '\t' ) );
	return rows.map( ( row ) =>
		Object.fromEntries(
			row.map( ( value, index ) => [
				names[ index ],
				value === 'NULL' ? null : unescaped( value ),
			] )
		)
	);
}

function unescaped( value ) {
	const meant = { n: '\n', t: '\t', 0: '\0', '\\': '\\' };
	return value.replace(
		/\\([nt0\\])/g,
		( whole, letter ) => meant[ letter ]
	);
}

/**
 * Runs a program with a text for its input.
 *
 * @param {string}   command Program.
 * @param {string[]} args    Arguments.
 * @param {string}   input   Its input.
 * @return {Promise<string>} What it printed. Rejects when it fails.
 */
function pipe( command, args, input = '' ) {
	return new Promise( ( resolve, reject ) => {
		const child = spawn( command, args );
		const parts = [];
		let said = '';
		child.stdout.on( 'data', ( part ) => parts.push( part ) );
		child.stderr.on( 'data', ( part ) => ( said += part ) );
		child.on( 'error', reject );
		child.on( 'close', ( code ) =>
			code === 0
				? resolve( Buffer.concat( parts ).toString( 'utf8' ) )
				: reject(
						new Error( said.trim() || `${ command }: ${ code }` )
					)
		);
		// A program that fails early does not read on.
		child.stdin.on( 'error', () => {} );
		child.stdin.end( input );
	} );
}
