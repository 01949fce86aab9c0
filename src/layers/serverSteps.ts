/**
 * The rungs that only the server itself can speak of.
 */
import type { Facts } from '../contract/types';
import type { Step } from './types';

const MEGABYTE = 1048576;

/** Less than this is as good as nothing, in bytes: one picture does not fit. */
export const LEAST_FREE = MEGABYTE;

/** Rungs by what the server says of itself. */
export function serverSteps( facts: Facts ): Step[] {
	return [
		database( facts ),
		objectCache( facts ),
		alwaysOn( facts ),
		disk( facts ),
		limits( facts ),
	];
}

function database( {
	database: { server, milliseconds, broken_tables: broken },
}: Facts ): Step {
	return {
		id: 'database',
		layer: 'database',
		name: 'Database',
		state: broken.length > 0 ? 'broken' : 'ok',
		sentence: `${ server } answers in ${ milliseconds.toFixed( 1 ) } ms.`,
	};
}

function objectCache( {
	object_cache: { persistent, works, milliseconds, error },
}: Facts ): Step {
	const rung = {
		id: 'object-cache',
		layer: 'object-cache',
		name: 'Object cache',
	} as const;
	if ( ! persistent ) {
		return {
			...rung,
			state: 'ok',
			sentence: 'None besides WordPress’s own, which lasts for one page.',
		};
	}
	return works === false
		? {
				...rung,
				state: 'broken',
				sentence: `Does not keep what it is given${
					error ? ` (${ error })` : ''
				}.`,
			}
		: {
				...rung,
				state: 'ok',
				sentence: `Answers in ${ ( milliseconds ?? 0 ).toFixed( 1 ) } ms.`,
			};
}

function alwaysOn( { must_use: mustUse, drop_ins: dropIns }: Facts ): Step {
	const files = [ ...mustUse, ...dropIns ].filter(
		( { own, used } ) => used && ! own
	);
	return {
		id: 'always-on',
		layer: 'must-use',
		name: 'Must-use plugins and drop-ins',
		state: 'ok',
		sentence:
			files.length === 0
				? 'None but Culprit’s own.'
				: `${ files
						.map( ( { file } ) => file )
						.join( ', ' ) }: they run whatever plugins are active.`,
	};
}

function disk( { disks }: Facts ): Step {
	const least = Math.min( ...disks.map( ( { free } ) => free ?? Infinity ) );
	const locked = disks.filter( ( { writable } ) => ! writable );
	const lockedState = locked.length > 0 ? 'doubtful' : 'ok';
	const room = Number.isFinite( least )
		? `${ Math.round( least / MEGABYTE ) } MB left`
		: 'How much is left cannot be seen';
	const files =
		locked.length === 0
			? 'files can be written'
			: `nothing can be written into ${ locked
					.map( ( { place } ) => place )
					.join( ', ' ) }`;
	return {
		id: 'disk',
		layer: 'host',
		name: 'Disk',
		state: least < LEAST_FREE ? 'broken' : lockedState,
		sentence: `${ room }; ${ files }.`,
	};
}

function limits( { php }: Facts ): Step {
	const memory =
		php.memory_limit === null
			? 'as much memory as it wants'
			: `${ Math.round( php.memory_limit / MEGABYTE ) } MB of memory`;
	const time =
		php.max_execution_time === 0
			? 'no time limit'
			: `${ php.max_execution_time } s of work`;
	const workers = php.fpm
		? `; ${ php.fpm.idle } of ${ php.fpm.total } workers idle, ${ php.fpm.queue } requests waiting`
		: '';
	return {
		id: 'limits',
		layer: 'php',
		name: 'PHP’s limits',
		state: php.fpm && php.fpm.queue > 0 ? 'doubtful' : 'ok',
		sentence: `PHP ${ php.version }, ${ memory }, ${ time }${ workers }.`,
	};
}
