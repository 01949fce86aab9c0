/**
 * How long a search takes, and a visitor of a healthy page waits, while visitors of a page that hangs use up PHP's workers.
 */
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { isolate } from '../command.mjs';
import { visit } from '../corpus/visit.mjs';
import { quantile } from './quantile.mjs';
import { withStack } from './site.mjs';

const HANGS = 'hangs-front/hangs-front.php';

/** Visitors of the page that hangs, and of one that does not. */
const VISITORS = { '/': 6, '/sample-page/': 2 };

const WORKERS = 4;

/** Seconds after which PHP-FPM ends a request. */
const TERMINATE = 10;

/** Measures and prints. */
export async function benchStarvation() {
	process.stdout.write(
		`Starvation: 8 visitors, 6 of them of the front page, which hangs until PHP-FPM ends it after ${ TERMINATE } s; ${ WORKERS } workers\n`
	);
	await withStack(
		{
			plugins: [
				fileURLToPath(
					new URL(
						'../../../tests/fixtures/plugins/hangs-front',
						import.meta.url
					)
				),
			],
			active: [ HANGS ],
			stack: { workers: WORKERS, terminate: TERMINATE },
		},
		async ( { stack } ) => {
			for ( const args of [ [], [ '--busy', 'page' ] ] ) {
				await measure( stack, args );
				// Until the workers are free again.
				await pause( ( TERMINATE + 2 ) * 1000 );
			}
		}
	);
}

async function measure( stack, args ) {
	const crowd = visitors( stack );
	// Until there is a queue.
	await pause( 3000 );
	const start = performance.now();
	const { output } = await isolate( stack, { args } );
	const seconds = ( performance.now() - start ) / 1000;
	const waits = await crowd.leave();
	const { outcome, culprits = [], probes } = JSON.parse( output );
	const named = culprits
		.flatMap( ( { members } ) => members.map( ( { id } ) => id ) )
		.join( ', ' );
	process.stdout.write(
		`${ ( args.length > 0 ? 'busy answer' : 'no busy answer' ).padEnd(
			16
		) } ${ outcome }${ named && `, ${ named }` }; ${ probes } probes, ${ seconds.toFixed(
			0
		) } s; visitors of the healthy page waited ${ words( waits ) }${
			args.length > 0
				? `; of these after the first busy answer ${ words(
						waits.filter( ( { after } ) => after )
					) }`
				: ''
		}\n`
	);
}

function words( waits ) {
	const times = waits.map( ( { milliseconds } ) => milliseconds / 1000 );
	return `${ Math.max( ...times ).toFixed( 1 ) } s at most, median ${ quantile(
		times,
		0.5
	).toFixed( 2 ) } s, ${ times.length } visits`;
}

/**
 * Visitors who load their page again half a second after they got it.
 *
 * @param {Object} stack As startStack() gave it.
 * @return {{ leave: () => Promise<Object[]> }} Ends it; resolves to what visitors of the healthy page waited:
 *                                                    `milliseconds`, and whether they came `after` the first busy answer.
 */
function visitors( stack ) {
	const waits = [];
	let open = true;
	// Whether a visitor got the busy answer.
	let busy = false;
	const one = async ( page ) => {
		while ( open ) {
			const after = busy;
			const { status, milliseconds, headers } = await visit(
				stack.url + page,
				{ timeout: 120000 }
			);
			busy ||= headers[ 'x-culprit-busy' ] === '1';
			if ( page !== '/' ) {
				if ( status !== 200 ) {
					throw new Error( `${ page } answered ${ status }.` );
				}
				waits.push( { milliseconds, after } );
			}
			await pause( 500 );
		}
	};
	const all = Promise.all(
		Object.entries( VISITORS ).flatMap( ( [ page, count ] ) =>
			Array.from( { length: count }, () => one( page ) )
		)
	);
	// It is awaited at the end.
	all.catch( () => undefined );
	return {
		leave: async () => {
			open = false;
			await all;
			return waits;
		},
	};
}
