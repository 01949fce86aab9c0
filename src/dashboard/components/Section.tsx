/**
 * One part of the page under its own heading.
 */
import { Card, CardBody } from '@wordpress/components';
import type { ReactNode } from 'react';

interface Props {
	/** Unique on the page. */
	id: string;
	title: string;
	children: ReactNode;
}

export function Section( { id, title, children }: Props ) {
	const heading = `culprit-${ id }`;
	return (
		<section className="culprit-section" aria-labelledby={ heading }>
			<Card>
				<CardBody>
					<h2 id={ heading } tabIndex={ -1 }>
						{ title }
					</h2>
					{ children }
				</CardBody>
			</Card>
		</section>
	);
}
