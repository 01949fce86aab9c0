/**
 * Good, bad or unknown at a glance; the words beside it say the same.
 */
import type { FrontPageWords } from '../functions/frontPage';

const SHAPES: Record< FrontPageWords[ 'tone' ], string > = {
	good: 'M6 12.5l4 4 8-9',
	bad: 'M7 7l10 10M17 7L7 17',
	unknown: 'M9 9.5a3 3 0 1 1 4 2.8c-.7.3-1 .8-1 1.7M12 17v.1',
};

export function StatusIcon( { tone }: Pick< FrontPageWords, 'tone' > ) {
	return (
		<svg
			className={ `culprit-icon is-${ tone }` }
			viewBox="0 0 24 24"
			aria-hidden="true"
			focusable="false"
		>
			<circle cx="12" cy="12" r="11" />
			<path d={ SHAPES[ tone ] } />
		</svg>
	);
}
