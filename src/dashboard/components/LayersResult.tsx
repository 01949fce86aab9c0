/**
 * What a walk found: the layer, each rung, each try, and what else was seen.
 */
import { useEffect, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { changedSentences } from '../../layers/changedSentences';
import type { SiteClient } from '../../site/types';
import type { Finding, Layers, Step, Walk } from '../../layers/types';
import type { FrontPageWords } from '../functions/frontPage';
import { CachePurge } from './CachePurge';
import { PausedEdge } from './PausedEdge';
import { StatusIcon } from './StatusIcon';
import { TicketPart } from './TicketPart';
import { TriesTimeline } from './TriesTimeline';

interface Props {
	layers: Layers;
	walk: Walk;
	state: State;
	client: SiteClient;
	onState: ( state: State ) => void;
}

type Tone = FrontPageWords[ 'tone' ];

const TONES: Record< Step[ 'state' ], Tone > = {
	ok: 'good',
	broken: 'bad',
	doubtful: 'unknown',
	unknown: 'unknown',
};

const stateName = ( state: Step[ 'state' ] ) =>
	( {
		ok: __( 'fine', 'culprit' ),
		broken: __( 'broken', 'culprit' ),
		doubtful: __( 'doubtful', 'culprit' ),
		unknown: __( 'not known', 'culprit' ),
	} )[ state ];

export function LayersResult( {
	layers,
	walk,
	state: site,
	client,
	onState,
}: Props ) {
	const { finding, others, steps } = layers;
	const changed = changedSentences( walk );
	const caches = walk.facts?.page_caches ?? [];
	const heading = useRef< HTMLHeadingElement >( null );
	useEffect( () => heading.current?.focus(), [ layers ] );

	return (
		<>
			<h3 ref={ heading } tabIndex={ -1 } className="culprit-focus">
				{ titleOf( finding ) }
			</h3>
			<p>{ finding.sentence }</p>
			<p>
				<strong>{ __( 'What to do:', 'culprit' ) }</strong>{ ' ' }
				{ finding.todo }
			</p>
			<PausedEdge
				offered={ [ 'cdn', 'firewall' ].includes( finding.layer ) }
			/>
			<TriesTimeline tries={ walk.tries } />
			<ol className="culprit-layers">
				{ steps.map( ( { id, name, state, sentence } ) => (
					<li key={ id }>
						<StatusIcon tone={ TONES[ state ] } />
						<span>
							<strong>{ name }</strong>{ ' ' }
							<span className="culprit-layers__state">
								{ stateName( state ) }
							</span>
							<span className="culprit-detail">{ sentence }</span>
						</span>
					</li>
				) ) }
			</ol>
			{ caches.length > 0 && (
				<>
					<h4>{ __( 'Caches', 'culprit' ) }</h4>
					<CachePurge
						caches={ caches }
						client={ client }
						onState={ onState }
					/>
				</>
			) }
			{ changed.length > 0 && (
				<>
					<h4>{ __( 'What changed', 'culprit' ) }</h4>
					<ul className="culprit-names">
						{ changed.map( ( sentence ) => (
							<li key={ sentence }>{ sentence }</li>
						) ) }
					</ul>
				</>
			) }
			<TicketPart layers={ layers } walk={ walk } state={ site } />
			{ others.length > 0 && (
				<>
					<h4>{ __( 'Also seen', 'culprit' ) }</h4>
					<ul className="culprit-names">
						{ others.map( ( { code, sentence, todo } ) => (
							<li key={ code + sentence }>
								{ sentence }{ ' ' }
								<span className="culprit-detail">{ todo }</span>
							</li>
						) ) }
					</ul>
				</>
			) }
		</>
	);
}

/** The layer as a headline. */
function titleOf( { layer, certainty }: Finding ): string {
	const names: Record< Finding[ 'layer' ], string > = {
		none: __( 'Every layer is fine', 'culprit' ),
		'browser-cache': __( 'It is this browser’s copy', 'culprit' ),
		'page-cache': __( 'It is the page cache', 'culprit' ),
		cdn: __(
			'It is the CDN, or what else stands before the server',
			'culprit'
		),
		firewall: __( 'It is a firewall', 'culprit' ),
		'web-server': __( 'It is the web server', 'culprit' ),
		php: __( 'It is PHP', 'culprit' ),
		database: __( 'It is the database', 'culprit' ),
		'object-cache': __( 'It is the object cache', 'culprit' ),
		'drop-in': __( 'It is a drop-in', 'culprit' ),
		'must-use': __( 'It is a must-use plugin', 'culprit' ),
		plugin: __( 'It is a plugin', 'culprit' ),
		theme: __( 'It is the theme', 'culprit' ),
		core: __( 'It is WordPress itself', 'culprit' ),
		host: __( 'It is the server', 'culprit' ),
		unknown: __( 'No single layer', 'culprit' ),
	};
	return certainty === 'certain' || layer === 'none' || layer === 'unknown'
		? names[ layer ]
		: sprintf(
				/* translators: %s: such as "It is the page cache". */
				__( '%s, most likely', 'culprit' ),
				names[ layer ]
			);
}
