/**
 * Tells a fault that was hidden behind another from an add-on that fails only because its parent is off.
 */
import { accountOf, stageOf } from './account';
import { candidateOf } from './configuration';
import { namedIn } from './evidence';
import type { Found } from './name';
import { sameFailure } from './signature';
import type { Answer, Candidate, SearchInput } from './types';

/** How PHP says that something is missing. */
const MISSING = [
	/undefined function ([\w\\]+)/,
	/undefined method ([\w\\]+)::/,
	/(?:class|interface|trait|enum) ["']([\w\\]+)["'] not found/i,
	/undefined (?:class )?constant ["']?([\w\\]+)/i,
	/Failed opening required ["']([^"']+)["']/,
];

/** Functions that PHP has lost over the years, or that come with an extension: no plugin ever provides them. */
const OF_PHP =
	/^(?:each|create_function|money_format|split|spliti|is_real|utf8_(?:en|de)code|strftime|fgetss|hebrevc|call_user_method(?:_array)?|(?:get|set)_magic_quotes_\w+|(?:mysqli?|mcrypt|eregi?|curl|mb|imap|ftp|ctype|iconv|bc|gmp|xml|simplexml|dom|exif|image|openssl|gz|json)_?\w*)$/i;

/**
 * The earlier set that a later one may only be missing, or null when the later fault stands by itself.
 *
 * PHP came past this point while the earlier set was on, or something is missing that neither PHP nor the plugin
 * itself would provide. Where PHP never came this far with the earlier set on, no probe can tell.
 */
export function parentOf(
	later: Found,
	earlier: Found[],
	input: SearchInput
): Found | null {
	const passed = [ ...earlier ]
		.reverse()
		.find( ( { from } ) => cameFurther( from, later.from ) );
	const known = earlier.some( ( { signature } ) =>
		sameFailure( signature, later.signature )
	);
	const missing = ! known && missesSomethingForeign( later.from, input );

	return passed ?? ( missing ? ( earlier.at( -1 ) ?? null ) : null );
}

function cameFurther( before: Answer, after: Answer ): boolean {
	const past = accountOf( before.observation );
	const now = accountOf( after.observation );
	if ( ! past || ! now ) {
		return false;
	}
	return now.loading === null
		? stageOf( past ) > stageOf( now ) && stageOf( now ) >= 0
		: past.loaded.includes( now.loading );
}

function missesSomethingForeign( answer: Answer, input: SearchInput ): boolean {
	const message = accountOf( answer.observation )?.error?.message ?? '';
	const missing = MISSING.map( ( pattern ) => pattern.exec( message ) ).find(
		( match ) => match !== null
	)?.[ 1 ];
	if ( missing === undefined ) {
		return false;
	}
	const key = namedIn( answer, input );
	const owner = key === null ? null : candidateOf( input, key );
	return (
		! OF_PHP.test( missing.split( '\\' ).at( -1 ) as string ) &&
		! ( owner && isOwn( missing, owner ) )
	);
}

/** Whether a name or a path is the candidate's own, by the name of its folder. */
function isOwn( missing: string, { id }: Candidate ): boolean {
	const folder = id.replace( /\/.*$|\.php$/, '' );
	return (
		missing.includes( `/${ folder }/` ) ||
		letters( missing ).startsWith( letters( folder ) )
	);
}

const letters = ( text: string ) =>
	text.toLowerCase().replace( /[^a-z0-9]/g, '' );
