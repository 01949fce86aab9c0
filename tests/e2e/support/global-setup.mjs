/**
 * Starts one WordPress with the demo plugins for all tests, and stops it after them.
 */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { startPlayground } from '../../../tools/lib/playground.mjs';
import { root } from '../../../tools/lib/setup.mjs';
import {
	buildSite,
	CULPRIT,
	demoPlugins,
	pluginFile,
} from '../../../tools/lib/site.mjs';

const fixtures = path.join( root, 'tests/fixtures' );

/**
 * Starts the site and tells the tests of it through the environment.
 *
 * @return {Promise<() => Promise<void>>} Stops the site.
 */
export default async function globalSetup() {
	const demo = demoPlugins();
	const others = readdirSync( path.join( fixtures, 'plugins' ) ).map(
		( name ) => path.join( fixtures, 'plugins', name )
	);
	const desk = randomBytes( 16 ).toString( 'hex' );
	const site = await buildSite( {
		plugins: [ ...demo, ...others ],
		active: [ ...demo.map( pluginFile ), CULPRIT ].sort(),
	} );
	const mustUse = path.join( site.wordpress, 'wp-content/mu-plugins' );
	mkdirSync( mustUse, { recursive: true } );
	cpSync( path.join( fixtures, 'mu-plugins' ), mustUse, { recursive: true } );

	const server = await startPlayground( {
		site,
		defines: { CULPRIT_DESK: desk },
	} );
	process.env.CULPRIT_E2E = JSON.stringify( {
		url: server.url,
		user: server.user,
		password: server.password,
		applicationPassword: server.applicationPassword,
		desk,
		demo: demo.map( pluginFile ).sort(),
		wordpress: site.wordpress,
	} );
	return async () => {
		await server.stop();
		site.remove();
	};
}
