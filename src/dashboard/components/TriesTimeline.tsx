/**
 * How often the page was asked for, and how long each answer took: a small drawing, and the same as a list.
 */
import { __, sprintf } from '@wordpress/i18n';
import { answerOf, isBad } from '../../layers/seen';
import type { Visit } from '../../layers/types';
import { seconds } from '../functions/format';

interface Props {
	tries: Visit[];
}

const WIDTH = 24;
const HEIGHT = 48;

export function TriesTimeline( { tries }: Props ) {
	const longest = Math.max(
		1,
		...tries.map( ( { milliseconds } ) => milliseconds )
	);
	return (
		<figure className="culprit-tries">
			<svg
				width={ tries.length * WIDTH }
				height={ HEIGHT }
				aria-hidden="true"
				focusable="false"
			>
				{ tries.map( ( visit, index ) => {
					const height = Math.max(
						3,
						( visit.milliseconds / longest ) * HEIGHT
					);
					const bad = isBad( visit );
					return (
						<g
							key={ visit.at }
							className={ bad ? 'is-bad' : 'is-good' }
						>
							<rect
								x={ index * WIDTH + 4 }
								y={ HEIGHT - height }
								width={ WIDTH - 8 }
								height={ height }
							/>
							{ bad && (
								<path
									d={ `M${ index * WIDTH + 8 } 4l8 8m0-8l-8 8` }
								/>
							) }
						</g>
					);
				} ) }
			</svg>
			<figcaption>
				<details>
					<summary>
						{ sprintf(
							/* translators: 1: number of tries that failed. 2: number of tries. */
							__( '%1$d of %2$d tries failed', 'culprit' ),
							tries.filter( isBad ).length,
							tries.length
						) }
					</summary>
					<ol>
						{ tries.map( ( visit ) => (
							<li key={ visit.at }>
								{ `${ new Date( visit.at )
									.toISOString()
									.slice(
										11,
										19
									) } UTC: ${ answerOf( visit ) }, ${ seconds(
									visit.milliseconds
								) }` }
							</li>
						) ) }
					</ol>
				</details>
			</figcaption>
		</figure>
	);
}
