import { changedSentences } from '../changedSentences';
import { BEGUN, walkOf } from './support/walks';
import type { Change } from '../changed';

const files = ( name: string, at: number ): Change => ( {
	what: 'plugin',
	id: `${ name }/${ name }.php`,
	name,
	kind: 'files',
	from: null,
	to: '1.0',
	at,
	automatic: null,
} );

const start = BEGUN / 1000 - 3600;
const copied = [ 'a', 'b', 'c', 'd', 'e' ].map( ( name ) =>
	files( name, start )
);

it( 'a site that was copied as a whole does not hide the one plugin that was updated since', () => {
	const changes = [ ...copied, files( 'updated', start + 600 ) ];
	expect(
		changedSentences( walkOf( { changed: { healthy_at: null, changes } } ) )
	).toEqual( [ expect.stringContaining( 'updated' ) ] );
} );

it( 'what was updated together since the page was healthy is all told', () => {
	expect(
		changedSentences(
			walkOf( { changed: { healthy_at: start - 60, changes: copied } } )
		)
	).toHaveLength( 5 );
	expect( changedSentences( walkOf() ) ).toEqual( [] );
} );
