/**
 * Numbers and times as people read them.
 */
import { __, sprintf } from '@wordpress/i18n';
import { language } from './names';

function decimal( value: number ): string {
	return new Intl.NumberFormat( language(), {
		minimumFractionDigits: value < 10 ? 1 : 0,
		maximumFractionDigits: value < 10 ? 1 : 0,
	} ).format( value );
}

/** Milliseconds as seconds. */
export function seconds( milliseconds: number ): string {
	return sprintf(
		/* translators: %s: a number of seconds, such as 0.4. */
		__( '%s s', 'culprit' ),
		// Nothing takes no time at all.
		decimal( Math.max( 0.1, milliseconds / 1000 ) )
	);
}

/** A size. */
export function size( bytes: number ): string {
	if ( bytes < 1000 ) {
		return sprintf(
			/* translators: %s: a number of bytes. */
			__( '%s B', 'culprit' ),
			String( bytes )
		);
	}
	if ( bytes < 1000000 ) {
		return sprintf(
			/* translators: %s: a number of kilobytes. */
			__( '%s kB', 'culprit' ),
			decimal( bytes / 1000 )
		);
	}
	return sprintf(
		/* translators: %s: a number of megabytes. */
		__( '%s MB', 'culprit' ),
		decimal( bytes / 1000000 )
	);
}

/** A UTC time of the server, in the reader's own zone. */
export function moment( utc: string ): string {
	const zoned = /(?:z|[+-]\d\d:?\d\d)$/i.test( utc ) ? utc : `${ utc }Z`;
	const date = new Date( zoned );
	return Number.isNaN( date.getTime() )
		? utc
		: new Intl.DateTimeFormat( language(), {
				dateStyle: 'medium',
				timeStyle: 'short',
			} ).format( date );
}
