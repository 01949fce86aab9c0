/**
 * Puts the dashboard on the page.
 */
import { createRoot } from '@wordpress/element';
import { App } from './components/App';
import { ErrorBoundary } from './components/ErrorBoundary';
import { connect } from './connect';
import './dashboard.scss';

const root = document.getElementById( 'culprit-root' );
const boot = window.culprit;

if ( root && boot ) {
	createRoot( root ).render(
		<ErrorBoundary version={ boot.version }>
			<App boot={ boot } connection={ connect( boot ) } />
		</ErrorBoundary>
	);
}
