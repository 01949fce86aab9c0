/**
 * Culprit's stand-alone file, as a client sees it: the way in where WordPress itself does not start.
 */
import { deadline } from './abort';
import { parseJson } from './errors';
import { failureError } from './failures';
import {
	isBoolean,
	isNumber,
	isString,
	listOf,
	nullable,
	shapeOf,
	type Guard,
} from './shape';
import type { Send } from './answer';
import type { Result, SiteError } from './types';
import type { StandAloneFiles, StandAloneLook } from '../contract/types';

/** The file on one site. */
export interface StandAlone {
	list: () => Promise< Result< StandAloneFiles > >;
	/** Starts WordPress without plugins and theme, and says where it dies. */
	look: () => Promise< Result< StandAloneLook > >;
	/** Takes a file away, or brings it back. */
	rename: (
		file: string,
		to: 'on' | 'off'
	) => Promise< Result< StandAloneFiles > >;
	/** Opens a site that was closed for an update. */
	endMaintenance: () => Promise< Result< StandAloneFiles > >;
}

/** Its name, in the folder of WordPress. */
export const STAND_ALONE_FILE = 'culprit-emergency.php';

const TIMEOUT = 30000;

const isFiles = shapeOf< StandAloneFiles >( {
	files: listOf(
		shapeOf< StandAloneFiles[ 'files' ][ number ] >( {
			file: isString,
			on: isBoolean,
			modified: isNumber,
		} )
	),
	maintenance: nullable( isNumber ),
	php: isString,
	expires: isNumber,
} );

const isLook = shapeOf< StandAloneLook >( {
	started: isBoolean,
	database: isBoolean,
	death: nullable(
		shapeOf< NonNullable< StandAloneLook[ 'death' ] > >( {
			file: isString,
			line: isNumber,
			message: isString,
		} )
	),
} );

/**
 * The stand-alone file of a site.
 *
 * @param options        What it works with.
 * @param options.folder Address of the folder of WordPress, with a slash at its end.
 * @param options.code   The code that it was made with.
 * @param options.send   Fetches: fetch itself.
 */
export function createStandAlone( {
	folder,
	code,
	send,
}: {
	folder: string;
	code: string;
	send: Send;
} ): StandAlone {
	const ask = async < T >(
		fields: Record< string, string >,
		guard: Guard< T >
	): Promise< Result< T > > => {
		const limit = deadline( TIMEOUT );
		try {
			const response = await send( folder + STAND_ALONE_FILE, {
				method: 'POST',
				// The code is never part of an address, which would stand in logs.
				body: new URLSearchParams( { ...fields, code } ),
				credentials: 'omit',
				cache: 'no-store',
				redirect: 'manual',
				signal: limit.signal,
			} );
			const text = await response.text();
			const value = parseJson( text );
			return guard( value )
				? { ok: true, value }
				: {
						ok: false,
						error: refusal( response.status, value ),
					};
		} catch ( problem ) {
			return {
				ok: false,
				error: failureError( problem, {
					expired: limit.expired(),
					aborted: limit.signal.aborted,
				} ),
			};
		} finally {
			limit.clear();
		}
	};
	return {
		list: () => ask( { action: 'list' }, isFiles ),
		look: () => ask( { action: 'look' }, isLook ),
		rename: ( file, to ) => ask( { action: to, file }, isFiles ),
		endMaintenance: () => ask( { action: 'maintenance' }, isFiles ),
	};
}

function refusal( status: number, value: unknown ): SiteError {
	const { code, message } = ( value ?? {} ) as Record< string, unknown >;
	if ( typeof code === 'string' && typeof message === 'string' ) {
		const [ sentence = message, ...advice ] =
			message.split( /(?<=\.) (?=[A-Z])/ );
		return { code, sentence, advice: advice.join( ' ' ), status };
	}
	if ( status === 404 ) {
		return {
			code: 'culprit_no_stand_alone',
			sentence:
				'The stand-alone file does not answer: it is not there, its code is another one, or its time is over.',
			advice: 'It has to be made while WordPress works, under Tools > Culprit. Without it, rename the file that is broken in the host’s file manager.',
			status,
		};
	}
	if ( status >= 300 && status < 400 ) {
		return {
			code: 'culprit_redirected',
			sentence:
				'The site sends this call on to another address, so the code was not sent there.',
			advice: 'Give the address to which your browser comes in the end.',
			status,
		};
	}
	return {
		code: 'culprit_stand_alone_failed',
		sentence: `The stand-alone file could not answer (status ${ status }).`,
		advice:
			status === 403
				? 'A firewall may forbid it: let culprit-emergency.php through.'
				: 'PHP itself may be down: ask the host.',
		status,
	};
}
