/**
 * Writes one part of docs/benchmarks.md and leaves the others as they are.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup.mjs';

const FILE = path.join( root, 'docs/benchmarks.md' );

const BEGINNING = `# Benchmarks

What Culprit costs and how many page loads it needs. Each part is written by the tool that measured it; edit the tool, not
this page. What is simulated comes out the same on any machine, times do not. The part on the search is simulated; repeat
it with \`npm run bench -- search\`, which takes about three minutes.
`;

/**
 * The page with a part in it, in place of the one that was there.
 *
 * @param {?string} page    The page, or null when there is none.
 * @param {string}  name    Of the part.
 * @param {string}  content
 */
export function withPart( page, name, content ) {
	const before = page ?? BEGINNING;
	const open = `<!-- ${ name } -->`;
	const close = `<!-- /${ name } -->`;
	const part = `${ open }\n\n${ content }\n\n${ close }`;
	const from = before.indexOf( open );
	const to = before.indexOf( close );
	return from < 0 || to < from
		? `${ before.trimEnd() }\n\n${ part }\n`
		: before.slice( 0, from ) + part + before.slice( to + close.length );
}

/**
 * Writes a part.
 *
 * @param {string} name
 * @param {string} content Markdown.
 */
export function writePart( name, content ) {
	const page = existsSync( FILE ) ? readFileSync( FILE, 'utf8' ) : null;
	writeFileSync( FILE, withPart( page, name, content ) );
}
