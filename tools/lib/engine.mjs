/**
 * The engine and its simulated sites as plain modules, for tools that Node runs without a build.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { root } from './setup.mjs';

const SOURCES = [
	'src/engine/engine.ts',
	'src/engine/test/support/build.ts',
	'src/engine/test/support/site.ts',
];

/**
 * Compiles and loads them; `npm run types` is where types are checked.
 *
 * @return {Object} What src/engine/engine.ts and the two files in src/engine/test/support export.
 * @throws {Error} With the place in the source, when there is something that is no TypeScript.
 */
export function loadEngine() {
	const folder = mkdtempSync( path.join( os.tmpdir(), 'culprit-engine-' ) );
	try {
		compile( folder );
		const load = createRequire( path.join( folder, 'from.js' ) );
		return Object.assign(
			{},
			...SOURCES.map( ( source ) =>
				load(
					`./${ path
						.relative( 'src', source )
						.replace( /\.ts$/, '.js' ) }`
				)
			)
		);
	} finally {
		// Whatever is loaded stays loaded.
		rmSync( folder, { recursive: true, force: true } );
	}
}

function compile( folder ) {
	const program = ts.createProgram(
		SOURCES.map( ( source ) => path.join( root, source ) ),
		{
			target: ts.ScriptTarget.ES2022,
			module: ts.ModuleKind.CommonJS,
			moduleResolution: ts.ModuleResolutionKind.Node10,
			rootDir: path.join( root, 'src' ),
			outDir: folder,
			isolatedModules: true,
			noCheck: true,
			noLib: true,
			types: [],
		}
	);
	const wrong = program.getSyntacticDiagnostics();
	if ( wrong.length > 0 ) {
		throw new Error(
			ts.formatDiagnostics( wrong, {
				getCanonicalFileName: ( name ) => name,
				getCurrentDirectory: () => root,
				getNewLine: () => '\n',
			} )
		);
	}
	program.emit();
}
