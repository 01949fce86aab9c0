import '@testing-library/jest-dom';
import { speak } from '@wordpress/a11y';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorBoundary } from '../ErrorBoundary';

jest.mock( '@wordpress/a11y', () => ( { speak: jest.fn() } ) );

function Broken(): never {
	throw new Error( 'Something of ours' );
}

describe( 'ErrorBoundary', () => {
	it( 'says what happened, and gives a report to copy', async () => {
		// React reports what was thrown as well.
		const error = jest.spyOn( console, 'error' ).mockImplementation();
		const user = userEvent.setup();
		render(
			<ErrorBoundary version="0.1.0">
				<Broken />
			</ErrorBoundary>
		);
		error.mockRestore();
		expect( screen.getByRole( 'alert' ) ).toHaveTextContent(
			/Nothing on your site was changed by this/
		);
		const report = screen.getByRole< HTMLTextAreaElement >( 'textbox', {
			name: 'Error report',
		} ).value;
		expect( report ).toContain( 'Culprit 0.1.0' );
		expect( report ).toContain( 'Something of ours' );
		expect( report ).toContain( 'Broken' );

		await user.click( screen.getByRole( 'button', { name: 'Copy' } ) );
		expect( await navigator.clipboard.readText() ).toBe( report );
		expect( speak ).toHaveBeenCalledWith( 'Copied.', 'polite' );
	} );
} );
