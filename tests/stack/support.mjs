/**
 * What the tests on the stack have in common: one site, whose database and plugins every test gets fresh.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before } from 'node:test';
import { serialized } from '../../tools/lib/corpus/order.mjs';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import { createDatabase } from '../../tools/lib/stack/database.mjs';

/** The stack, as startStack() gives it, with `root` and `socket`. */
export const stack = JSON.parse( process.env.CULPRIT_STACK );

const database = createDatabase( stack.socket );

export const { sql } = database;

const content = path.join( stack.root, 'wp-content' );

export const CULPRIT = 'culprit/plugin.php';

/** Kills PHP as the kernel does when memory is short. */
export const KILL = 'posix_kill( getmypid(), 9 );';

/** Gives every test of a file the site as it was. */
export function freshSite() {
	const written = [];
	const write = ( folder, name, code, shared = false ) => {
		const place = path.join( content, folder );
		const file = path.join( place, name );
		mkdirSync( place, { recursive: true } );
		written.push( shared ? file : place );
		writeFileSync( file, `<?php\n${ code }\n` );
	};
	before( () => database.snapshot() );
	afterEach( async () => {
		for ( const file of written.splice( 0 ) ) {
			rmSync( file, { recursive: true, force: true } );
		}
		await database.restore();
		const records = recordFolder();
		if ( records ) {
			rmSync( records, { recursive: true } );
		}
	} );
	after( () => database.restore() );
	return {
		/** Makes the database what it was, within a test. */
		restore: () => database.restore(),

		/**
		 * Writes a plugin for one test.
		 *
		 * @param {string} slug
		 * @param {string} code PHP.
		 * @return {string} Its file, as WordPress calls it.
		 */
		plugin( slug, code ) {
			write(
				`plugins/${ slug }`,
				`${ slug }.php`,
				`/* Plugin Name: ${ slug } */\n${ code }`
			);
			return `${ slug }/${ slug }.php`;
		},

		/**
		 * Writes a must-use plugin, or a drop-in, for one test.
		 *
		 * @param {string} file Inside wp-content.
		 * @param {string} code PHP.
		 */
		always( file, code ) {
			write( path.dirname( file ), path.basename( file ), code, true );
		},
	};
}

/**
 * Sets the live list.
 *
 * @param {string[]} plugins Files; Culprit comes first.
 */
export const makeLive = ( ...plugins ) =>
	sql(
		`UPDATE wp_options SET option_value = '${ serialized( [
			CULPRIT,
			...plugins,
		] ) }' WHERE option_name = 'active_plugins'`
	);

/**
 * A row of the options table.
 *
 * @param {string} name
 * @return {Promise<string|undefined>} As stored.
 */
export const stored = async ( name ) =>
	(
		await sql(
			`SELECT option_value FROM wp_options WHERE option_name = '${ name }'`
		)
	)[ 0 ]?.option_value;

/**
 * The headers of an admin's call from a terminal.
 *
 * @param {string} password An application password.
 * @param {string} user     Whose it is.
 */
export const asAdmin = (
	password = stack.applicationPassword,
	user = stack.user
) => ( {
	...basic( user, password ),
	'X-Culprit-Pass': 'application-password',
} );

/**
 * Basic auth.
 *
 * @param {string} user
 * @param {string} password
 */
export const basic = ( user, password ) => ( {
	Authorization: `Basic ${ Buffer.from( `${ user }:${ password }` ).toString(
		'base64'
	) }`,
} );

/**
 * Calls a route of Culprit's as a terminal does.
 *
 * @param {string}  route
 * @param {?Object} body            Posted when given.
 * @param {Object}  options
 * @param {Object}  options.headers Who calls.
 * @param {string}  options.pool    Which server of the stack.
 * @return {Promise<{ status: number, json: any }>} The answer; `json` null when it is none.
 */
export async function call(
	route,
	body = null,
	{ headers = asAdmin(), pool = 'terminate' } = {}
) {
	const response = await fetch(
		`${ stack.pools[ pool ] }/index.php?rest_route=/culprit/v1/${ route }`,
		{
			method: body ? 'POST' : 'GET',
			headers: { ...headers, 'Content-Type': 'application/json' },
			...( body ? { body: JSON.stringify( body ) } : {} ),
			redirect: 'manual',
		}
	);
	return { status: response.status, json: jsonOf( await response.text() ) };
}

function jsonOf( text ) {
	try {
		return JSON.parse( text );
	} catch {
		return null;
	}
}

/** The live configuration. */
export const live = async () => ( await call( 'state' ) ).json.live;

/**
 * Mints a probe.
 *
 * @param {Object} wanted What differs from a guarded probe of the front page in the live configuration.
 * @param {Object} as     Options of call().
 * @return {Promise<Object>} As in schemas/probe.json.
 */
export async function mint( wanted = {}, as = {} ) {
	const configuration = wanted.configuration ?? ( await live() );
	const { status, json } = await call(
		'probes',
		{
			probes: [
				{ page: '/', mode: 'guarded', ...wanted, configuration },
			],
		},
		as
	);
	if ( status !== 201 ) {
		throw new Error( `Minting answered ${ status }.` );
	}
	return json.probes[ 0 ];
}

/**
 * Fetches a probe.
 *
 * @param {Object}  probe   As minted.
 * @param {Object}  headers More headers.
 * @param {?string} pool    Another server of the stack.
 * @return {Promise<Object>} As visit() gives it.
 */
export const send = ( probe, headers = {}, pool = 'terminate' ) =>
	visit( probe.url.replace( stack.url, stack.pools[ pool ] ), {
		headers: { 'X-Culprit-Probe': probe.token, ...headers },
	} );

/**
 * What a probe left behind.
 *
 * @param {Object} probe As minted.
 * @param {Object} as    Options of call().
 * @return {Promise<Object>} As in schemas/record.json.
 */
export const record = async ( probe, as = {} ) =>
	( await call( `probes/${ probe.id }`, null, as ) ).json;

/**
 * The trailer of a page.
 *
 * @param {string} body
 * @param {Object} probe As minted.
 * @return {Object|null} The report.
 */
export function trailer( body, probe ) {
	const found = new RegExp(
		`<!-- culprit ${ probe.marker } ([A-Za-z0-9+/=]+) -->$`
	).exec( body );
	return found
		? JSON.parse( Buffer.from( found[ 1 ], 'base64' ).toString( 'utf8' ) )
		: null;
}

/** The folder of records; undefined while there is none. */
export function recordFolder() {
	const name = readdirSync( content ).find( ( one ) =>
		/^culprit-[0-9a-f]{32}$/.test( one )
	);
	return name && path.join( content, name );
}
