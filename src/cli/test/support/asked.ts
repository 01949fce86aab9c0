/**
 * What the command was asked, for tests.
 */
import { BUDGET } from '../../../run/budget';
import type { IsolateArguments } from '../../arguments';

/** What the shortest command line asks. */
export const asked = (
	more: Partial< IsolateArguments > = {}
): IsolateArguments => ( {
	url: 'https://example.com',
	user: 'admin',
	password: 'top secret',
	page: '/',
	json: false,
	route: 'node',
	quiet: false,
	asUser: false,
	symptom: { kind: 'error' },
	timeout: 30000,
	busy: null,
	mayBlock: false,
	question: '',
	atOnce: 3,
	budget: BUDGET,
	keep: [],
	leaveOut: [],
	...more,
} );
