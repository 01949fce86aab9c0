import type { Observation, Verdict } from '../../../engine/types';
import { judge } from '../../../engine/judge';
import { observationOf, pluginOf, stateOf } from '../../test/support/fakeSite';
import { frontPageWords, visitWords } from '../frontPage';

const state = stateOf( [ pluginOf( 'Event Countdown' ) ] );
const plugin = 'event-countdown/event-countdown.php';

function words( observation: Observation ) {
	return frontPageWords(
		state,
		observation,
		judge( { configuration: state.live, mode: 'observe' }, observation, {
			kind: 'error',
		} )
	);
}

const seen = ( more: Partial< Observation > = {} ): Observation => ( {
	...observationOf( state.live ),
	...more,
} );

describe( 'frontPageWords', () => {
	it( 'is calm about a healthy page', () => {
		expect( words( seen() ) ).toEqual( {
			tone: 'good',
			headline: 'Your front page answers normally (200, 0.4 s).',
			detail: '',
		} );
	} );

	it( 'names the plugin that PHP names', () => {
		const { tone, headline, detail } = words(
			observationOf( state.live, { status: 500, fatalIn: plugin } )
		);
		expect( tone ).toBe( 'bad' );
		expect( headline ).toBe(
			'Your front page is broken: PHP stopped with an error in Event Countdown. Visitors see 500 Internal Server Error.'
		);
		expect( detail ).toContain( 'on line 12' );
	} );

	it( 'believes PHP, not a status that lies', () => {
		const { tone, headline } = words(
			observationOf( state.live, { status: 200, fatalIn: plugin } )
		);
		expect( tone ).toBe( 'bad' );
		expect( headline ).toContain(
			'Visitors see an incomplete page, although the server says 200.'
		);
	} );

	it( 'tells of a blank page', () => {
		const { tone, headline } = words( seen( { bytes: 0, excerpt: '' } ) );
		expect( tone ).toBe( 'bad' );
		expect( headline ).toContain( 'Visitors see an empty page' );
	} );

	it( 'tells of headers that the web server refused', () => {
		const { headline, detail } = words(
			seen( {
				status: 502,
				marker: 'absent',
				report: {
					...( observationOf( state.live ).report as NonNullable<
						Observation[ 'report' ]
					> ),
					header_bytes: 9000,
				},
				record: {
					claimed: true,
					age: 0,
					readable: true,
					ended: true,
					loaded: state.live.plugins,
					loading: null,
					milestone: 'wp_footer',
					running: null,
					waiting: null,
				},
			} )
		);
		expect( headline ).toBe(
			'Your front page is broken: its response headers are probably too large for the web server. Visitors see 502 Bad Gateway.'
		);
		expect( detail ).toContain( '8.8 kB' );
	} );

	it( 'tells who was loading when PHP was killed', () => {
		const { headline } = words(
			seen( {
				status: 502,
				marker: 'absent',
				report: null,
				record: {
					claimed: true,
					age: 0,
					readable: true,
					ended: false,
					loaded: [],
					loading: plugin,
					milestone: 'plugins',
					running: null,
					waiting: null,
				},
			} )
		);
		expect( headline ).toBe(
			'Your front page is broken: PHP was killed while Event Countdown was loading. Visitors see 502 Bad Gateway.'
		);
	} );

	it( 'says why it cannot tell', () => {
		const { tone, headline, detail } = words(
			seen( { marker: 'absent', report: null, record: null } )
		);
		expect( tone ).toBe( 'unknown' );
		expect( headline ).toContain( 'cannot tell' );
		expect( detail ).toContain( 'never reached WordPress' );
	} );

	it( 'tells of circles and of no answer', () => {
		const failing = ( kind: 'redirect-loop' | 'died' ): Verdict => ( {
			outcome: 'failing',
			reason: null,
			sentence: '',
			signature: { key: kind, kind, sentence: '', file: null },
		} );
		expect(
			frontPageWords( state, seen(), failing( 'redirect-loop' ) ).headline
		).toContain( 'in circles' );
		expect(
			frontPageWords( state, seen( { status: null } ), failing( 'died' ) )
				.headline
		).toContain( 'Visitors get no answer.' );
	} );
} );

describe( 'visitWords', () => {
	it.each( [
		[ { status: 502 }, 'bad', '502 Bad Gateway' ],
		[ { bytes: 0 }, 'bad', 'empty page' ],
		[ {}, 'unknown', 'answers (200, 0.4 s)' ],
		[ { status: null }, 'unknown', 'did not answer' ],
	] as const )( 'says of %j: %s', ( more, tone, part ) => {
		const found = visitWords( seen( more ) );
		expect( found.tone ).toBe( tone );
		expect( found.headline ).toContain( part );
	} );
} );
