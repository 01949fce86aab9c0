/**
 * One way after another in which a promise of Culprit can be broken, each with the test that must fail then.
 */
import { guarding } from './breaks/guarding.mjs';
import { judging } from './breaks/judging.mjs';
import { leaving } from './breaks/leaving.mjs';
import { telling } from './breaks/telling.mjs';

/** What is promised, by number. */
export const PROMISES = {
	1: 'Searching changes nothing live',
	2: 'A reduced configuration never reaches the database',
	3: 'Order is kept, and undo restores the list byte for byte',
	4: 'An answer counts only if it was ours, to what was asked',
	5: 'The status is not the verdict',
	6: 'Nobody is accused without proof',
	7: 'Other crash guards stay asleep in a probe',
	8: 'No switch without a signature',
	9: 'Idle cost is nothing',
	10: 'The guard is self-contained',
	11: 'The live site is changed once, on consent, and can be put back',
	12: 'What is said is what was seen',
};

/**
 * @typedef {Object} Break
 * @property {number}                      promise Which one it breaks.
 * @property {string}                      what    What is broken, in a sentence.
 * @property {string}                      file    Where, in the checkout.
 * @property {string}                      from    Text that stands there exactly once.
 * @property {string}                      to      What is put in its place.
 * @property {import('./tests.mjs').Named} test    The test that must fail.
 */

/** @type {Break[]} In the order of the promises. */
export const BREAKS = [ ...leaving, ...judging, ...guarding, ...telling ];
