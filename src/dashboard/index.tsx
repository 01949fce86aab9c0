/**
 * Puts the dashboard on the page.
 */
import { createRoot } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
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
} else if ( root ) {
	root.textContent = __(
		'This page did not arrive whole: what Culprit needs to know about the site is missing. Reload it; if it stays so, a plugin removes scripts from admin pages.',
		'culprit'
	);
}
