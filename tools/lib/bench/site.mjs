/**
 * The site that is measured: the innocent plugins of the corpus, on a stack of its own.
 */
import { folders, innocents } from '../../../tests/fixtures/faults/faults.mjs';
import { ensureBuild } from '../setup.mjs';
import { buildSite } from '../site.mjs';
import { startStack } from '../stack.mjs';

/**
 * Does something with the site, which is thrown away afterwards.
 *
 * @param {Object}   options
 * @param {string[]} options.plugins More plugins: folders.
 * @param {string[]} options.active  More active ones, in the middle of the others: files.
 * @param {Object}   options.stack   For startStack().
 * @param {Function} work            Gets `stack` and `site`.
 */
export async function withStack(
	{ plugins = [], active = [], stack: options = {} },
	work
) {
	await ensureBuild();
	const half = Math.floor( innocents.length / 2 );
	const site = await buildSite( {
		plugins: [ ...folders, ...plugins ],
		active: [
			...innocents.slice( 0, half ),
			...active,
			...innocents.slice( half ),
		],
	} );
	const stack = await startStack( { folder: site.folder, site, ...options } );
	try {
		await work( { stack, site } );
	} finally {
		await stack.stop();
		site.remove();
	}
}
