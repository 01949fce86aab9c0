/**
 * The names of HTTP's status codes.
 */
const NAMES: Record< number, string > = {
	301: 'Moved Permanently',
	302: 'Found',
	303: 'See Other',
	307: 'Temporary Redirect',
	308: 'Permanent Redirect',
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Method Not Allowed',
	406: 'Not Acceptable',
	408: 'Request Timeout',
	410: 'Gone',
	413: 'Content Too Large',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	501: 'Not Implemented',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Timeout',
	508: 'Loop Detected',
	520: 'Web Server Returned an Unknown Error',
	521: 'Web Server Is Down',
	522: 'Connection Timed Out',
	523: 'Origin Is Unreachable',
	524: 'A Timeout Occurred',
};

/** A status as people know it: `502 Bad Gateway`. */
export function statusText( status: number ): string {
	const name = NAMES[ status ];
	return name ? `${ status } ${ name }` : String( status );
}
