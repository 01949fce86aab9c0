import { start } from '../../engine/engine';
import { input } from '../../engine/test/support/build';
import { answered } from '../../run/test/support/answered';
import { asked } from './support/asked';
import { unresolved as sentenceOf } from '../../engine/sentences';
import { brokenOffText, diagnosisText } from '../text';
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
	return diagnosisText(
		whole,
		diagnosisReport( whole, site, 1000, traces ),
		asked(),
		site
	);
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
		'(in 3 probes; it seems by Logs; files: wp-content/uploads/a.log)'
	);
	expect( printed ).toContain( 'as by mail() or exec() (in 1 probe)' );
	expect( printed ).not.toContain( 'Nothing on the site was changed.' );
	expect( printed ).toContain( 'Culprit changed nothing else on the site.' );
} );

it( 'gives the command that searches on a server with one worker, and says what that is', () => {
	const printed = text( { reason: 'one-worker' } );
	expect( printed ).toMatch(
		/^ {2}culprit isolate https:\/\/example\.com --user admin --one-worker$/m
	);
	expect( printed ).toContain( 'PHP workers: these make the pages' );
} );

it( 'names who is still suspect, once and as they are installed', () => {
	const printed = text( {
		suspects: [ 'plugin:logs/logs.php', 'plugin:gone/gone.php' ],
	} );
	expect( printed ).toContain(
		'Still suspect:\n  Logs 1.0 (plugin logs/logs.php)\n  gone/gone.php (plugin gone/gone.php)'
	);
	expect( printed ).not.toContain( 'plugin:' );
} );

it( 'does not say again in other words who is suspect', () => {
	const suspects = [ 'plugin:logs/logs.php' ];
	const printed = text( {
		suspects,
		sentence: sentenceOf( 'intermittent', suspects ),
	} );
	expect( printed.match( /Still suspect:/g ) ).toHaveLength( 1 );
	expect( printed ).toContain( 'Still suspect:\n  Logs 1.0' );
} );

it( 'when the site went away names whom the search had come to', () => {
	const printed = brokenOffText(
		answered( [ 'a/a.php', 'b/b.php' ] ),
		site,
		'The site stopped answering in the middle of the search.'
	);
	expect( printed ).toMatch(
		/^The site stopped answering .* Nothing on the site was changed\.\nOf \d+ candidates these are still suspect:\n {2}a\/a\.php \(plugin a\/a\.php\)\n/
	);
	expect( printed ).not.toContain( 'c/c.php' );
} );

it( 'does not say that nothing was changed when a search that was stopped left traces', () => {
	const search = answered( [ 'a/a.php' ] );
	const [ answer ] = search.answers;
	answer?.observation.report?.beyond.push( {
		what: 'program',
		by: null,
		detail: '',
	} );
	const printed = brokenOffText( search, site, 'Stopped.' );
	expect( printed ).not.toContain( 'Nothing on the site was changed' );
	expect( printed ).toContain( 'a program was started' );
	expect( printed ).toContain( '--leave-out' );
} );

it( 'says how to allow more when what was allowed is used up', () => {
	expect( text( { reason: 'out-of-budget' } ) ).toMatch(
		/^ {2}culprit isolate https:\/\/example\.com --user admin --most-probes 2000 --most-minutes 60$/m
	);
} );

it( 'says one probe as one does', () => {
	expect( text( { probes: 1 } ) ).toContain( '1 probe in 1.0 s' );
} );

it( 'that not all files could be looked at is told, and is no change by itself', () => {
	const printed = text( {}, [
		{ what: 'unseen', files: [], suspects: [], probes: 2 },
	] );
	expect( printed ).toContain( 'not everything could be looked at' );
	expect( printed ).toContain( 'Nothing on the site was changed.' );
} );

it( 'of many files the first are named and the others counted', () => {
	expect(
		text( {}, [
			{
				what: 'file',
				files: [ 'a', 'b', 'c', 'd', 'e' ],
				suspects: [],
				probes: 1,
			},
		] )
	).toContain( 'files: a, b, c and 2 more' );
} );

it( 'a search that was stopped before it knew anything promises that nothing changed, and names nobody', () => {
	const printed = brokenOffText( start( input() ), site, 'Stopped.' );
	expect( printed ).toBe( 'Stopped. Nothing on the site was changed.' );
} );
