/**
 * A site that plugins break, and the command line that asks about it.
 */
import type { Page, StandIn } from '../../../site/test/support/standIn';

export const PLUGINS = [
	'culprit/plugin.php',
	'a/a.php',
	'bad/bad.php',
	'c/c.php',
];

/** `culprit isolate` for a site. */
export const isolate = (
	{ url }: Pick< StandIn, 'url' >,
	...more: string[]
) => [
	'isolate',
	url,
	...[ '--user', 'admin', '--password', 'top secret' ],
	...more,
];

/** A page that a plugin ends with a fatal error. */
export const brokenBy =
	( culprits: string[] ): Page =>
	( { configuration, answer, probe, response } ) => {
		if (
			! culprits.every( ( file ) =>
				configuration.plugins.includes( file )
			)
		) {
			answer();
		} else if ( probe ) {
			const [ first = '' ] = culprits;
			answer(
				'<html>Sorry</html>',
				{
					ended: 'fatal',
					error: {
						type: 1,
						message:
							'Uncaught Error: Call to undefined function bad()',
						file: `wp-content/plugins/${ first }`,
						line: 7,
						frames: [],
					},
					loaded: configuration.plugins,
					milestone: 'wp_loaded',
				},
				500
			);
		} else {
			response.writeHead( 500 );
			response.end( '<html>Sorry</html>' );
		}
	};
