/**
 * What PHP's account of a failure points at, as paths: the likeliest first. It says nothing about guilt.
 */
import type { Report } from '../contract/types';
import { accountOf, swallowing, type Account } from './account';
import { pathsIn } from './paths';
import * as say from './sentences';
import { strikesAnywhere } from './signature';
import type { Answer } from './types';

/** A path that an account names. */
export interface Clue {
	/** Relative to the WordPress folder, as a rule. */
	path: string;
	/** For a person: one sentence. */
	why: string;
}

/** The stage in which a theme's own code loads. */
const THEME_LOADS = 'setup_theme';

/** The stages in which a theme builds the page. */
const THEME_BUILDS = [ 'template_redirect', 'wp_head', 'wp_footer' ];

/** All clues in a failing answer. */
export function cluesIn( answer: Answer ): Clue[] {
	const account = accountOf( answer.observation );
	if ( ! account ) {
		return fromPage( answer );
	}
	const { error } = account;
	const place = error ? fromError( error ) : [];
	const active = [
		...fromWaiting( account ),
		...fromLoading( account ),
		...fromRunning( account ),
	];

	return [
		// Where memory or time runs out, the line is chance; who was at work is not.
		...( error && strikesAnywhere( error.message )
			? [ ...active, ...place ]
			: [ ...place, ...active ] ),
		...fromAnswer( answer, account.report ),
		...fromBuffers( answer, account ),
		...fromTheme( answer, account ),
	];
}

function fromError( {
	file,
	message,
	frames,
}: NonNullable< Report[ 'error' ] > ): Clue[] {
	// The trace in the message stands in the frames as well, without what only ran on behalf of the guard.
	const spoken = message.replace( /^#\d+ .*$/gm, '' );
	return [
		{ path: file, why: say.whyFile( file ) },
		...[ ...frames.map( ( frame ) => frame.file ), ...pathsIn( spoken ) ]
			.filter( ( path ) => path !== file )
			.map( ( path ) => ( { path, why: say.whyTrace( path ) } ) ),
	];
}

const fromLoading = ( { loading }: Account ): Clue[] =>
	loading === null
		? []
		: [
				{
					path: `wp-content/plugins/${ loading }`,
					why: say.whyLoading( loading ),
				},
			];

const fromWaiting = ( { waiting }: Account ): Clue[] =>
	waiting?.by
		? [ { path: waiting.by, why: say.whyWaiting( waiting, waiting.by ) } ]
		: [];

const fromRunning = ( { running }: Account ): Clue[] =>
	( running ?? [] ).map( ( callback ) => ( {
		path: callback.file,
		why: say.whyRunning( callback ),
	} ) );

/** Who set what made an error of the answer. */
function fromAnswer( { verdict }: Answer, report: Report | null ): Clue[] {
	const kind = verdict.signature?.kind;
	if ( ! report || ( kind !== 'headers' && kind !== 'status' ) ) {
		return [];
	}
	// Where PHP itself answered with an error, the web server took the headers as they were.
	const large = report.status >= 500 ? [] : report.headers;
	return [
		...large.flatMap( ( header ) =>
			by( header.by, ( path ) => say.whyHeader( header, path ) )
		),
		...by( report.status_by, say.whyStatus ),
	];
}

const fromBuffers = ( { verdict }: Answer, account: Account ): Clue[] =>
	verdict.signature?.kind === 'blank'
		? swallowing( account ).flatMap( ( buffer ) =>
				by( buffer.by, ( path ) => say.whyBuffer( buffer, path ) )
			)
		: [];

/** One clue where somebody is known, else none. */
const by = ( path: string | null, why: ( path: string ) => string ): Clue[] =>
	path === null ? [] : [ { path, why: why( path ) } ];

/** The theme, where PHP ended in its part of the way and nobody else was at work. */
function fromTheme(
	{ configuration }: Answer,
	{ ended, milestone, running }: Account
): Clue[] {
	if ( ended === 'fatal' || ( running ?? [] ).length > 0 ) {
		return [];
	}
	const { stylesheet, template } = configuration;
	const themes = [ ...new Set( [ stylesheet, template ] ) ];
	const clues = ( why: ( theme: string ) => string ) =>
		themes.map( ( theme ) => ( {
			path: `wp-content/themes/${ theme }/`,
			why: why( theme ),
		} ) );

	if ( milestone === THEME_LOADS ) {
		return clues( say.whyThemeLoading );
	}
	return running !== null &&
		ended !== 'completed' &&
		THEME_BUILDS.includes( milestone )
		? clues( say.whyThemePage )
		: [];
}

/** Without an account, what PHP printed on the page. */
function fromPage( { verdict }: Answer ): Clue[] {
	const { kind = null, file = null } = verdict.signature ?? {};
	return kind === 'error-text' && file
		? [ { path: file, why: say.whyPrinted( file ) } ]
		: [];
}
