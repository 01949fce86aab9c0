/**
 * Reads the report that the guard prints at the very end of a probe's page.
 */
import { decodeBase64 } from './base64';
import { isReport } from './guards';
import type { Report } from '../contract/types';

/** The longest trailer that is read, in characters: a report of some 2,000 plugins. */
export const TRAILER_LENGTH = 1024 * 1024;

/** What stands at the end of a page. */
export interface Trailer {
	/** Null when the trailer is cut off, damaged, or of another probe. */
	report: Report | null;
	/** Characters that the trailer takes from the page, its line break included. */
	length: number;
	/** Where it begins in the given text. */
	start: number;
}

/** The trailer with this marker in the last part of a page, or null when there is none. */
export function findTrailer(
	end: string,
	{ id, marker }: { id: string; marker: string }
): Trailer | null {
	const opening = `<!-- culprit ${ marker } `;
	// A page may print a copy of its own; the guard prints last.
	const at = end.lastIndexOf( opening );
	if ( at < 0 ) {
		return null;
	}
	const from = at + opening.length;
	const to = end.indexOf( ' -->', from );
	const start = end[ at - 1 ] === '\n' ? at - 1 : at;
	return {
		report:
			to < 0 || to - from > TRAILER_LENGTH
				? null
				: reportOf( end.slice( from, to ), id ),
		length: ( to < 0 ? end.length : to + ' -->'.length ) - start,
		start,
	};
}

/** Whether any probe's trailer stands in this text. */
export function hasAnyTrailer( end: string ): boolean {
	return /<!-- culprit [0-9a-f]{32} [A-Za-z0-9+/=]/.test( end );
}

function reportOf( base64: string, id: string ): Report | null {
	const json = decodeBase64( base64 );
	if ( json === null ) {
		return null;
	}
	let value: unknown;
	try {
		value = JSON.parse( json );
	} catch {
		return null;
	}
	return isReport( value ) && value.probe === id ? value : null;
}
