/**
 * A ticket in the order in which it is read, before it becomes Markdown or plain text.
 */
import type { Attempt, Ticket } from './types';

/** Words, or something to copy as it is. */
export type Part = string | { code: string };

/** A heading and what stands below it, each line by itself. */
export interface Section {
	title: string;
	lines: Part[][];
}

const code = ( text: string ): Part => ( { code: text } );

/** A label and its value, where there is one. */
const row = ( label: string, value: Part | null ): Part[][] =>
	value === null || value === '' ? [] : [ [ `${ label }: `, value ] ];

function attemptLine( attempt: Attempt ): Part[] {
	const { what, at, answer, bytes, milliseconds, madeBy, ids } = attempt;
	return [
		`${ at }: ${ answer }, ${ bytes } bytes, ${ milliseconds } ms, made by ${ madeBy } (${ what })`,
		...ids.flatMap( ( id ): Part[] => [ ', ', code( id ) ] ),
	];
}

function failing( { failed }: Ticket ): string | null {
	return failed === null
		? null
		: `${ failed.count } of ${ failed.of } requests`;
}

/** What is wrong, and where. */
const wrong = ( ticket: Ticket ): Part[][] => [
	[ ticket.verdict.sentence ],
	[ ticket.verdict.confidence ],
	...row( 'Site', ticket.site ),
	...row(
		'Request',
		ticket.url && code( `${ ticket.method } ${ ticket.url }` )
	),
	...row( 'Server', ticket.server && code( ticket.server ) ),
	...row( 'Failed', failing( ticket ) ),
	...row( 'First seen', ticket.first ),
	...row( 'Last seen', ticket.last ),
	...row(
		'Found in',
		`${ ticket.verdict.layer } (${ ticket.verdict.code })`
	),
];

/** Where to look, and when. */
const logs = ( { logs: searches, seconds }: Ticket ): Part[][] =>
	searches.length === 0
		? []
		: [
				...( seconds.length === 0
					? []
					: [ [ `At: ${ seconds.join( '; ' ) }` ] ] ),
				...searches.flatMap( ( { log, lines } ) =>
					lines.map( ( { text, means } ): Part[] => [
						`In the ${ log }: `,
						code( text ),
						` (${ means })`,
					] )
				),
			];

const plugins = ( all: Ticket[ 'plugins' ], on: boolean ): Part[][] =>
	all
		.filter( ( plugin ) => plugin.on === on )
		.map( ( { name, version, id } ) => [
			`${ [ name, version ].filter( Boolean ).join( ' ' ) } `,
			code( id ),
		] );

/** All sections that have something in them. */
export function sectionsOf( ticket: Ticket ): Section[] {
	return [
		{ title: 'What we ask', lines: [ [ ticket.asked ] ] },
		{ title: 'What is wrong', lines: wrong( ticket ) },
		{ title: 'Requests', lines: ticket.attempts.map( attemptLine ) },
		{ title: 'Where to look', lines: logs( ticket ) },
		{
			title: 'What was tried',
			lines: ticket.tried.map( ( { what, result } ) => [
				`${ what }: ${ result }`,
			] ),
		},
		{
			title: 'What changed before',
			lines: ticket.changed.map( ( sentence ) => [ sentence ] ),
		},
		{
			title: 'What the site runs on',
			lines: [
				...ticket.software.flatMap( ( { name, value } ) =>
					row( name, value )
				),
				...row( 'Theme', ticket.theme ),
			],
		},
		{
			title: 'Plugins that are on',
			lines: plugins( ticket.plugins, true ),
		},
		{
			title: 'Plugins that are off',
			lines: plugins( ticket.plugins, false ),
		},
		{
			title: 'What is left out',
			lines: ticket.leftOut.map( ( sentence ) => [ sentence ] ),
		},
	].filter( ( { lines } ) => lines.length > 0 );
}
