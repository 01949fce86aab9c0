/**
 * A prober that answers from memory, for a site whose faults are given.
 */
import { loadOrder } from '../../../engine/configuration';
import { searchInput } from '../../../engine/input';
import { report, state } from '../../../site/test/support/samples';
import type { Configuration, State } from '../../../contract/types';
import type {
	Observation,
	Page,
	Question,
	SearchInput,
} from '../../../engine/types';
import type { Prober, Result } from '../../../site/types';
import type { WorkersNow } from '../../../site/workers';

type Asked = Pick< Question, 'configuration' | 'mode' | 'deep' >;

const OWN = 'culprit/plugin.php';

/** A site with these plugins beside Culprit. */
export const siteWith = ( plugins: string[] ): State =>
	state( [ OWN, ...plugins ] );

/** The question why its front page fails. */
export const inputFor = ( site: State ): SearchInput =>
	searchInput( site, {
		page: { path: '/', asUser: false },
		symptom: { kind: 'error' },
		route: 'node',
	} );

/** What one probe saw. */
export function observation(
	configuration: Configuration,
	more: Partial< Observation > = {}
): Observation {
	return {
		probe: '1'.repeat( 32 ),
		route: 'node',
		url: 'https://example.com/',
		status: 200,
		headers: {},
		bytes: 100,
		excerpt: '<html>',
		milliseconds: 10,
		redirects: [],
		networkError: null,
		marker: 'ours',
		truncated: false,
		closed: true,
		report: report( {
			loaded: loadOrder( configuration ),
			template: configuration.template,
			stylesheet: configuration.stylesheet,
		} ),
		record: null,
		...more,
	};
}

/** How the prober behaves. */
export interface Behaviour {
	/** Plugins that fail together. */
	culprits?: string[];
	/** Headers of every answer to a probe. */
	headers?: Observation[ 'headers' ];
	/** What a plain visit shows. */
	visit?: Partial< Observation >;
	/** Replaces the answer to the probe with this number, from 1 on. */
	instead?: ( number: number ) => Result< Observation > | undefined;
	/** What the server says of its workers. */
	workers?: Partial< WorkersNow >;
}

/** The prober, and what it was asked. */
export interface MemoryProber extends Prober {
	probed: Asked[];
	prepared: { questions: Asked[]; page: Page }[];
	visits: Page[];
}

/** A prober for a site that fails with a blank page while all culprits are on. */
export function memoryProber( {
	culprits = [],
	headers = {},
	visit = {},
	instead = () => undefined,
	workers = {},
}: Behaviour = {} ): MemoryProber {
	const probed: Asked[] = [];
	const prepared: MemoryProber[ 'prepared' ] = [];
	const visits: Page[] = [];
	return {
		probed,
		prepared,
		visits,
		workers: {
			told: () => undefined,
			abandoned: () => undefined,
			now: () => ( { total: null, idle: null, hanging: 0, ...workers } ),
			room: async () => undefined,
		},
		prepare: async ( questions, page ) => {
			prepared.push( { questions, page } );
		},
		visit: async ( page ) => {
			visits.push( page );
			return {
				ok: true,
				value: observation( inputFor( siteWith( [] ) ).live, {
					marker: 'absent',
					...visit,
				} ),
			};
		},
		probe: async ( asked: Asked ) => {
			const { configuration, mode, deep } = asked;
			probed.push( { configuration, mode, ...( deep ? { deep } : {} ) } );
			const broken =
				culprits.length > 0 &&
				culprits.every( ( file ) =>
					configuration.plugins.includes( file )
				);
			return (
				instead( probed.length ) ?? {
					ok: true,
					value: observation( configuration, {
						headers,
						...( broken ? { bytes: 0, excerpt: '' } : {} ),
					} ),
				}
			);
		},
	};
}
