/**
 * Several probes at a time: the same answer, sooner.
 */
import { memoryProber } from './support/memoryProber';
import { input, search, valueOf } from './support/searching';

/** A search whose probes take some time, and the most that flew at once. */
async function flying( atOnce: number, culprits: string[] ) {
	const prober = memoryProber( { culprits } );
	let now = 0;
	let most = 0;
	let sent = 0;
	const { ended } = search(
		{},
		{
			atOnce,
			prober: {
				...prober,
				probe: async ( ...asked ) => {
					sent++;
					most = Math.max( most, ++now );
					await new Promise( ( resolve ) =>
						setTimeout( resolve, 2 )
					);
					const answer = await prober.probe( ...asked );
					now--;
					return answer;
				},
			},
		}
	);
	return { driven: await valueOf( ended ), most, sent };
}

const CULPRITS = [ [ 'c/c.php' ], [ 'a/a.php', 'd/d.php' ] ];

it.each( CULPRITS.map( ( culprits ) => [ culprits ] ) )(
	'%s: names the same as one after the other',
	async ( culprits ) => {
		const one = await flying( 1, culprits );
		const many = await flying( 3, culprits );

		expect( one.most ).toBe( 1 );
		expect( many.most ).toBeGreaterThan( 1 );
		expect( many.most ).toBeLessThanOrEqual( 3 );
		expect( many.driven ).toMatchObject( {
			diagnosis: {
				outcome: 'culprits-found',
				culprits: [
					{ members: culprits.map( ( file ) => `plugin:${ file }` ) },
				],
			},
		} );
		expect( many.sent ).toBeLessThan( 2 * one.sent );
	}
);

it( 'no configuration is asked again whose answer came back before it was wanted', async () => {
	const { driven, sent } = await flying( 3, [ 'c/c.php' ] );

	expect( sent ).toBeLessThanOrEqual( driven.state.answers.length + 3 );
} );

it( 'a slow page is timed by one probe at a time', async () => {
	const prober = memoryProber( {} );
	let now = 0;
	let most = 0;
	const { ended } = search(
		{},
		{
			atOnce: 3,
			input: {
				...input,
				symptom: { kind: 'slow', aboveMilliseconds: 50 },
			},
			prober: {
				...prober,
				probe: async ( ...asked ) => {
					most = Math.max( most, ++now );
					const answer = await prober.probe( ...asked );
					now--;
					return answer;
				},
			},
		}
	);
	await valueOf( ended );

	expect( most ).toBe( 1 );
} );
