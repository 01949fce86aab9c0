import { tracesOf } from '../beyond';
import {
	answer,
	configuration,
	input,
	key,
	observation,
	report,
	verdict,
} from './support/build';
import type { Report } from '../../contract/types';
import type { Answer, Purpose } from '../types';

const wrote = ( detail = 'wp-content/uploads/a.log' ) => ( {
	what: 'file' as const,
	by: null,
	detail,
} );
const connected = ( by: string | null = null ) => ( {
	what: 'database' as const,
	by,
	detail: '',
} );

const seen = (
	plugins: string[],
	beyond: Report[ 'beyond' ],
	{
		purpose = 'search',
		ended = 'completed',
	}: { purpose?: Purpose; ended?: Report[ 'ended' ] } = {}
): Answer => {
	const asked = configuration( plugins );
	return answer(
		{
			id: plugins.join(),
			purpose,
			mode: 'guarded',
			configuration: asked,
			without: 0,
		},
		observation( asked, { report: report( asked, { beyond, ended } ) } ),
		verdict( null )
	);
};

const traces = ( ...answers: Answer[] ) =>
	tracesOf( { input: input( { plugins: 5 } ), answers } );

it( 'nothing done past WordPress is nothing to tell', () => {
	expect( traces( seen( [ 'p1', 'p2' ], [] ) ) ).toEqual( [] );
} );

it( 'who was on whenever it was seen and off whenever it was not is suspect', () => {
	expect(
		traces(
			seen( [ 'p1', 'p2', 'p3' ], [ wrote() ] ),
			seen( [ 'p1', 'p2' ], [ wrote() ] ),
			seen( [ 'p1', 'p3' ], [] )
		)
	).toEqual( [
		{
			what: 'file',
			files: [ 'wp-content/uploads/a.log' ],
			suspects: [ key( 'p2' ) ],
			probes: 2,
		},
	] );
} );

it( 'a page load that ended early clears nobody', () => {
	const [ trace ] = traces(
		seen( [ 'p1', 'p2' ], [ wrote() ] ),
		seen( [ 'p2' ], [], { ended: 'fatal' } ),
		seen( [ 'p1' ], [] )
	);
	expect( trace?.suspects ).toEqual( [ key( 'p2' ) ] );
} );

it( 'an observed page load clears nobody: it is not looked at', () => {
	const [ trace ] = traces(
		seen( [ 'p1' ], [], { purpose: 'reproduce-observed' } ),
		seen( [ 'p1' ], [ wrote() ] )
	);
	expect( trace?.suspects ).toEqual( [ key( 'p1' ) ] );
} );

it( 'too many to tell are not named', () => {
	const [ trace ] = traces( seen( [ 'p1', 'p2', 'p3', 'p4' ], [ wrote() ] ) );
	expect( trace?.suspects ).toEqual( [] );
} );

it( 'who was caught in the act is named, whoever else was on', () => {
	const [ trace ] = traces(
		seen(
			[ 'p1', 'p2', 'p3', 'p4' ],
			[ connected( 'wp-content/plugins/p3/p3.php' ) ]
		)
	);
	expect( trace ).toMatchObject( {
		what: 'database',
		suspects: [ key( 'p3' ) ],
		files: [],
	} );
} );

it( 'who is named by any of their files is named', () => {
	const [ trace ] = traces(
		seen(
			[ 'p1', 'p2' ],
			[ connected( 'wp-content/plugins/p2/includes/db.php' ) ]
		)
	);
	expect( trace?.suspects ).toEqual( [ key( 'p2' ) ] );
} );

it( 'a theme that is named is suspect, and for a must-use plugin or a drop-in nobody else', () => {
	const by = ( file: string ) =>
		traces(
			seen( [ 'p1' ], [ connected( file ) ] ),
			seen( [ 'p2' ], [] )
		)[ 0 ]?.suspects;

	expect( by( 'wp-content/themes/shop/functions.php' ) ).toEqual( [
		'theme:shop',
	] );
	expect( by( 'wp-content/mu-plugins/host.php' ) ).toEqual( [] );
	expect( by( 'wp-content/db.php' ) ).toEqual( [] );
} );

it( 'each file is named once, and ten at most', () => {
	const many = Array.from( { length: 12 }, ( _, index ) =>
		wrote( `wp-content/${ index }` )
	);
	const [ trace ] = traces(
		seen( [ 'p1' ], [ wrote(), wrote() ] ),
		seen( [ 'p1' ], many )
	);
	expect( trace?.files ).toHaveLength( 10 );
	expect( new Set( trace?.files ).size ).toBe( 10 );
} );
