/**
 * Writes src/contract/types.ts from schemas/*.json; with --check, says whether it is up to date.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const root = path.resolve(
	path.dirname( fileURLToPath( import.meta.url ) ),
	'..'
);
const target = path.join( root, 'src/contract/types.ts' );

const banner =
	'/**\n * The REST contract as TypeScript types. Generated from schemas/ by `npm run contract`: edit there.\n */';

/**
 * The types for all schemas in a folder.
 *
 * @param {string} folder Where the schema files are.
 * @return {Promise<string>} TypeScript source.
 */
export async function typesOf( folder ) {
	const files = ( await readdir( folder ) )
		.filter( ( name ) => name.endsWith( '.json' ) )
		.sort();
	// One root that refers to every file, so that a shape used twice is one type.
	const everything = {
		title: 'Contract',
		type: 'object',
		additionalProperties: false,
		required: files.map( ( name ) => path.basename( name, '.json' ) ),
		properties: Object.fromEntries(
			files.map( ( name ) => [
				path.basename( name, '.json' ),
				{ $ref: name },
			] )
		),
	};
	return compile( everything, 'Contract', {
		cwd: folder + path.sep,
		bannerComment: banner,
		ignoreMinAndMaxItems: true,
		style: { singleQuote: true, useTabs: true },
	} );
}

if ( process.argv[ 1 ] === fileURLToPath( import.meta.url ) ) {
	const wanted = await typesOf( path.join( root, 'schemas' ) );
	if ( process.argv.includes( '--check' ) ) {
		const found = await readFile( target, 'utf8' ).catch( () => '' );
		if ( found !== wanted ) {
			process.stderr.write(
				'src/contract/types.ts differs from schemas/. Run `npm run contract` and commit the result.\n'
			);
			process.exit( 1 );
		}
	} else {
		await writeFile( target, wanted );
	}
}
