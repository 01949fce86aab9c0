/**
 * Says who made an answer: by its words where it is an error, else by its headers.
 */
import { CACHED_HEADERS, type HeaderSign } from '../engine/words';
import { MAKERS, REQUEST_IDS, type MakerSigns } from './makerSigns';
import type { Made, Visit } from './types';

type Answer = Pick< Visit, 'status' | 'headers' | 'excerpt' >;

/** Statuses with which somebody is turned away. */
const TURNED_AWAY = [ 401, 403, 405, 406, 409, 415, 429, 503 ];

/** Who made an answer, what it came through, and by which numbers they find it in their logs. */
export function makerOf( answer: Answer ): Made {
	const { status, excerpt, headers } = answer;
	const isError = status !== null && status >= 400;
	const spoke =
		isError || status === 202
			? MAKERS.find( ( signs ) => speaks( signs, answer ) )
			: undefined;
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
		challenge: maker !== undefined && challenges( answer ),
		cached: shows( headers, CACHED_HEADERS ),
		age: ageIn( headers ),
		edge: edge?.by ?? ( spoke?.kind === 'edge' ? spoke.by : null ),
		ids: idsIn( excerpt, headers, spoke ),
	};
}

/** Words of an error count only on an error: a page may well write about one. */
const speaks = ( { words, challenge }: MakerSigns, { excerpt }: Answer ) =>
	words?.test( excerpt ) || challenge?.test( excerpt );

function challenges( { status, headers, excerpt }: Answer ): boolean {
	return MAKERS.some(
		( { challenge, challengeHeaders } ) =>
			shows( headers, challengeHeaders ) ||
			( ( TURNED_AWAY.includes( status ?? 0 ) || status === 202 ) &&
				challenge?.test( excerpt ) )
	);
}

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
