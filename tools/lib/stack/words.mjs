/**
 * What a person is told of a stack that runs in the background.
 */

/** What a visitor finds behind each address that is not the usual one. */
const KINDS = {
	patient: 'no time limit in PHP',
	single: 'one PHP worker',
	cached: 'a page cache in front',
	protected: 'asks for a password: visitor, staging',
};

/**
 * Describes it: addresses, accounts, files, and what to do next.
 *
 * @param {Object} state As the process that holds it wrote it; `status` is what the front page answered, or null.
 * @return {string} Lines.
 */
export function describe( state ) {
	const { terminate } = state.options;
	const answer =
		state.status === null ? 'gives no answer' : `answers ${ state.status }`;
	return `
WordPress ${ state.wordpress } with ${ state.active.length } active plugins on PHP ${ state.php }. Its front page ${ answer }.

${ lines( [
	[
		'Site',
		`${ state.url }/`,
		terminate > 0 ? `PHP is ended after ${ terminate } s` : '',
	],
	...Object.entries( KINDS ).map( ( [ name, kind ] ) => [
		'',
		`${ state.pools[ name ] }/`,
		kind,
	] ),
	[ 'Culprit', `${ state.url }/wp-admin/tools.php?page=culprit` ],
	[ 'Log in as', state.user ],
	[ 'Password', state.password ],
	[ 'Application password', state.applicationPassword ],
	[ 'Files', state.root ],
	...Object.values( state.logs ).map( ( file, index ) => [
		index === 0 ? 'Logs' : '',
		file,
	] ),
] ) }

Break it: put a plugin into its wp-content/plugins and activate it, or start with --plugin. Then let the terminal find it:

  echo '${ state.applicationPassword }' | node build/cli/culprit.mjs isolate ${ state.url } --user ${ state.user } --password -

Make it what it was:  npm run stack -- reset
Stop and remove it:   npm run stack -- down
`;
}

function lines( rows ) {
	return rows
		.map( ( [ name, value, note ] ) =>
			`  ${ name.padEnd( 22 ) }${
				note ? `${ value.padEnd( 26 ) }${ note }` : value
			}`.trimEnd()
		)
		.join( '\n' );
}
