/**
 * `culprit files`: drop-ins and must-use plugins, where WordPress itself does not start.
 */
import { createStandAlone } from '../site/standAlone';
import { EXIT, type Exit } from './exit';
import type { FilesArguments } from './filesArguments';
import type { Io } from './io';
import type { StandAloneFiles, StandAloneLook } from '../contract/types';

/** Asks the stand-alone file, prints its answer, and gives the exit code. */
export async function files(
	{ url, code, action, file, json }: FilesArguments,
	io: Io
): Promise< Exit > {
	const standAlone = createStandAlone( {
		folder: `${ url }/`,
		code,
		send: ( ...request ) => io.fetch( ...request ),
	} );
	const answer = await {
		list: standAlone.list,
		look: standAlone.look,
		off: () => standAlone.rename( file, 'off' ),
		on: () => standAlone.rename( file, 'on' ),
		open: standAlone.endMaintenance,
	}[ action ]();
	if ( ! answer.ok ) {
		const { sentence, advice, status } = answer.error;
		io.stderr( `${ [ sentence, advice ].join( ' ' ).trim() }\n` );
		return status !== null && status < 500
			? EXIT.notAllowed
			: EXIT.unavailable;
	}
	const { value } = answer;
	if ( json ) {
		io.stdout( `${ JSON.stringify( value ) }\n` );
	} else {
		io.stdout(
			'started' in value ? lookText( value ) : listText( value, url )
		);
	}
	return EXIT.done;
}

function lookText( { started, database, death }: StandAloneLook ): string {
	if ( started ) {
		return 'WordPress starts without plugins and theme: the fault is in one of these. Find it with “culprit isolate”.\n';
	}
	if ( death ) {
		return `WordPress dies in ${ death.file } on line ${ death.line }: ${ death.message }\n`;
	}
	return database
		? 'WordPress ends while it starts, without an error of PHP’s: some file ends it on purpose. Take the must-use plugins and drop-ins away one by one.\n'
		: 'WordPress starts and has no connection to its database: ask the host whether the database server runs.\n';
}

function listText( list: StandAloneFiles, url: string ): string {
	const rows = list.files.map(
		( { file, on, modified } ) =>
			`  ${ on ? 'on ' : 'OFF' }  ${ file }  (changed ${ day( modified ) })`
	);
	const off = list.files.filter( ( { on } ) => ! on );
	return `${ [
		rows.length === 0
			? 'There is neither a drop-in nor a must-use plugin but Culprit’s own.'
			: 'Files that WordPress loads whatever plugins are active:',
		...rows,
		...( list.maintenance === null
			? []
			: [
					`The site is closed for an update, for ${ list.maintenance } s now. To open it:`,
					`  culprit files ${ url } open`,
				] ),
		...( off.length === 0
			? []
			: [
					'Nothing brings them back by itself. To do so:',
					...off.map(
						( { file } ) => `  culprit files ${ url } on ${ file }`
					),
				] ),
		`PHP ${ list.php }; the stand-alone file answers until ${ day( list.expires ) }.`,
	].join( '\n' ) }\n`;
}

const day = ( seconds: number ) =>
	new Date( seconds * 1000 ).toISOString().slice( 0, 10 );
