/**
 * The rungs from the browser to the host, each with what was seen on it.
 */
import { makerOf } from './makers';
import { answerOf, isBad, isFine } from './seen';
import { serverSteps } from './serverSteps';
import type { Evidence } from './evidence';
import type { Look, Step, Visit, Walk } from './types';

type Rung = Pick< Step, 'id' | 'layer' | 'name' >;

const NOT_ASKED = 'Not asked.';

const begin = ( text: string ) =>
	text.charAt( 0 ).toUpperCase() + text.slice( 1 );

/** All rungs, the visitor's end first. */
export function stepsOf( evidence: Evidence ): Step[] {
	const { walk } = evidence;
	const healthy = walk.live?.verdict.outcome === 'healthy';
	return [
		page( evidence ),
		...clients( walk ),
		visited( walk.uncached, {
			id: 'uncached',
			layer: 'page-cache',
			name: 'The page under an address that no cache knows',
		} ),
		visited( walk.origin, {
			id: 'origin',
			layer: 'cdn',
			name: 'The page from the server itself, past CDN and firewall',
		} ),
		visited( walk.loopback, {
			id: 'loopback',
			layer: 'firewall',
			name: 'The page, as the server gets it from outside',
		} ),
		visited( walk.file, {
			id: 'static',
			layer: 'web-server',
			name: 'A picture, without PHP',
		} ),
		visited( walk.php, {
			id: 'php',
			layer: 'php',
			name: 'PHP, without WordPress',
		} ),
		wordpress( walk ),
		...( walk.facts ? serverSteps( walk.facts ) : [] ),
		looked( healthy ? walk.live : walk.floor, {
			id: 'floor',
			layer: 'core',
			name: 'WordPress without plugins, with a default theme',
		} ),
		looked( walk.live, {
			id: 'live',
			layer: 'plugin',
			name: 'Plugins and theme, as they are set up',
		} ),
	];
}

function page( { chance, failing, timing }: Evidence ): Step {
	const passed = chance.kind === 'passed' ? 'doubtful' : 'ok';
	return {
		id: 'page',
		layer: 'none',
		name: 'The page, as visitors get it',
		state: failing ? 'broken' : passed,
		sentence: [ chance.sentence, timing.sentence ]
			.filter( Boolean )
			.join( ' ' ),
	};
}

/** The page for others than a visitor with an empty cache, as far as they were asked. */
function clients( { kept, asUser, phone }: Walk ): Step[] {
	const asked: [ Visit | null, Rung ][] = [
		[
			kept,
			{
				id: 'kept',
				layer: 'browser-cache',
				name: 'The page, as this browser has kept it',
			},
		],
		[
			asUser,
			{
				id: 'as-user',
				layer: 'none',
				name: 'The page, as you get it, logged in',
			},
		],
		[
			phone,
			{
				id: 'phone',
				layer: 'none',
				name: 'The page, as a phone gets it',
			},
		],
	];
	return asked.flatMap( ( [ visit, rung ] ) =>
		visit ? [ visited( visit, rung ) ] : []
	);
}

/** A rung that is one request. */
function visited( visit: Visit | null, rung: Rung ): Step {
	if ( visit === null ) {
		return { ...rung, state: 'unknown', sentence: NOT_ASKED };
	}
	const { by, name } = makerOf( visit );
	const maker = [ 'unknown', 'wordpress' ].includes( by )
		? ''
		: `, from ${ name }`;
	return {
		...rung,
		state: stateOf( visit ),
		sentence: begin(
			`${ answerOf( visit ) } in ${ ( visit.milliseconds / 1000 ).toFixed(
				1
			) } s${ maker }.`
		),
	};
}

function stateOf( visit: Visit ): Step[ 'state' ] {
	if ( isBad( visit ) ) {
		return 'broken';
	}
	return isFine( visit ) ? 'ok' : 'doubtful';
}

/** A rung that is one probe. */
function looked( look: Look | null, rung: Rung ): Step {
	if ( look === null ) {
		return { ...rung, state: 'unknown', sentence: NOT_ASKED };
	}
	const states = {
		healthy: 'ok',
		failing: 'broken',
		unresolved: 'doubtful',
	} as const;
	return {
		...rung,
		state: states[ look.verdict.outcome ],
		sentence: look.verdict.sentence,
	};
}

function wordpress( { facts, refused, death }: Walk ): Step {
	const rung: Rung = {
		id: 'wordpress',
		layer: 'core',
		name: 'WordPress, for Culprit’s own call',
	};
	if ( facts ) {
		return {
			...rung,
			state: 'ok',
			sentence: 'It answers without plugins and theme.',
		};
	}
	if ( death ) {
		return {
			...rung,
			state: 'broken',
			sentence: `It dies in ${ death.file } on line ${ death.line }.`,
		};
	}
	return {
		...rung,
		state: refused && refused.status !== null ? 'broken' : 'unknown',
		sentence: refused?.sentence ?? NOT_ASKED,
	};
}
