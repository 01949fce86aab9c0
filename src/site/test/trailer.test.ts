/**
 * The report at the end of a page: whole, cut, forged, or somebody else's.
 */
import { findTrailer, hasAnyTrailer, TRAILER_LENGTH } from '../trailer';
import { id, report, trailer } from './support/samples';

const probe = { id: id( 1 ), marker: 'a'.repeat( 32 ) };
const page = '<html><body>Hello</body></html>';

describe( 'findTrailer', () => {
	it( 'reads the report and says how much of the page it takes', () => {
		const end = page + trailer( probe.marker, report() );
		expect( findTrailer( end, probe ) ).toEqual( {
			report: report(),
			length: end.length - page.length,
			start: page.length,
		} );
	} );

	it( 'reads text beyond ASCII', () => {
		const value = report( {
			error: {
				type: 1,
				message: 'Ungültig 😀',
				file: 'ä.php',
				line: 3,
				frames: [ { file: 'ö.php', line: 4 } ],
			},
		} );
		expect(
			findTrailer( trailer( probe.marker, value ), probe )?.report
		).toEqual( value );
	} );

	it( 'takes the last of two, because a page may print the first itself', () => {
		const forged = trailer( probe.marker, report( { status: 418 } ) );
		const real = trailer( probe.marker, report() );
		expect(
			findTrailer( page + forged + page + real, probe )?.report?.status
		).toBe( 200 );
	} );

	it( 'finds none in an ordinary page, nor with the marker of another probe', () => {
		expect( findTrailer( page, probe ) ).toBeNull();
		expect(
			findTrailer( trailer( 'b'.repeat( 32 ), report() ), probe )
		).toBeNull();
	} );

	const whole = trailer( probe.marker, report() );

	it.each( [
		[ 'is cut', whole.slice( 0, -40 ) ],
		[
			'has lost its beginning',
			whole.replace( / eyJ[A-Za-z0-9]{2}/, ' ' ),
		],
		[
			'is of another probe',
			trailer( probe.marker, report( { probe: id( 2 ) } ) ),
		],
		[
			'misses a field',
			trailer( probe.marker, { ...report(), loaded: undefined } ),
		],
		[
			'has a field of another kind',
			trailer( probe.marker, { ...report(), loaded: 'all' } ),
		],
		[ 'is no object', trailer( probe.marker, null ) ],
		[ 'is no base64', `<!-- culprit ${ probe.marker } %% -->` ],
		[
			'is no UTF-8',
			`<!-- culprit ${ probe.marker } ${ Buffer.from( [
				0x7b, 0xff,
			] ).toString( 'base64' ) } -->`,
		],
		[
			'is huge',
			`<!-- culprit ${ probe.marker } ${ 'A'.repeat(
				TRAILER_LENGTH + 4
			) } -->`,
		],
	] )( 'gives no report when the trailer %s', ( _name, end ) => {
		const found = findTrailer( page + end, probe );
		expect( found ).not.toBeNull();
		expect( found?.report ).toBeNull();
	} );
} );

it( 'tells any trailer from a page that only speaks of them', () => {
	expect( hasAnyTrailer( page + trailer( 'c'.repeat( 32 ), {} ) ) ).toBe(
		true
	);
	expect( hasAnyTrailer( `${ page }<!-- culprit of the week -->` ) ).toBe(
		false
	);
} );
