/**
 * Checks the PHP: coding standards with PHP_CodeSniffer, then types with PHPStan.
 *
 * Arguments name files or folders to check instead of all; `--fix` first lets phpcbf mend what it can.
 */
import { run } from './lib/child.mjs';
import { ensureComposer } from './lib/php.mjs';
import { root } from './lib/setup.mjs';

try {
	await ensureComposer();
	const fix = process.argv.includes( '--fix' );
	const paths = process.argv
		.slice( 2 )
		.filter( ( argument ) => argument !== '--fix' );
	if ( fix ) {
		// It exits with 1 when it mended something.
		await run( 'vendor/bin/phpcbf', paths, { cwd: root } );
	}
	const sniffed = await check( 'PHP_CodeSniffer', 'vendor/bin/phpcs', [
		'-s',
		'--report-width=120',
		...paths,
	] );
	const typed = await check( 'PHPStan', 'vendor/bin/phpstan', [
		'analyse',
		'--memory-limit=2G',
		'--no-progress',
		'--no-ansi',
		...paths,
	] );
	process.exitCode = sniffed && typed ? 0 : 1;
} catch ( error ) {
	process.stderr.write( `${ error.message }\n` );
	process.exitCode = 1;
}

/**
 * Runs one checker, and prints what it found.
 *
 * @param {string}   name    What to call it.
 * @param {string}   command Its program.
 * @param {string[]} args    Its arguments.
 * @return {Promise<boolean>} Whether it found nothing.
 */
async function check( name, command, args ) {
	const started = Date.now();
	const { code, output } = await run( command, args, { cwd: root } );
	const seconds = ( ( Date.now() - started ) / 1000 ).toFixed( 1 );
	if ( code === 0 ) {
		process.stdout.write( `${ name }: nothing found (${ seconds } s)\n` );
		return true;
	}
	process.stdout.write(
		`${ output.trim() }\n${ name }: failed (${ seconds } s)\n`
	);
	return false;
}
