/**
 * Every probe of a search: configuration, route, status, bytes, time, outcome.
 */
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Configuration, State } from '../../contract/types';
import type { Answer } from '../../engine/types';
import { configurationWords, difference } from '../functions/configuration';
import { seconds, size } from '../functions/format';
import { pluginName, withNames } from '../functions/names';
import { outcomeWords, purposeWords, routeWords } from '../functions/search';
import { Outcome } from './Outcome';

interface Props {
	state: State;
	live: Configuration;
	answers: Answer[];
}

export function ProbeTable( { state, live, answers }: Props ) {
	return (
		<details className="culprit-probes">
			<summary>
				{ sprintf(
					/* translators: %d: number of probes. */
					_n(
						'Show the %d probe',
						'Show all %d probes',
						answers.length,
						'culprit'
					),
					answers.length
				) }
			</summary>
			<table className="wp-list-table widefat fixed striped culprit-table">
				<caption className="screen-reader-text">
					{ __( 'What each probe saw', 'culprit' ) }
				</caption>
				<thead>
					<tr>
						<th scope="col" className="culprit-table__wide">
							{ __( 'Configuration', 'culprit' ) }
						</th>
						<th scope="col">{ __( 'Route', 'culprit' ) }</th>
						<th scope="col">{ __( 'Status', 'culprit' ) }</th>
						<th scope="col">{ __( 'Size', 'culprit' ) }</th>
						<th scope="col">{ __( 'Time', 'culprit' ) }</th>
						<th scope="col">{ __( 'Outcome', 'culprit' ) }</th>
					</tr>
				</thead>
				<tbody>
					{ answers.map( ( answer, index ) => (
						<ProbeRow
							key={ index }
							state={ state }
							live={ live }
							answer={ answer }
							number={ index + 1 }
						/>
					) ) }
				</tbody>
			</table>
		</details>
	);
}

interface RowProps {
	state: State;
	live: Configuration;
	answer: Answer;
	number: number;
}

function ProbeRow( { state, live, answer, number }: RowProps ) {
	const { observation, verdict, configuration } = answer;
	const words = configurationWords( state, live, configuration );
	const on = difference( live, configuration, state.own ).on.map( ( id ) =>
		pluginName( state, id )
	);

	return (
		<tr>
			<th scope="row" className="culprit-table__wide">
				<span className="culprit-table__number">{ number }.</span>{ ' ' }
				{ on.length === 0 ? (
					words
				) : (
					<details>
						<summary>{ words }</summary>
						{ sprintf(
							/* translators: %s: names of plugins, in the order in which they load. */
							__( 'On, in this order: %s.', 'culprit' ),
							on.join( ', ' )
						) }
					</details>
				) }
				<span className="culprit-detail">
					{ purposeWords( answer.purpose ) }
				</span>
			</th>
			<td className="is-value">{ routeWords( observation.route ) }</td>
			<td className="is-value">
				{ observation.status ?? __( 'No answer', 'culprit' ) }
			</td>
			<td className="is-value">{ size( observation.bytes ) }</td>
			<td className="is-value">
				{ seconds( observation.milliseconds ) }
			</td>
			<td className="is-value">
				<Outcome outcome={ verdict.outcome }>
					{ outcomeWords( verdict.outcome ) }
				</Outcome>
				{ verdict.outcome === 'unresolved' && (
					<span className="culprit-detail">
						{ withNames( state, verdict.sentence ) }
					</span>
				) }
			</td>
		</tr>
	);
}
