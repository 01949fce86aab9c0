/**
 * What the site runs on, as a ticket tells it.
 */
import type { Facts, State } from '../../contract/types';
import type { Labelled, Ticket } from './types';

const MEGABYTE = 1024 * 1024;
const GIGABYTE = 1024 * MEGABYTE;

const PLACES: Record< Facts[ 'disks' ][ number ][ 'place' ], string > = {
	wordpress: 'WordPress',
	uploads: 'uploads',
	temporary: 'temporary files',
};

const size = ( bytes: number ) =>
	bytes < GIGABYTE
		? `${ Math.round( bytes / MEGABYTE ) } MB`
		: `${ ( bytes / GIGABYTE ).toFixed( 1 ) } GB`;

function fpmText( fpm: NonNullable< Facts[ 'php' ][ 'fpm' ] > ): string {
	return `${ fpm.manager }, ${ fpm.active } of ${ fpm.total } processes busy (${ fpm.most_active } at most), requests waiting: ${ fpm.queue } (${ fpm.longest_queue } at most), limit of processes reached: ${ fpm.limit_reached }, slow requests: ${ fpm.slow }`;
}

function disksText( disks: Facts[ 'disks' ] ): string {
	return disks
		.map(
			( { place, free, writable } ) =>
				`${ PLACES[ place ] }: ${
					free === null
						? 'free space not known'
						: `${ size( free ) } free`
				}${ writable ? '' : ', cannot be written' }`
		)
		.join( '; ' );
}

function cacheText( { persistent, works }: Facts[ 'object_cache' ] ): string {
	if ( ! persistent ) {
		return 'none that lasts';
	}
	return works === false ? 'persistent, does not work' : 'persistent';
}

function factsRows( { php, database, disks, object_cache: cache }: Facts ) {
	return [
		[ 'Database', database.server ],
		[
			'memory_limit',
			php.memory_limit === null ? 'none' : size( php.memory_limit ),
		],
		[
			'max_execution_time',
			php.max_execution_time === 0
				? 'none'
				: `${ php.max_execution_time } s`,
		],
		[ 'PHP-FPM', php.fpm ? fpmText( php.fpm ) : 'no status to be had' ],
		[ 'OPcache JIT', php.jit ? 'on' : 'off' ],
		[ 'Object cache', cacheText( cache ) ],
		[ 'Disks', disksText( disks ) ],
	];
}

/**
 * Versions and limits; what is not known is not in it.
 *
 * @param state  The site, or null.
 * @param facts  What the server says of itself, or null.
 * @param server What the web server calls itself in its answers, or null.
 */
export function softwareOf(
	state: State | null,
	facts: Facts | null,
	server: string | null
): Labelled[] {
	const environment = state?.environment;
	const php = facts?.php.version ?? environment?.php ?? '';
	const rows = [
		[ 'WordPress', environment?.wordpress ?? '' ],
		[
			'PHP',
			[ php, facts?.php.interface ? `(${ facts.php.interface })` : '' ]
				.filter( Boolean )
				.join( ' ' ),
		],
		[ 'Web server', environment?.server || server || '' ],
		...( facts ? factsRows( facts ) : [] ),
		[ 'Network of sites', environment?.multisite ? 'yes' : '' ],
		[ 'Must-use plugins', environment?.must_use.join( ', ' ) ?? '' ],
		[ 'Drop-ins', environment?.drop_ins.join( ', ' ) ?? '' ],
		[
			'Page caches',
			facts?.page_caches.map( ( { name } ) => name ).join( ', ' ) ?? '',
		],
	];
	return rows
		.filter( ( [ , value ] ) => value !== '' )
		.map( ( [ name = '', value = '' ] ) => ( { name, value } ) );
}

/** Plugins in load order, then those that are off. */
export function pluginsOf( state: State | null ): Ticket[ 'plugins' ] {
	if ( state === null ) {
		return [];
	}
	const { live, plugins } = state;
	const order = [ ...live.network, ...live.plugins ];
	const place = ( id: string ) =>
		order.includes( id ) ? order.indexOf( id ) : order.length;
	return [ ...plugins ]
		.sort( ( one, two ) => place( one.id ) - place( two.id ) )
		.map(
			( { id, name, version, active, network_active: everywhere } ) => ( {
				name: name || id,
				version,
				id,
				on: active || everywhere,
			} )
		);
}

/** The theme with its version and its parent, or null. */
export function themeOf( state: State | null ): string | null {
	if ( state === null ) {
		return null;
	}
	const { themes, live } = state;
	const words = ( folder: string ) => {
		const theme = themes.find(
			( { stylesheet } ) => stylesheet === folder
		);
		return theme
			? `${ theme.name } ${ theme.version } (${ folder })`
			: folder;
	};
	return live.template === live.stylesheet
		? words( live.stylesheet )
		: `${ words( live.stylesheet ) }, child of ${ words( live.template ) }`;
}
