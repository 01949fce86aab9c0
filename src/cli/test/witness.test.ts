/**
 * A person at the terminal who says what they see.
 */
import { observation } from '../../run/test/support/memoryProber';
import { configuration } from '../../site/test/support/samples';
import { createWitness } from '../witness';

/** Somebody who types these lines, and what they were shown. */
const person = ( ...lines: ( string | null )[] ) => {
	const saved: string[] = [];
	let said = '';
	const asked = createWitness(
		'Is the menu broken?',
		{
			stderr: ( text ) => void ( said += text ),
			line: async () => lines.shift() ?? null,
			savePage: async ( html ) => {
				saved.push( html );
				return '/tmp/page.html';
			},
		},
		async () => '<html><head lang="en"><title>A</title></head></html>'
	);
	return {
		answer: () =>
			asked(
				observation( configuration(), {
					url: 'https://example.com/a?b="c"',
				} )
			),
		saved,
		said: () => said,
	};
};

it.each( [
	[ 'y', 'seen' ],
	[ ' YES ', 'seen' ],
	[ 'n', 'not-seen' ],
	[ '?', 'cannot-tell' ],
	[ 'u', 'undo' ],
] )( '%j is %s', async ( typed, meant ) => {
	expect( await person( typed ).answer() ).toBe( meant );
} );

it( 'is asked again until the answer is one', async () => {
	const { answer, said } = person( 'perhaps', '', 'n' );

	expect( await answer() ).toBe( 'not-seen' );
	expect( said().match( /Please answer with y, n, \? or u/g ) ).toHaveLength(
		2
	);
} );

it( 'who has gone cannot tell', async () => {
	expect( await person( null ).answer() ).toBe( 'cannot-tell' );
} );

it( 'is told where the page is, and it finds its pictures and styles where they are', async () => {
	const { answer, saved, said } = person( 'y' );
	await answer();

	expect( said() ).toContain( 'Open this page: /tmp/page.html' );
	expect( said() ).toContain( 'Is the menu broken? [y] yes, [n] no' );
	expect( saved ).toEqual( [
		'<html><head lang="en"><base href="https://example.com/a?b=%22c%22"><title>A</title></head></html>',
	] );
} );
