/**
 * What a person at the terminal is told on the way.
 */
import { answered } from '../../run/test/support/answered';
import { progress, start } from '../../engine/engine';
import { input } from '../../run/test/support/searching';
import { createProgress } from '../progress';
import { tellBusy } from '../progressBusy';
import { watchSilence } from '../progressSilence';
import { failureError } from '../../site/failures';
import type { Strain } from '../../run/strain';

const calm: Strain = {
	total: 4,
	idle: 3,
	hanging: 0,
	queue: false,
	slow: false,
	waiting: false,
};

function shown( mayAgree = false ) {
	const lines: string[] = [];
	const show = createProgress(
		( line ) => lines.push( line ),
		'https://example.com/',
		mayAgree
	);
	const state = start( input );
	return {
		lines,
		tell: ( more: Partial< Strain > = {} ) =>
			show( {
				state,
				progress: progress( state ),
				strain: { ...calm, ...more },
			} ),
	};
}

it( 'the page that is loaded is named before the first answer, and once', () => {
	const { lines, tell } = shown();
	tell();
	tell();
	expect( lines ).toEqual( [ 'Loading https://example.com/ ...' ] );
} );

it( 'a queue is claimed only where there is one, and told once', () => {
	const { lines, tell } = shown( true );
	tell( { slow: true } );
	tell( { slow: true } );
	expect( lines.slice( 1 ) ).toEqual( [
		'The site answers slowly: a probe had to wait for it.',
	] );
	tell( { queue: true, idle: 0 } );
	tell( { queue: true, slow: true, idle: 0 } );
	expect( lines ).toHaveLength( 3 );
	expect( lines[ 2 ] ).toMatch(
		/^All PHP workers of this server, which make its pages, are busy.* --busy page/
	);
} );

it( 'one plugin is counted as one', () => {
	const lines: string[] = [];
	const show = createProgress( ( line ) => lines.push( line ), '' );
	const before = {
		...start( input ),
		input: { ...input, live: { ...input.live, plugins: [ 'a' ] } },
	};
	const strain = calm;
	show( { state: before, progress: progress( start( input ) ), strain } );
	show( {
		state: { ...before, answers: answered( [] ).answers },
		progress: progress( start( input ) ),
		strain,
	} );
	expect( lines[ 1 ] ).toContain( '(1 of 1 plugin, theme acorn)' );
} );

describe( 'the busy answer', () => {
	const error = failureError( new TypeError( 'Failed to fetch' ) );

	function told() {
		const printed: string[] = [];
		const warned: string[] = [];
		const { onChange, around } = tellBusy(
			( line ) => printed.push( line ),
			( line ) => warned.push( line )
		);
		const keeper = around( {
			keep: async () => undefined,
			end: async () => onChange( { scope: null, error } ),
		} );
		return { printed, warned, onChange, keeper };
	}

	it( 'is told once while it is renewed, with how it ends', () => {
		const { printed, onChange } = told();
		onChange( { scope: 'page', error: null } );
		onChange( { scope: 'page', error: null } );
		expect( printed ).toEqual( [
			expect.stringMatching( /^Visitors of this page .* two minutes/ ),
		] );
	} );

	it( 'is told when it cannot be had, and when it can be had after all', () => {
		const { printed, onChange } = told();
		onChange( { scope: null, error } );
		onChange( { scope: 'site', error: null } );
		expect( printed ).toEqual( [
			`Visitors could not be answered "busy", which is tried again: ${ error.sentence }`,
			expect.stringMatching( /^Visitors of this site get/ ),
		] );
	} );

	it( 'is told when it could not be ended, also where no progress is shown', async () => {
		const { printed, warned, keeper } = told();
		await keeper.end();
		expect( printed ).toEqual( [] );
		expect( warned ).toEqual( [
			`The busy answer could not be ended: ${ error.sentence } It ends by itself in two minutes.`,
		] );
	} );
} );

it( 'a silence is broken by saying how long it lasts, from the last line on', () => {
	const said: number[] = [];
	let tick: ( () => void ) | null = null;
	const silence = watchSilence(
		( seconds ) => said.push( seconds ),
		( run ) => {
			tick = run;
			return () => ( tick = null );
		}
	);
	const pass = () => tick?.();
	pass();
	pass();
	silence.broken();
	pass();
	silence.end();
	// What is printed after the end must not keep the process alive.
	silence.broken();
	pass();
	expect( said ).toEqual( [ 10, 20, 10 ] );
} );
