/**
 * Reads the body of a page: its size, its first bytes and its last, never all of it at once.
 */
import { TRAILER_LENGTH } from './trailer';

/** How much of the beginning is kept, in bytes. */
export const EXCERPT_BYTES = 2048;

/** How much of the page around a text that was found is kept, in characters. */
const AROUND = 200;

/** What was kept of a body. */
export interface Body {
	/** Size of the whole body, as far as it came. */
	bytes: number;
	/** Its first bytes as text. */
	head: string;
	/** Its end as text; all of it when it is short. */
	tail: string;
	/** The text that was looked for, with what stands around it; null when it is not in the body. */
	found: string | null;
	/** Why reading ended early, or null when the body is whole. */
	problem: unknown;
}

/** The parts of a body, and why there are no more of them. */
type Parts = AsyncGenerator< Uint8Array, void >;

/** Reads a response to its end, or to where it breaks off. Never rejects. */
export async function readBody(
	response: Response,
	text = '',
	kept = EXCERPT_BYTES
): Promise< Body > {
	const beginning = createBeginning( kept );
	const end = createEnd();
	const finder = createFinder( text );
	let bytes = 0;
	let problem: unknown = null;
	try {
		for await ( const part of partsOf( response ) ) {
			bytes += part.length;
			beginning.add( part );
			end.add( part );
			finder.add( part );
		}
	} catch ( failure ) {
		problem = failure ?? new Error( 'The body broke off.' );
	}
	return {
		bytes,
		head: beginning.text(),
		tail: end.text(),
		found: finder.found(),
		problem: problem ?? missing( response, bytes ),
	};
}

async function* partsOf( response: Response ): Parts {
	const reader = response.body?.getReader();
	while ( reader ) {
		const { done, value } = await reader.read();
		if ( done ) {
			return;
		}
		yield value;
	}
}

/** A body shorter than the server said; where it is compressed on the way, the two cannot be compared. */
function missing( { headers }: Response, bytes: number ): Error | null {
	const promised = headers.get( 'content-length' );
	return promised !== null &&
		/^\d+$/.test( promised ) &&
		! headers.has( 'content-encoding' ) &&
		bytes < Number( promised )
		? new Error( `${ bytes } of ${ promised } bytes came.` )
		: null;
}

function createBeginning( most: number ) {
	const kept: Uint8Array[] = [];
	let room = most;
	return {
		add( part: Uint8Array ) {
			if ( room > 0 ) {
				kept.push( part.slice( 0, room ) );
				room -= Math.min( room, part.length );
			}
		},
		text() {
			const decoder = new TextDecoder();
			// With stream, a character that was cut in two is left out.
			return kept
				.map( ( part ) => decoder.decode( part, { stream: true } ) )
				.join( '' );
		},
	};
}

function createEnd() {
	const kept: Uint8Array[] = [];
	let size = 0;
	return {
		add( part: Uint8Array ) {
			kept.push( part );
			size += part.length;
			while (
				kept[ 0 ] &&
				size - kept[ 0 ].length >= TRAILER_LENGTH + 1024
			) {
				size -= kept[ 0 ].length;
				kept.shift();
			}
		},
		text() {
			const decoder = new TextDecoder();
			return (
				kept
					.map( ( part ) => decoder.decode( part, { stream: true } ) )
					.join( '' ) + decoder.decode()
			);
		},
	};
}

/** Looks for a text that may lie across two parts. */
function createFinder( text: string ) {
	const decoder = new TextDecoder();
	let recent = '';
	let result: string | null = null;
	return {
		add( part: Uint8Array ) {
			if ( text === '' || result !== null ) {
				return;
			}
			recent += decoder.decode( part, { stream: true } );
			result = around( recent, text );
			recent = recent.slice( -( text.length + AROUND ) );
		},
		found: () => result,
	};
}

/** A text with what stands around it, or null when it is not there. */
export function around( where: string, text: string ): string | null {
	const at = text === '' ? -1 : where.indexOf( text );
	return at < 0
		? null
		: where.slice( Math.max( 0, at - AROUND ), at + text.length + AROUND );
}
