import { render } from '@testing-library/react';
import { speak } from '@wordpress/a11y';
import { QUIET, useAnnounce } from '../useAnnounce';

jest.mock( '@wordpress/a11y', () => ( { speak: jest.fn() } ) );

function Announcer( { text }: { text: string } ) {
	useAnnounce( text );
	return null;
}

const spoken = () =>
	jest.mocked( speak ).mock.calls.map( ( [ text ] ) => text );

describe( 'useAnnounce', () => {
	beforeEach( () => {
		jest.useFakeTimers();
		jest.mocked( speak ).mockClear();
	} );
	afterEach( () => {
		jest.useRealTimers();
	} );

	it( 'says the first thing at once, politely', () => {
		render( <Announcer text="Step 1" /> );
		expect( speak ).toHaveBeenCalledWith( 'Step 1', 'polite' );
	} );

	it( 'says of many only the last, after a while', () => {
		const { rerender } = render( <Announcer text="Step 1" /> );
		rerender( <Announcer text="Step 2" /> );
		rerender( <Announcer text="Step 3" /> );
		jest.advanceTimersByTime( QUIET - 1 );
		expect( spoken() ).toEqual( [ 'Step 1' ] );
		jest.advanceTimersByTime( 1 );
		expect( spoken() ).toEqual( [ 'Step 1', 'Step 3' ] );
	} );

	it( 'says nothing that is over', () => {
		const { rerender, unmount } = render( <Announcer text="Step 1" /> );
		rerender( <Announcer text="Step 2" /> );
		unmount();
		jest.advanceTimersByTime( QUIET * 2 );
		expect( spoken() ).toEqual( [ 'Step 1' ] );
	} );

	it( 'says nothing when there is nothing to say', () => {
		render( <Announcer text="" /> );
		expect( speak ).not.toHaveBeenCalled();
	} );
} );
