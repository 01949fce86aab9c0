/**
 * A ticket as an e-mail to begin and as a file to download.
 */
import { ticketText } from './format';
import type { Ticket } from './types';

/** Longer addresses are cut off by some browsers and mail programs. */
const MOST = 1800;

/** Room for the address that a person types in. */
const SUBJECT_MOST = 150;

const SHORTENED =
	'This is the beginning only. The whole ticket is in the file that belongs to it; attach it, please.';

export interface Sendable {
	/** Opens a mail program with subject and text; the person fills in to whom. */
	mailto: string;
	subject: string;
	body: string;
	/** The text ends before the ticket does, and says so. */
	shortened: boolean;
	/** For the Markdown file. */
	fileName: string;
}

/** RFC 6068 wants line breaks as CRLF. */
const encoded = ( text: string ) =>
	encodeURIComponent( text.replace( /\n/g, '\r\n' ) );

/** At most so many signs, whole ones. */
const first = ( text: string, most: number ) =>
	[ ...text ].slice( 0, most ).join( '' );

/** A subject whose encoding leaves room for the text. */
function subjectIn( text: string ): string {
	let subject = first( text, SUBJECT_MOST );
	while ( encoded( subject ).length > MOST / 3 ) {
		subject = first( subject, [ ...subject ].length - 1 );
	}
	return subject;
}

/** The ticket for sending. */
export function sendable( ticket: Ticket ): Sendable {
	const subject = subjectIn( ticket.subject );
	// The first line is the subject once more.
	const lines = ticketText( ticket ).trimEnd().split( '\n' ).slice( 2 );
	const address = ( body: string ) =>
		`mailto:?subject=${ encoded( subject ) }&body=${ encoded( body ) }`;

	const whole = lines.join( '\n' );
	const shortened = address( whole ).length > MOST;
	let body = whole;
	if ( shortened ) {
		let count = lines.length;
		do {
			count--;
			body = [ ...lines.slice( 0, count ), '', SHORTENED ].join( '\n' );
		} while ( count > 0 && address( body ).length > MOST );
	}

	const site = /^[a-z0-9]/i.test( ticket.site ?? '' )
		? ( ticket.site ?? '' ).replace( /[^a-z0-9.-]+/gi, '' )
		: 'site';
	return {
		mailto: address( body ),
		subject,
		body,
		shortened,
		fileName: `culprit-ticket-${ site }-${ ticket.written.slice(
			0,
			10
		) }.md`,
	};
}
