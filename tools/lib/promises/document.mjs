/**
 * Writes docs/promises.md.
 */
import { PROMISES } from './breaks.mjs';

const cell = ( text ) => text.replaceAll( '|', '\\|' );

/**
 * The page.
 *
 * @param {import('./breaks.mjs').Break[]} breaks
 * @return {string} Markdown.
 */
export function documentOf( breaks ) {
	const rows = breaks.map(
		( { promise, what, test } ) =>
			`| ${ promise }. ${ PROMISES[ promise ] } | ${ cell( what ) } | ${ cell(
				test.name
			) } (${ test.file }) |`
	);
	return `# Promises

What Culprit must never do otherwise, and how each promise is checked: it is broken on purpose, in a copy of the project, and the test
named beside it has to fail. Written by \`npm run promises -- --write\` from a run in which every one did. Edit
tools/lib/promises/breaks/, not this page.

| promise | what was broken | the test that failed |
|---|---|---|
${ rows.join( '\n' ) }
`;
}
