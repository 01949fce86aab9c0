import { patiently } from '../patience';
import type { SiteError } from '../../site/types';

const failure = ( code: string ): SiteError => ( {
	code,
	sentence: 'It failed.',
	advice: 'Try again.',
	status: 502,
} );

const failing = ( ...codes: string[] ) => {
	let calls = 0;
	return {
		calls: () => calls,
		call: async () => {
			const code = codes[ calls++ ];
			return code === undefined
				? ( { ok: true, value: 'there' } as const )
				: ( { ok: false, error: failure( code ) } as const );
		},
	};
};

const patience = () => {
	const pauses: [ string, number ][] = [];
	return {
		pauses,
		bears: ( { code }: SiteError ) => code === 'busy',
		onPause: ( { code }: SiteError, milliseconds: number ) => {
			pauses.push( [ code, milliseconds ] );
		},
		wait: async () => undefined,
	};
};

describe( 'patiently', () => {
	it( 'tries again after longer and longer pauses, and says so before each', async () => {
		const { call, calls } = failing( 'busy', 'busy', 'busy' );
		const borne = patience();

		expect( await patiently( call, borne ) ).toEqual( {
			ok: true,
			value: 'there',
		} );
		expect( calls() ).toBe( 4 );
		expect( borne.pauses ).toEqual( [
			[ 'busy', 1000 ],
			[ 'busy', 3000 ],
			[ 'busy', 9000 ],
		] );
	} );

	it( 'gives the last failure back after three more tries', async () => {
		const { call, calls } = failing( ...Array( 9 ).fill( 'busy' ) );

		expect( await patiently( call, patience() ) ).toMatchObject( {
			ok: false,
			error: { code: 'busy' },
		} );
		expect( calls() ).toBe( 4 );
	} );

	it( 'does not bear what will not pass', async () => {
		const { call, calls } = failing( 'busy', 'refused', 'busy' );
		const borne = patience();

		expect( await patiently( call, borne ) ).toMatchObject( {
			ok: false,
			error: { code: 'refused' },
		} );
		expect( calls() ).toBe( 2 );
		expect( borne.pauses ).toEqual( [ [ 'busy', 1000 ] ] );
	} );

	it( 'does not try again after it was stopped in a pause', async () => {
		const { call, calls } = failing( 'busy' );
		const stop = new AbortController();

		expect(
			await patiently( call, {
				...patience(),
				signal: stop.signal,
				wait: async () => stop.abort(),
			} )
		).toMatchObject( { ok: false, error: { code: 'busy' } } );
		expect( calls() ).toBe( 1 );
	} );
} );
