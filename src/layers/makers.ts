/**
 * Says who made an answer: by its words where it is an error, else by its headers.
 */
import {
	CACHED_HEADERS,
	CHALLENGE_HEADERS,
	ERROR_WORDS,
	type HeaderSign,
} from '../engine/words';
import { MAKERS, REQUEST_IDS, THEME_PAGE, type MakerSigns } from './makerSigns';
import type { Made, Visit } from './types';

type Answer = Pick< Visit, 'status' | 'headers' | 'excerpt' | 'bytes' >;

/** Statuses with which somebody is turned away. */
const TURNED_AWAY = [ 401, 403, 405, 406, 409, 415, 429, 503 ];

/** Of a body, so much is kept at most. */
const EXCERPT = 65536;

/** Who made an answer, what it came through, and by which numbers they find it in their logs. */
export function makerOf( answer: Answer ): Made {
	const { excerpt, headers } = answer;
	const spoke = speaker( answer );
	const passed = MAKERS.filter( ( signs ) =>
		shows( headers, signs.headers )
	);
	const maker =
		spoke ??
		passed.find( ( { by } ) => by !== 'varnish' || passed.length === 1 ) ??
		passed[ 0 ];
	const edge = passed.find( ( { kind } ) => kind === 'edge' ) ?? null;
	return {
		by: maker?.by ?? 'unknown',
		name: maker?.name ?? 'an unknown server',
		kind: maker?.kind ?? 'unknown',
		how: spoke ? 'words' : ( ( maker && 'headers' ) ?? null ),
		challenge:
			shows( headers, CHALLENGE_HEADERS ) || challenges( answer, spoke ),
		cached: shows( headers, CACHED_HEADERS ),
		age: ageIn( headers ),
		edge: edge?.by ?? ( spoke?.kind === 'edge' ? spoke.by : null ),
		ids: idsIn( excerpt, headers, spoke ),
	};
}

/** Whose words an answer has. Words of an error count only on an error: a page may well write about one. */
function speaker( answer: Answer ): MakerSigns | undefined {
	const { status, excerpt } = answer;
	const isError = status !== null && status >= 400;
	if ( breaksOffWithError( answer ) ) {
		return by( 'php' );
	}
	if ( THEME_PAGE.test( excerpt ) ) {
		return isError ? by( 'wordpress' ) : undefined;
	}
	return MAKERS.find(
		( { words, challenge, waits } ) =>
			waits?.test( excerpt ) ||
			( isError &&
				( words?.test( excerpt ) || challenge?.test( excerpt ) ) )
	);
}

const by = ( id: 'php' | 'wordpress' ) =>
	MAKERS.find( ( signs ) => signs.by === id && signs.words );

/** How each error that PHP prints ends, with and without HTML. */
const ERROR_END = /on line (?:<b>)?\d+(?:<\/b>)?\s*(?:<br ?\/?>)?\s*$/;

/** Whether PHP printed an error and nothing came after it, whatever the status: a page that quotes one goes on. */
const breaksOffWithError = ( { excerpt, bytes }: Answer ): boolean =>
	bytes <= EXCERPT &&
	ERROR_WORDS.test( excerpt ) &&
	ERROR_END.test( excerpt );

/** Whether whoever spoke turned this client away. */
const challenges = (
	{ status, excerpt }: Answer,
	spoke: MakerSigns | undefined
): boolean =>
	spoke?.waits?.test( excerpt ) ||
	( TURNED_AWAY.includes( status ?? 0 ) &&
		spoke?.challenge?.test( excerpt ) ) ||
	false;

const shows = ( headers: Answer[ 'headers' ], signs: HeaderSign[] = [] ) =>
	signs.some( ( [ name, value ] ) => value.test( headers[ name ] ?? '' ) );

function ageIn( { age }: Answer[ 'headers' ] ): number | null {
	return age !== undefined && /^\s*\d+\s*$/.test( age )
		? Number( age )
		: null;
}

function idsIn(
	excerpt: string,
	headers: Answer[ 'headers' ],
	spoke: MakerSigns | undefined
): Made[ 'ids' ] {
	const names = [
		...MAKERS.flatMap( ( { ids = [] } ) => ids ),
		...REQUEST_IDS,
	];
	const said = spoke?.idWords?.exec( excerpt )?.[ 1 ];
	const found = names.flatMap( ( name ) =>
		headers[ name ] ? [ { name, value: headers[ name ] } ] : []
	);
	return said && ! found.some( ( { value } ) => value.includes( said ) )
		? [
				...found,
				{ name: 'on the page', value: said.replaceAll( '&#46;', '.' ) },
			]
		: found;
}
