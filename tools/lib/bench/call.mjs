/**
 * Calls one of Culprit's routes as a terminal does.
 *
 * @param {Object}  stack As startStack() gave it.
 * @param {string}  route
 * @param {?Object} body  Posted when given.
 * @return {Promise<Object>} The answer.
 */
export async function call( stack, route, body = null ) {
	const response = await fetch(
		`${ stack.url }/index.php?rest_route=/culprit/v1/${ route }`,
		{
			method: body ? 'POST' : 'GET',
			headers: {
				Authorization: `Basic ${ Buffer.from(
					`${ stack.user }:${ stack.applicationPassword }`
				).toString( 'base64' ) }`,
				'X-Culprit-Pass': 'application-password',
				'Content-Type': 'application/json',
			},
			...( body ? { body: JSON.stringify( body ) } : {} ),
		}
	);
	if ( ! response.ok ) {
		throw new Error(
			`${ route }: ${ response.status } ${ await response.text() }`
		);
	}
	return response.json();
}
