import { diagnosisText } from '../text';
import { diagnosisReport } from '../../run/report';
import { plugin, state } from '../../site/test/support/samples';
import type { Trace } from '../../engine/beyond';
import type { Diagnosis } from '../../engine/types';

const unresolved: Diagnosis = {
	outcome: 'unresolved',
	culprits: [],
	layer: 'unknown',
	signature: null,
	reason: 'intermittent',
	sentence: 'It comes and goes.',
	suspects: [],
	probes: 9,
	chance: null,
};

const site = state( [ 'culprit/plugin.php', 'logs/logs.php' ], {
	plugins: [ plugin( 'logs/logs.php', { name: 'Logs' } ) ],
} );

const text = ( diagnosis: Partial< Diagnosis > = {}, traces: Trace[] = [] ) => {
	const whole = { ...unresolved, ...diagnosis };
	return diagnosisText( whole, diagnosisReport( whole, site, 1000, traces ) );
};

it( 'says that nothing was changed', () => {
	expect( text() ).toContain( 'Nothing on the site was changed.' );
} );

it( 'says what was done past WordPress, by whom, and where', () => {
	const printed = text( {}, [
		{
			what: 'file',
			files: [ 'wp-content/uploads/a.log' ],
			suspects: [ 'plugin:logs/logs.php' ],
			probes: 3,
		},
		{ what: 'program', files: [], suspects: [], probes: 1 },
	] );
	expect( printed ).toContain(
		'(in 3 probes; it seems by Logs; wp-content/uploads/a.log)'
	);
	expect( printed ).toContain( 'as by mail() or exec() (in 1 probe)' );
	expect( printed ).not.toContain( 'Nothing on the site was changed.' );
	expect( printed ).toContain( 'Culprit changed nothing else on the site.' );
} );

it( 'says how to search on a server with one worker', () => {
	expect( text( { reason: 'one-worker' } ) ).toContain( '--one-worker' );
} );
