/**
 * Numbers with the word for what they count.
 */

/** Such as "1 probe" and "2 probes". */
export const plural = ( count: number, one: string, many = `${ one }s` ) =>
	`${ count } ${ count === 1 ? one : many }`;
