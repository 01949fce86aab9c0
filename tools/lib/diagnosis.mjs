/**
 * Reads what `culprit isolate --json` printed, and says it in words.
 */

const OUTCOMES = {
	'culprits-found': 'found what breaks the page',
	'not-reproduced': 'the page did not fail while it was looked at',
	'below-plugins': 'the page fails without any plugin or theme as well',
	unresolved: 'could not be told',
};

/**
 * Takes a diagnosis from what the command printed.
 *
 * @param {string} output Standard output of the command.
 * @return {Object} The diagnosis. Throws a sentence when it is none.
 */
export function parseDiagnosis( output ) {
	let diagnosis;
	try {
		diagnosis = JSON.parse( output );
	} catch {
		throw new Error(
			`The command printed no JSON, so there is no diagnosis to read. It printed: ${
				output.trim().slice( 0, 500 ) || 'nothing'
			}`
		);
	}
	if (
		! Object.hasOwn( OUTCOMES, diagnosis?.outcome ) ||
		! Array.isArray( diagnosis.culprits ) ||
		! diagnosis.culprits.every(
			( { members, proof } ) =>
				Array.isArray( members ) && Array.isArray( proof )
		)
	) {
		throw new Error(
			`What the command printed is no diagnosis: ${ output
				.trim()
				.slice( 0, 500 ) }`
		);
	}
	return diagnosis;
}

/**
 * Whether a diagnosis names one plugin and nothing else.
 *
 * @param {Object} diagnosis
 * @param {string} file      The plugin's file, `dir/file.php`.
 * @return {boolean} False for a set of several, a second culprit or a theme.
 */
export function namesOnly( diagnosis, file ) {
	const named = diagnosis.culprits.flatMap( ( { members } ) => members );
	return (
		'culprits-found' === diagnosis.outcome &&
		1 === named.length &&
		'plugin' === named[ 0 ].kind &&
		file === named[ 0 ].id
	);
}

/**
 * A diagnosis for people.
 *
 * @param {Object} diagnosis
 * @param {number} seconds   From starting the command to its end.
 * @return {string} Some lines, ending with a newline.
 */
export function describe( diagnosis, seconds ) {
	const lines = [
		[ 'Diagnosis', OUTCOMES[ diagnosis.outcome ] ],
		...diagnosis.culprits.flatMap( ( { members, proof } ) => [
			[ 'Culprit', members.map( nameOf ).join( ' together with ' ) ],
			...proof.map( ( step ) => [ '  proof', proved( step, members ) ] ),
		] ),
		[ 'What fails', diagnosis.signature?.sentence ],
		[ 'Layer', diagnosis.layer ],
		[ 'Reason', diagnosis.reason ],
		[ 'Probes', diagnosis.probes ],
		[ 'Time', `${ seconds.toFixed( 1 ) } s from the command to the end` ],
	];
	return lines
		.filter( ( [ , value ] ) => undefined !== value && '' !== value )
		.map(
			( [ label, value ] ) =>
				`${ `${ label }:`.padEnd( 12 ) } ${ value }\n`
		)
		.join( '' );
}

function nameOf( { kind, id, name, version } ) {
	const title = [ name, version ].filter( Boolean ).join( ' ' );
	return `${ title || id } (${ kind } ${ id })`;
}

function proved( { configuration, outcome }, members ) {
	const { plugins, network, template, stylesheet } = configuration;
	const loaded = [ ...network, ...plugins ];
	const there = members.filter( ( { kind, id } ) =>
		( 'theme' === kind ? [ template, stylesheet ] : loaded ).includes( id )
	).length;
	const partly = there > 0 && there < members.length;
	return `${
		partly ? 'with a part of it' : `${ there > 0 ? 'with' : 'without' } it`
	}, ${ loaded.length } plugin${ 1 === loaded.length ? '' : 's' } on: ${ outcome }`;
}
