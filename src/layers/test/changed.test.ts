/**
 * What changed, as a person reads it.
 */
import { inOrder, sentenceOf, summaryOf, type Change } from '../changed';

const AT = Date.UTC( 2026, 4, 3, 14, 2 ) / 1000;
const NOW = AT + 86400;

const change = ( more: Partial< Change > = {} ): Change => ( {
	what: 'plugin',
	id: 'acme-forms/acme-forms.php',
	name: 'Acme Forms',
	kind: 'updated',
	from: '2.1',
	to: '2.2',
	at: AT,
	automatic: null,
	...more,
} );

describe( 'sentences', () => {
	it.each< [ string, Partial< Change > ] >( [
		[
			'Acme Forms was updated from 2.1 to 2.2 on 3 May, 14:02 UTC, by itself.',
			{ automatic: true },
		],
		[ 'Acme Forms was updated from 2.1 to 2.2.', { at: null } ],
		[
			'Acme Forms was updated to 2.2 on 3 May, 14:02 UTC.',
			{ from: null },
		],
		[
			'Acme Forms was taken back from 2.10 to 2.9.1.',
			{ from: '2.10', to: '2.9.1', at: null },
		],
		[
			'Acme Forms was taken back from 2.2.1 to 2.2.',
			{ from: '2.2.1', to: '2.2', at: null },
		],
		[
			'Acme Forms was updated from 2.9 to 2.9.0.1.',
			{ from: '2.9', to: '2.9.0.1', at: null },
		],
		[
			'Acme Forms 2.2 was added on 3 May, 14:02 UTC.',
			{ kind: 'added', from: null },
		],
		[
			'Acme Forms 2.1 was removed.',
			{ kind: 'removed', to: null, at: null },
		],
		[
			'Acme Forms was activated.',
			{ kind: 'activated', from: null, to: null, at: null },
		],
		[
			'Acme Forms was deactivated on 3 May, 14:02 UTC.',
			{ kind: 'deactivated', from: null, to: null },
		],
		[
			'The theme Acorn became the site’s theme.',
			{ what: 'theme', name: 'Acorn', kind: 'activated', at: null },
		],
		[
			'The theme Acorn stopped being the site’s theme.',
			{ what: 'theme', name: 'Acorn', kind: 'deactivated', at: null },
		],
		[
			'Files of Acme Forms 2.2 were written on 3 May, 14:02 UTC.',
			{ kind: 'files' },
		],
		[
			'Files of the drop-in db.php were written on 3 May, 14:02 UTC.',
			{ what: 'drop-in', name: 'db.php', kind: 'files', to: null },
		],
		[
			'The must-use plugin Extra was added.',
			{
				what: 'must-use',
				name: 'Extra',
				kind: 'added',
				to: null,
				at: null,
			},
		],
		[
			'The setting home was changed from http://a.example to https://a.example.',
			{
				what: 'option',
				name: 'home',
				from: 'http://a.example',
				to: 'https://a.example',
				at: null,
			},
		],
		[
			'PHP was taken back from 8.3.1 to 8.2.20.',
			{
				what: 'php',
				name: 'PHP',
				from: '8.3.1',
				to: '8.2.20',
				at: null,
			},
		],
		[
			'The web server was changed from nginx/1.26 to Apache.',
			{
				what: 'server',
				name: 'The web server',
				from: 'nginx/1.26',
				to: 'Apache',
				at: null,
			},
		],
	] )( 'says: %s', ( sentence, more ) => {
		expect( sentenceOf( change( more ), NOW ) ).toBe( sentence );
	} );

	it( 'tells the year where it is another one', () => {
		expect( sentenceOf( change(), NOW + 366 * 86400 ) ).toBe(
			'Acme Forms was updated from 2.1 to 2.2 on 3 May 2026, 14:02 UTC.'
		);
	} );
} );

describe( 'order', () => {
	it( 'puts the newest first, those without a time last, plugins before the rest', () => {
		const changes = [
			change( { id: '1', what: 'php', at: null } ),
			change( { id: '2', what: 'core', at: AT } ),
			change( { id: '3', name: 'B', at: null } ),
			change( { id: '4', name: 'A', at: null } ),
			change( { id: '5', at: AT } ),
			change( { id: '6', at: AT + 1 } ),
		];
		expect( inOrder( changes ).map( ( { id } ) => id ) ).toEqual( [
			'6',
			'5',
			'2',
			'4',
			'3',
			'1',
		] );
		expect( changes[ 0 ]?.id ).toBe( '1' );
	} );
} );

describe( 'the summary', () => {
	it.each< [ string, number | null, Change[] ] >( [
		[
			'Since this page was last seen healthy on 3 May, 14:02 UTC, nothing changed in WordPress, plugins, themes or PHP.',
			AT,
			[],
		],
		[
			'Since this page was last seen healthy on 3 May, 14:02 UTC, one thing changed: Acme Forms was updated from 2.1 to 2.2 on 3 May, 14:03 UTC.',
			AT,
			[ change( { at: AT + 60 } ) ],
		],
		[
			'Since this page was last seen healthy on 3 May, 14:02 UTC, 2 things changed. The latest: Acme Forms was updated from 2.1 to 2.2 on 3 May, 14:03 UTC.',
			AT,
			[ change( { what: 'core', at: null } ), change( { at: AT + 60 } ) ],
		],
		[
			'Since this page was last seen healthy on 3 May, 14:02 UTC, 2 things changed. One of them: Acme Forms was updated from 2.1 to 2.2.',
			AT,
			[ change( { what: 'core', at: null } ), change( { at: null } ) ],
		],
		[
			'It is not known when this page was last healthy. No files of WordPress, plugins or themes were written in the last two weeks.',
			null,
			[],
		],
		[
			'It is not known when this page was last healthy. Files of one thing were written in the last two weeks. The latest: Files of Acme Forms 2.2 were written on 3 May, 14:02 UTC.',
			null,
			[ change( { kind: 'files' } ) ],
		],
	] )( 'says: %s', ( sentence, healthyAt, changes ) => {
		expect( summaryOf( { healthy_at: healthyAt, changes }, NOW ) ).toBe(
			sentence
		);
	} );
} );
