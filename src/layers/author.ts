/**
 * A text for the author of a plugin or theme that was proved to break a page: what fails, how that was found, how to see it.
 */
import type { Configuration, State } from '../contract/types';
import type { DiagnosisReport } from '../run/report';
import { knownOf } from './ticket/known';
import { leftOutText } from './ticket/ticket';
import { listText, memberText, proofOf } from './ticket/proof';
import { redactAll } from './ticket/redact';

type CulpritSet = DiagnosisReport[ 'culprits' ][ number ];

interface Options {
	/** Path of the page that fails, where it is known. */
	page?: string;
	/** Which of several sets, from 0. */
	set?: number;
}

const size = ( { plugins, network }: Configuration ) =>
	plugins.length + network.length;

/** The smallest configuration that was seen to fail. */
function smallest( { proof }: CulpritSet ): Configuration | null {
	const [ first = null ] = proof
		.filter( ( { outcome } ) => outcome === 'failing' )
		.map( ( { configuration } ) => configuration )
		.sort( ( one, two ) => size( one ) - size( two ) );
	return first;
}

/** A theme by its folder, for somebody who does not know the site. */
function themeText( folder: string, { themes, probe_theme: probe }: State ) {
	if ( folder === probe ) {
		return 'any theme';
	}
	const theme = themes.find( ( { stylesheet } ) => stylesheet === folder );
	return `the theme ${
		theme ? `${ theme.name } ${ theme.version }` : folder
	}`;
}

/** How to see it on another site. */
function stepsOf( set: CulpritSet, state: State, page: string | null ) {
	const { environment, own, live, plugins } = state;
	const configuration = smallest( set ) ?? live;
	const ids = set.members.map( ( { id } ) => id );
	const others = [
		...configuration.network,
		...configuration.plugins,
	].filter( ( id ) => id !== own && ! ids.includes( id ) );
	const names = others.map( ( other ) => {
		const plugin = plugins.find( ( { id } ) => id === other );
		return plugin ? `${ plugin.name } ${ plugin.version }` : other;
	} );
	const active = set.members
		.filter( ( { kind } ) => kind === 'plugin' )
		.map( memberText );
	return [
		`Take WordPress ${ environment.wordpress } on PHP ${ environment.php } with ${ themeText(
			configuration.stylesheet,
			state
		) }.`,
		...( active.length + names.length === 0
			? []
			: [
					`Activate ${ listText( [ ...active, ...names ] ) }${
						names.length === 0 ? '; no other plugin is needed' : ''
					}.`,
				] ),
		page === null
			? 'Open the page that fails.'
			: `Open the page ${ page }.`,
	].map( ( sentence, index ) => `${ index + 1 }. ${ sentence }` );
}

/**
 * The text, redacted, with a line break at its end; null where nobody was proved.
 *
 * @param report  What a search found.
 * @param state   The site.
 * @param options Page and set.
 */
export function authorText(
	report: DiagnosisReport,
	state: State,
	options: Options = {}
): string | null {
	const { page = null, set: index = 0 } = options;
	const set = report.culprits[ index ];
	if ( ! set ) {
		return null;
	}
	const { environment, version } = state;
	const names = listText( set.members.map( memberText ) );
	const [ single, ...more ] = set.members;
	const what =
		more.length === 0
			? `the ${ single?.kind ?? 'plugin' } ${ names } makes a page fail on our site.`
			: `${ names } make a page fail on our site when all of them are on; each alone does not.`;
	// The report tells the failure of the first set only.
	const seen = index === 0 ? report.signature : null;
	const account = [
		...( seen ? [ `What was seen: ${ seen.sentence }` ] : [] ),
		...( set.costs_ms === null
			? []
			: [
					`It costs each load of the page about ${ Math.round(
						set.costs_ms
					) } ms.`,
				] ),
		...( report.chance === null
			? []
			: [
					`It comes and goes: ${ report.chance.failed } of ${ report.chance.loads } loads failed.`,
				] ),
	];
	const lines = [
		`${ names }: a page fails with WordPress ${ environment.wordpress }, PHP ${ environment.php }`,
		'',
		'Hello,',
		'',
		what,
		...account,
		'',
		`Culprit ${ version } found that. It loads a page in other configurations without changing the site:`,
		...proofOf( { ...report, culprits: [ set ] }, state ).map(
			( tried ) => `- ${ tried.what }: ${ tried.result }`
		),
		'',
		'To see it:',
		...stepsOf( set, state, page ),
		'',
		`Our web server is ${ environment.server || 'not known' }${
			environment.multisite ? ', and the site is one of a network' : ''
		}.`,
		'Could you please have a look? We will gladly try a version that mends it, or send more of what you need. Thank you.',
	];
	const { value, leftOut } = redactAll(
		lines,
		knownOf( state, null, [ `${ environment.home }${ page ?? '' }` ] )
	);
	return [
		...value,
		...( leftOut.length === 0
			? []
			: [ '', ...leftOutText( leftOut ).slice( 0, 1 ) ] ),
		'',
	].join( '\n' );
}
