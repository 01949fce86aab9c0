/**
 * A ticket as Markdown and as plain text.
 */
import { sectionsOf, type Part } from './sections';
import type { Ticket } from './types';

/** Words as Markdown shows them: nothing in them is a mark, a link or HTML. */
const escaped = ( text: string ) =>
	text
		.replace( /[\\`*~<>|[\]]/g, '\\$&' )
		.replace( /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_' )
		.replace( /&(?=[#\w]+;)/g, '\\&' );

/** The same at the beginning of a line, where more signs are marks. */
const begun = ( text: string ) =>
	escaped( text )
		.replace( /^(?=[#+=-])/, '\\' )
		.replace( /^(\d+)(?=[.)])/, '$1\\' );

const markdownPart = ( part: Part, index: number ) =>
	typeof part === 'string'
		? ( index === 0 ? begun : escaped )( part )
		: `\`${ part.code.replace( /`/g, "'" ) }\``;

const textPart = ( part: Part ) =>
	typeof part === 'string' ? part : part.code;

const introduction = ( { addressee, by, written }: Ticket ) =>
	`For ${ addressee }. Written by ${ by } on ${ written }. All times are UTC.`;

/** As Markdown, with a line break at its end. */
export function ticketMarkdown( ticket: Ticket ): string {
	return [
		`# ${ escaped( ticket.subject ) }`,
		'',
		escaped( introduction( ticket ) ),
		...sectionsOf( ticket ).flatMap( ( { title, lines } ) => [
			'',
			`## ${ title }`,
			'',
			...lines.map(
				( line ) => `- ${ line.map( markdownPart ).join( '' ) }`
			),
		] ),
		'',
	].join( '\n' );
}

/** As plain text, with a line break at its end. */
export function ticketText( ticket: Ticket ): string {
	return [
		ticket.subject,
		'',
		introduction( ticket ),
		...sectionsOf( ticket ).flatMap( ( { title, lines } ) => [
			'',
			title.toUpperCase(),
			...lines.map(
				( line ) => `- ${ line.map( textPart ).join( '' ) }`
			),
		] ),
		'',
	].join( '\n' );
}
