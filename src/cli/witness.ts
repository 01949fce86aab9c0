/**
 * Asks the person at the terminal what they see on the page of a probe.
 */
import type { Io } from './io';
import type { Observation } from '../engine/types';
import type { Sight } from '../engine/witness';

const ANSWERS: Record< string, Sight | 'undo' > = {
	y: 'seen',
	yes: 'seen',
	n: 'not-seen',
	no: 'not-seen',
	'?': 'cannot-tell',
	u: 'undo',
	undo: 'undo',
};

/**
 * A witness for the driver.
 *
 * @param question What they are asked.
 * @param io       Where they are asked.
 * @param page     The page that came last, as HTML.
 */
export function createWitness(
	question: string,
	io: Pick< Io, 'stderr' | 'line' | 'savePage' >,
	page: () => Promise< string >
) {
	return async ( { url }: Observation ): Promise< Sight | 'undo' > => {
		const place = await io.savePage( fromElsewhere( await page(), url ) );
		io.stderr( `Open this page: ${ place }\n` );
		for (;;) {
			io.stderr(
				`${ question } [y] yes, [n] no, [?] cannot tell, [u] undo the answer before: `
			);
			const said = await io.line();
			const answer =
				said === null
					? 'cannot-tell'
					: ANSWERS[ said.trim().toLowerCase() ];
			if ( answer ) {
				return answer;
			}
			io.stderr( 'Please answer with y, n, ? or u.\n' );
		}
	};
}

/** The page with its own address as the base of what it links to: it is opened from a file. */
function fromElsewhere( html: string, url: string ): string {
	const base = `<base href="${ url.replace( /"/g, '%22' ) }">`;
	return /<head\b[^>]*>/i.test( html )
		? html.replace( /<head\b[^>]*>/i, ( head ) => head + base )
		: base + html;
}
