import { chanceOf } from '../chance';
import { visit } from './support/walks';
import type { Visit } from '../types';

const KINDS: Record< string, Partial< Visit > > = {
	'.': {},
	x: { status: 502, bytes: 150 },
	n: { status: null, bytes: 0, networkError: 'timeout' },
	b: { status: 200, bytes: 0, excerpt: '' },
	4: { status: 404 },
};

/** Tries, a sign each: fine, an error, no answer, blank, not found. */
const tries = ( signs: string ) =>
	[ ...signs ].map( ( sign ) => visit( KINDS[ sign ] ) );

describe( 'how often a page fails', () => {
	it.each( [
		[ '.....', 'healthy', 0 ],
		[ '4....', 'healthy', 0 ],
		[ 'xxxxx', 'lasting', 5 ],
		[ 'xnbxn', 'lasting', 5 ],
		[ 'x', 'lasting', 1 ],
		[ 'x...', 'passed', 1 ],
		[ 'xx...', 'passed', 2 ],
		[ 'b....', 'passed', 1 ],
		[ 'xxx..', 'comes-and-goes', 3 ],
		[ '..xxx', 'comes-and-goes', 3 ],
		[ 'x.x.x', 'comes-and-goes', 3 ],
		[ '.x...', 'comes-and-goes', 1 ],
		[ 'x.x...', 'comes-and-goes', 2 ],
	] )( '%s', ( signs, kind, failed ) => {
		expect( chanceOf( tries( signs ) ) ).toMatchObject( {
			kind,
			failed,
			of: signs.length,
		} );
	} );

	it( 'is said with numbers', () => {
		const said = ( signs: string ) => chanceOf( tries( signs ) ).sentence;
		expect( said( '.....' ) ).toBe( 'All of 5 tries got the page.' );
		expect( said( '.' ) ).toBe( 'The one try got the page.' );
		expect( said( 'x' ) ).toBe( 'The one try failed.' );
		expect( said( 'xx' ) ).toBe( 'All of 2 tries failed.' );
		expect( said( 'x.x' ) ).toBe(
			'2 of 3 tries failed: it comes and goes.'
		);
		expect( said( 'x....' ) ).toBe(
			'1 of 5 tries failed, and the last 4 did not: it passed by itself.'
		);
		expect( said( '' ) ).toBe( 'The page was not asked for.' );
	} );
} );
