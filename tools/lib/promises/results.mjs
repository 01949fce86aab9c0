/**
 * Reads from the reports of the test runners which tests ran and how each of them ended.
 */

/**
 * @typedef {Object} Result
 * @property {string}                    name  Name of the test; with Jest after the names of the groups around it.
 * @property {'passed'|'failed'|'error'} ended Failed when something was asserted that was not so, error when it broke off.
 */

/** How each kind of test reports. */
export const READERS = {
	network: fromJunit,
	php: fromJunit,
	stack: fromTap,
	unit: fromJest,
};

/**
 * Reads a report of PHPUnit.
 *
 * @param {string} xml
 * @return {Result[]} One per test and data set, of those that were not skipped.
 */
export function fromJunit( xml ) {
	return [
		...xml.matchAll( /<testcase\s([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs ),
	].flatMap( ( [ , attributes, inside = '' ] ) => {
		const name = /\bname="([^"]*)"/.exec( attributes )?.[ 1 ] ?? '';
		if ( /<skipped\b/.test( inside ) ) {
			return [];
		}
		const broken = /<(?:error|warning)\b/.test( inside ) && 'error';
		const failed = /<failure\b/.test( inside ) && 'failed';
		return [
			{
				name: name.replace( / with data set .*$/, '' ),
				ended: broken || failed || 'passed',
			},
		];
	} );
}

/**
 * Reads a report of Node's own runner.
 *
 * @param {string} tap
 * @return {Result[]} One per test that was not skipped.
 */
export function fromTap( tap ) {
	return [
		...tap.matchAll(
			/^ *(not )?ok \d+ - ([^\n]*)\n(?:( *)---\n(.*?)\n\3\.\.\.)?/gms
		),
	].flatMap( ( [ , not, line, , details = '' ] ) => {
		if ( / # (?:SKIP|TODO)\b/.test( line ) ) {
			return [];
		}
		const asserted = /code: 'ERR_ASSERTION'/.test( details );
		return [
			{
				name: line.replace( /\\([#\\])/g, '$1' ),
				ended: ( not && ( asserted ? 'failed' : 'error' ) ) || 'passed',
			},
		];
	} );
}

/** How an assertion of Jest, or of a property of fast-check, says what was not so. */
const ASSERTED = /\bexpect\(|AssertionError|Unable to find|TestingLibrary/;

/**
 * Reads a report of Jest.
 *
 * @param {string} json
 * @return {Result[]} One per test that was not skipped.
 */
export function fromJest( json ) {
	return JSON.parse( json ).testResults.flatMap( ( { assertionResults } ) =>
		assertionResults
			.filter( ( { status } ) => /^(?:passed|failed)$/.test( status ) )
			.map( ( { fullName, status, failureMessages } ) => ( {
				name: fullName,
				ended:
					status === 'passed' ||
					ASSERTED.test(
						failureMessages.join().replace( /\u001b\[\d+m/g, '' )
					)
						? status
						: 'error',
			} ) )
	);
}
