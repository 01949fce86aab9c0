/**
 * What a walk comes to: the rungs from the browser to the host, what is wrong, and what else was noticed.
 */
import { evidenceOf, type Evidence } from './evidence';
import * as client from './findings/client';
import * as inside from './findings/inside';
import * as noticed from './findings/noticed';
import * as outside from './findings/outside';
import * as server from './findings/server';
import { stepsOf } from './steps';
import type { Finding, Layers, Walk } from './types';

type Rule = ( evidence: Evidence ) => Finding | null;

/** What compares one request with another says nothing of a fault that comes and goes: chance may have made the difference. */
const lasting =
	( rule: Rule ): Rule =>
	( evidence ) =>
		evidence.chance.kind === 'comes-and-goes' ? null : rule( evidence );

/** What may be why the page fails. The first that applies is it: who cannot get to a layer learns nothing of those behind. */
const CAUSES: Rule[] = [
	outside.unreachable,
	outside.challenged,
	server.maintenance,
	server.database,
	inside.death,
	server.php,
	outside.circles,
	outside.staleError,
	outside.brokenEdge,
	lasting( inside.candidates ),
	lasting( server.webServer ),
	lasting( inside.belowPlugins ),
	lasting( server.beforePlugins ),
	outside.sometimes,
];

/** What needs somebody even where the page is fine. */
const TROUBLES: Rule[] = [
	client.keptError,
	client.asUserOnly,
	client.phoneOnly,
	noticed.disk,
	noticed.objectCache,
	noticed.tables,
	noticed.unfinished,
	outside.loopbackBlocked,
	inside.slowOutgoing,
];

/** What is worth knowing. */
const REMARKS: Rule[] = [
	noticed.outdated,
	client.serviceWorker,
	noticed.unmet,
	noticed.outgoing,
	noticed.crowded,
];

/** Judges a walk. */
export function layersOf( walk: Walk ): Layers {
	const evidence = evidenceOf( walk );
	const apply = ( rules: Rule[] ) =>
		rules.flatMap( ( rule ) => rule( evidence ) ?? [] );
	const causes = apply( CAUSES );
	const seen = apply( TROUBLES );
	const troubles = seen.filter( isSure );
	// A full disk or a dead cache explains a page that fails below plugins, and not the other way round.
	const [ finding = unexplained( evidence ), ...rest ] = explains( causes )
		? [ ...causes, ...troubles ]
		: [ ...troubles, ...causes ];
	return {
		steps: stepsOf( evidence ),
		finding,
		others: [
			...rest,
			...seen.filter( ( one ) => ! isSure( one ) ),
			...apply( REMARKS ),
		].filter( ( { code } ) => code !== finding.code ),
	};
}

/** What is only possible is worth a remark, and no finding. */
const isSure = ( { certainty }: Finding ) => certainty !== 'possible';

/** Whether the first of these names a layer. */
const explains = ( [ first ]: Finding[] ) =>
	first !== undefined &&
	! [ 'unknown', 'host', 'php' ].includes( first.layer );

function unexplained( { failing, page, walk }: Evidence ): Finding {
	if ( page === null ) {
		return {
			code: 'stopped',
			layer: 'unknown',
			sentence:
				'The look at the layers was stopped before the page was asked for.',
			todo: 'Start it again.',
			certainty: 'certain',
			for: 'nobody',
		};
	}
	return failing
		? {
				code: 'unexplained',
				layer: 'unknown',
				sentence: `The page fails, and no layer that could be seen explains it.${
					walk.refused
						? ` Culprit’s own call said: ${ walk.refused.sentence }`
						: ''
				}`,
				todo: 'Search for the culprit; if that finds nobody, send the ticket to the host: it says what was seen.',
				certainty: 'possible',
				for: 'admin',
			}
		: {
				code: 'healthy',
				layer: 'none',
				sentence: `Visitors get the page: ${ walk.tries.length } of ${ walk.tries.length } tries were fine.`,
				todo: 'If you still see an error, it is your browser’s copy: reload with Ctrl+F5, on a Mac Cmd+Shift+R, or try another browser.',
				certainty: 'certain',
				for: 'nobody',
			};
}
