/**
 * How a break names the test that must fail.
 */

/**
 * @typedef {Object} Named
 * @property {'network'|'php'|'stack'|'unit'} kind Which command runs it.
 * @property {string}                         file Where it is, in the checkout.
 * @property {string}                         name Its name; with Jest after the names of the groups around it.
 */

/**
 * A test of PHPUnit, on a WordPress with PHP's own web server.
 *
 * @param {string} file Below tests/php, without its ending.
 * @param {string} name
 * @return {Named} With each of its data sets.
 */
export const php = ( file, name ) => ( {
	kind: 'php',
	file: `tests/php/${ file }.php`,
	name,
} );

/**
 * A test of PHPUnit on a network of sites.
 *
 * @param {string} file Below tests/php, without its ending.
 * @param {string} name
 * @return {Named} With each of its data sets.
 */
export const network = ( file, name ) => ( {
	...php( file, name ),
	kind: 'network',
} );

/**
 * A test of Node's own runner, on nginx and PHP-FPM.
 *
 * @param {string} file Below tests/stack, without its ending.
 * @param {string} name
 * @return {Named} The test.
 */
export const stack = ( file, name ) => ( {
	kind: 'stack',
	file: `tests/stack/${ file }.test.mjs`,
	name,
} );

/**
 * A test of Jest.
 *
 * @param {string} file Below src, with its ending.
 * @param {string} name
 * @return {Named} The test.
 */
export const unit = ( file, name ) => ( {
	kind: 'unit',
	file: `src/${ file }`,
	name,
} );
