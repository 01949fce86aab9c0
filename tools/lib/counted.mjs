/**
 * Reads how many tests ran from the reports of the test runners.
 */

/**
 * Counts the tests in a report.
 *
 * @param {string} file Name of the report, which tells its format.
 * @param {string} text The report.
 * @return {{ passed: number, failed: number, skipped: number }} The counts.
 */
export function counted( file, text ) {
	if ( file.endsWith( '.tap' ) ) {
		const number = ( name ) =>
			Number(
				new RegExp( `^# ${ name } (\\d+)`, 'm' ).exec( text )?.[ 1 ] ??
					0
			);
		return {
			passed: number( 'pass' ),
			failed: number( 'fail' ) + number( 'cancelled' ),
			skipped: number( 'skipped' ) + number( 'todo' ),
		};
	}
	if ( file.endsWith( '.xml' ) ) {
		const suite = /<testsuite\s[^>]*>/.exec( text )?.[ 0 ] ?? '';
		const number = ( name ) =>
			Number(
				new RegExp( `\\s${ name }="(\\d+)"` ).exec( suite )?.[ 1 ] ?? 0
			);
		const failed = number( 'failures' ) + number( 'errors' );
		return {
			passed: number( 'tests' ) - failed - number( 'skipped' ),
			failed,
			skipped: number( 'skipped' ),
		};
	}
	const report = JSON.parse( text );
	return report.stats
		? {
				passed: report.stats.expected + report.stats.flaky,
				failed: report.stats.unexpected,
				skipped: report.stats.skipped,
			}
		: {
				passed: report.numPassedTests,
				failed:
					report.numFailedTests + report.numRuntimeErrorTestSuites,
				skipped: report.numPendingTests + report.numTodoTests,
			};
}
