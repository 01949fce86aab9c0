/**
 * Arranges each situation of tests/stack/situations, asks the command for the layer, and prints what it says; --write writes docs/situations.md.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBuild, root } from './lib/setup.mjs';
import { ensureRedis } from './lib/stack/redis.mjs';
import { SITUATIONS } from '../tests/stack/situations/situations.mjs';
import { startWorld } from '../tests/stack/situations/world.mjs';

await ensureBuild();
await ensureRedis();
const world = await startWorld();
const rows = [];
let wrong = 0;
try {
	for ( const { title, layer, code, speaks, arrange } of SITUATIONS ) {
		const { finding } = await world.look(
			( await arrange( world ) ) ?? {}
		);
		await world.mend();
		const right = finding.layer === layer && finding.code === code;
		wrong += right ? 0 : 1;
		process.stdout.write(
			`${ right ? 'ok   ' : 'WRONG' }  ${ title }: ${ finding.layer } (${
				finding.code
			})\n`
		);
		rows.push( [
			title,
			`${ finding.layer } (${ finding.code })`,
			speaks ?? 'the command; the dashboard, where wp-admin opens',
			finding.sentence,
		] );
	}
} finally {
	await world.stop();
}
if ( wrong > 0 ) {
	process.stderr.write( `${ wrong } of ${ rows.length } are wrong.\n` );
	process.exitCode = 1;
} else if ( process.argv.includes( '--write' ) ) {
	writeFileSync( path.join( root, 'docs/situations.md' ), page() );
}

// What differs from run to run is left out.
function steady( text ) {
	return text
		.replace( /(127\.0\.0\.1|localhost):\d+/g, '$1' )
		.replace( /\d+(?:\.\d+)? (?=ms\b)/g, '… ' )
		.replaceAll( '|', '\\|' );
}

function page() {
	return [
		'# Situations',
		'',
		'Each is arranged on a real stack (nginx, PHP-FPM, MariaDB; Redis, Varnish, a second nginx as an edge, a small disk), and the command asked for the layer.',
		'Written by `npm run situations -- --write`; `tests/stack/situations.test.mjs` holds that layers and codes stay right. Where the stand-alone file speaks,',
		'nothing else of WordPress is alive to do so.',
		'',
		'| situation | layer (code) | who speaks | what is said |',
		'|---|---|---|---|',
		...rows.map( ( row ) => `| ${ row.map( steady ).join( ' | ' ) } |` ),
		'',
	].join( '\n' );
}
