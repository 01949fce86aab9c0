import fc from 'fast-check';
import { runs } from '../../../engine/test/support/property';
import { sendable } from '../sendable';
import { ticketOf } from '../ticket';
import type { Material, Ticket } from '../types';
import { makerOf, material } from './support/material';

const ticket = ticketOf( material, makerOf );

const NOTHING: Material = {
	walk: null,
	layers: null,
	report: null,
	state: null,
	changed: [],
	now: material.now,
};

/** Subject and text as a mail program reads them. */
function read( mailto: string ) {
	const { protocol, pathname, searchParams } = new URL( mailto );
	return {
		protocol,
		to: pathname,
		subject: searchParams.get( 'subject' ),
		body: searchParams.get( 'body' ),
	};
}

describe( 'a ticket to send', () => {
	it( 'is a mail with subject and text, to whom the person fills in', () => {
		const { mailto, subject, body } = sendable( ticket );
		expect( read( mailto ) ).toEqual( {
			protocol: 'mailto:',
			to: '',
			subject,
			body: body.replace( /\n/g, '\r\n' ),
		} );
		expect( subject ).toBe( ticket.subject );
	} );

	it( 'begins with what is asked, and says where it was cut off', () => {
		const { body, shortened } = sendable( ticket );
		expect( shortened ).toBe( true );
		expect( body ).toContain( ticket.asked );
		expect( body ).toMatch(
			/This is the beginning only\..*attach it, please\.$/
		);
	} );

	it( 'is whole where it is short', () => {
		const { body, shortened } = sendable( ticketOf( NOTHING, makerOf ) );
		expect( shortened ).toBe( false );
		expect( body ).toContain( 'never in it.' );
		expect( body ).not.toContain( 'beginning only' );
	} );

	it( 'never is an address of more than 1800 characters, whatever the site says', () => {
		fc.assert(
			fc.property(
				fc.string( { unit: 'grapheme', maxLength: 700 } ),
				fc.array( fc.string( { unit: 'grapheme', maxLength: 700 } ), {
					maxLength: 30,
				} ),
				( subject, changed ) => {
					const { mailto } = sendable( {
						...ticket,
						subject,
						changed,
					} );
					expect( mailto.length ).toBeLessThanOrEqual( 1800 );
					expect( () => read( mailto ) ).not.toThrow();
				}
			),
			runs( 91, 200 )
		);
	} );

	it.each( [
		[ 'example.org', 'culprit-ticket-example.org-2026-05-03.md' ],
		[ '../../etc', 'culprit-ticket-site-2026-05-03.md' ],
		[ 'a/../b', 'culprit-ticket-a..b-2026-05-03.md' ],
		[ '[address]', 'culprit-ticket-site-2026-05-03.md' ],
		[ null, 'culprit-ticket-site-2026-05-03.md' ],
	] )( 'of the site %s is saved as %s', ( site, name ) => {
		const named: Ticket = { ...ticket, site };
		expect( sendable( named ).fileName ).toBe( name );
	} );
} );
