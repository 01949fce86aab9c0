/**
 * What is left of the page when Culprit's own code breaks.
 */
import { Component } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { CopyableText } from './CopyableText';

interface Props {
	version: string;
	children: ReactNode;
}

interface Caught {
	report: string | null;
}

function reportOf( problem: unknown, version: string, stack: string ): string {
	const text =
		problem instanceof Error
			? ( problem.stack ?? `${ problem.name }: ${ problem.message }` )
			: String( problem );
	return [ `Culprit ${ version }`, navigator.userAgent, text, stack ]
		.filter( Boolean )
		.join( '\n' );
}

export class ErrorBoundary extends Component< Props, Caught > {
	public override state: Caught = { report: null };

	public static getDerivedStateFromError( problem: unknown ): Caught {
		return { report: reportOf( problem, '', '' ) };
	}

	public override componentDidCatch(
		problem: unknown,
		{ componentStack }: { componentStack?: string | null }
	) {
		this.setState( {
			report: reportOf(
				problem,
				this.props.version,
				componentStack ?? ''
			),
		} );
	}

	public override render() {
		if ( this.state.report === null ) {
			return this.props.children;
		}
		return (
			<div className="notice notice-error inline" role="alert">
				<p>
					<strong>
						{ __(
							'Culprit itself has stopped with an error. Nothing on your site was changed by this.',
							'culprit'
						) }
					</strong>{ ' ' }
					{ __(
						'Reload this page to go on. If it happens again, send this report to the support of Culprit.',
						'culprit'
					) }
				</p>
				<CopyableText
					label={ __( 'Error report', 'culprit' ) }
					text={ this.state.report }
				/>
			</div>
		);
	}
}
