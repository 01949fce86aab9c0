/**
 * Verdicts on single observations of one configuration.
 */
import { judge } from '../../judge';
import type { Observation, Symptom } from '../../types';
import { configuration, error, observation, report } from './build';

export const asked = configuration( [ 'one', 'two', 'three' ] );
export const plugins = asked.plugins;

export const verdictOn = (
	rest: Partial< Observation >,
	symptom: Symptom = { kind: 'error' }
) =>
	judge(
		{ configuration: asked, mode: 'guarded' },
		observation( asked, rest ),
		symptom
	);

export const record = (
	rest: Partial< NonNullable< Observation[ 'record' ] > > = {}
): NonNullable< Observation[ 'record' ] > => ( {
	claimed: true,
	age: 0,
	readable: true,
	ended: false,
	loaded: plugins,
	loading: null,
	milestone: 'wp_footer',
	running: null,
	waiting: null,
	...rest,
} );

export const fatalReport = ( loaded: string[] ) =>
	report( asked, {
		ended: 'fatal',
		error: error( 'wp-content/plugins/two/two.php' ),
		loaded,
		status: 500,
	} );
