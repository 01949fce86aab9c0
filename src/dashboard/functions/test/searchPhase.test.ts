import { searchInput } from '../../../engine/input';
import type { Question } from '../../../engine/types';
import { failure, pluginOf, stateOf } from '../../test/support/fakeSite';
import { reduceSearch, type SearchPhase } from '../searchPhase';

const site = stateOf( [ pluginOf( 'A' ) ] );
const input = searchInput( site, {
	page: { path: '/', asUser: false },
	symptom: { kind: 'error' },
	route: 'browser',
} );
const search = { input, answers: [] };
const question: Question = {
	id: '1',
	purpose: 'search',
	mode: 'guarded',
	configuration: site.live,
	without: 0,
};
const at = new Date( 0 );

const strain = {
	total: 4,
	idle: 2,
	hanging: 0,
	queue: false,
	slow: false,
	waiting: false,
};

const running = reduceSearch( { step: 'idle' }, { type: 'began' } );
const advanced = reduceSearch( running, {
	type: 'advanced',
	state: search,
	strain,
	progress: { step: 2, about: 6, question },
} );

describe( 'reduceSearch', () => {
	it( 'keeps what was learned when the site stops answering', () => {
		expect(
			reduceSearch( advanced, {
				type: 'ended',
				result: { ok: false, error: failure() },
				run: 'r1',
				at,
			} )
		).toEqual( { step: 'failed', error: failure(), search, run: 'r1' } );
	} );

	it( 'shows no step once there is no question left', () => {
		const last = reduceSearch( advanced, {
			type: 'advanced',
			state: search,
			strain,
			progress: { step: 7, about: 7, question: null },
		} );
		expect( last.step === 'running' && last.progress ).toBeNull();
	} );

	it( 'ignores progress that comes after the end', () => {
		const stopped = reduceSearch( advanced, {
			type: 'ended',
			result: { ok: true, value: { kind: 'stopped', state: search } },
			run: 'r1',
			at,
		} );
		expect( stopped ).toEqual( { step: 'stopped', search } );
		const late: SearchPhase = reduceSearch( stopped, {
			type: 'advanced',
			state: search,
			strain,
			progress: { step: 3, about: 6, question },
		} );
		expect( late ).toBe( stopped );
		expect( reduceSearch( stopped, { type: 'stopping' } ) ).toBe( stopped );
	} );
} );
