/**
 * Answers as they went over the wire, from the folder of pages.
 */
import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import type { Visit } from '../../types';

const FOLDER = join( __dirname, '..', 'pages' );

/** An answer, and where it is from. */
export interface Page extends Pick<
	Visit,
	'status' | 'headers' | 'excerpt' | 'bytes'
> {
	source: string;
}

/** Names of all pages. */
export const PAGES = readdirSync( FOLDER )
	.map( ( file ) => file.replace( /\.txt$/, '' ) )
	.sort();

/** A page: a line that says where it is from, then status line, headers, an empty line and body. */
export function page( name: string ): Page {
	const text = readFileSync( join( FOLDER, `${ name }.txt` ), 'utf8' );
	const [ head = '', ...rest ] = text.split( '\n\n' );
	const [ source = '', status = '', ...headers ] = head.split( '\n' );
	const excerpt = rest.join( '\n\n' ).trimEnd();
	return {
		source,
		status: Number( status.split( ' ' )[ 1 ] ),
		headers: Object.fromEntries(
			headers.map( ( line ) => {
				const [ header = '', ...value ] = line.split( ':' );
				return [ header.toLowerCase(), value.join( ':' ).trim() ];
			} )
		),
		excerpt,
		bytes: Buffer.byteLength( excerpt ),
	};
}
