import type { Change } from '../../../contract/types';
import { pluginOf, stateOf } from '../../test/support/fakeSite';
import {
	canUndo,
	changeOutcome,
	changeWords,
	failureLines,
	undoableChangeOf,
} from '../changes';

const letters = [ 'A', 'B', 'C', 'D' ];
const state = stateOf( letters.map( ( name ) => pluginOf( name ) ) );
const file = ( letter: string ) =>
	`${ letter.toLowerCase() }/${ letter.toLowerCase() }.php`;

const result = ( letter: string, message = '' ) => ( {
	id: file( letter ),
	ok: message === '',
	code: message === '' ? '' : 'x',
	message,
} );

const change = ( more: Partial< Change > = {} ): Change => ( {
	id: 7,
	kind: 'deactivate',
	created: '2026-11-20T10:00:00Z',
	user: 1,
	results: [ result( 'A' ) ],
	before: state.live,
	after: state.live,
	undone: null,
	can_undo: true,
	...more,
} );

describe( 'changeWords', () => {
	it.each( [
		[ change(), 'Deactivated A.' ],
		[
			change( {
				kind: 'activate',
				results: [ result( 'A' ), result( 'B' ) ],
			} ),
			'Activated A and B.',
		],
		[
			change( { results: letters.map( ( l ) => result( l ) ) } ),
			'Deactivated 4 plugins.',
		],
		[
			change( {
				kind: 'switch-theme',
				after: {
					...state.live,
					template: 'twenty',
					stylesheet: 'twenty',
				},
				results: [ { ...result( 'A' ), id: 'twenty' } ],
			} ),
			'Switched the theme from Astra to Twenty.',
		],
		[
			change( { results: [ result( 'A', 'No.' ) ] } ),
			'Nothing was changed.',
		],
		[ null, 'Nothing was changed.' ],
	] )( 'of %j', ( made, words ) => {
		expect( changeWords( state, made ) ).toBe( words );
	} );
} );

describe( 'failures', () => {
	it( 'are told by name, with the reason', () => {
		const { results, kind } = change( {
			results: [ result( 'A' ), result( 'B', 'It died.' ) ],
		} );
		expect( failureLines( changeOutcome( state, kind, results ) ) ).toEqual(
			[ 'B: It died.' ]
		);
	} );
} );

describe( 'undo', () => {
	const with_ = ( ...changes: Change[] ) => ( { ...state, changes } );

	it( 'is offered while the newest of the changes can be undone', () => {
		expect( canUndo( with_( change() ), [ 6, 7 ] ) ).toBe( true );
		expect( canUndo( with_( change( { can_undo: false } ) ), [ 7 ] ) ).toBe(
			false
		);
		expect(
			canUndo(
				with_( change( { undone: '2026-11-20T10:05:00Z' } ) ),
				[ 7 ]
			)
		).toBe( false );
		expect( canUndo( with_( change() ), [] ) ).toBe( false );
	} );

	it( 'finds the change that took a plugin or a theme off', () => {
		const theme = change( {
			id: 8,
			kind: 'switch-theme',
			results: [ { ...result( 'A' ), id: 'twenty' } ],
		} );
		expect( undoableChangeOf( with_( change() ), file( 'A' ) )?.id ).toBe(
			7
		);
		expect( undoableChangeOf( with_( change() ), file( 'B' ) ) ).toBeNull();
		expect( undoableChangeOf( with_( theme ), 'astra' )?.id ).toBe( 8 );
		expect(
			undoableChangeOf(
				with_( change( { kind: 'activate' } ) ),
				file( 'A' )
			)
		).toBeNull();
	} );
} );
