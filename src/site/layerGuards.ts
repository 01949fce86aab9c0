/**
 * Type guards for what the server says of itself, and for the watch.
 */
import {
	isBoolean,
	isNumber,
	isString,
	listOf,
	mapOf,
	nullable,
	oneOf,
	shapeOf,
} from './shape';
import type {
	AlwaysOn,
	Facts,
	OriginAnswer,
	OutgoingAnswer,
	Watch,
} from '../contract/types';

type Php = Facts[ 'php' ];

const isAlwaysOn = shapeOf< AlwaysOn >( {
	file: isString,
	name: isString,
	version: isString,
	modified: isNumber,
	own: isBoolean,
	used: isBoolean,
	plugin: nullable( isString ),
} );

export const isFacts = shapeOf< Facts >( {
	at: isNumber,
	php: shapeOf< Php >( {
		version: isString,
		interface: isString,
		memory_limit: nullable( isNumber ),
		max_execution_time: isNumber,
		jit: isBoolean,
		fpm: nullable(
			shapeOf< NonNullable< Php[ 'fpm' ] > >( {
				manager: isString,
				active: isNumber,
				idle: isNumber,
				total: isNumber,
				most_active: isNumber,
				queue: isNumber,
				longest_queue: isNumber,
				limit_reached: isNumber,
				slow: isNumber,
			} )
		),
	} ),
	disks: listOf(
		shapeOf< Facts[ 'disks' ][ number ] >( {
			place: oneOf( 'wordpress', 'uploads', 'temporary' ),
			free: nullable( isNumber ),
			total: nullable( isNumber ),
			writable: isBoolean,
		} )
	),
	database: shapeOf< Facts[ 'database' ] >( {
		server: isString,
		milliseconds: isNumber,
		broken_tables: listOf( isString ),
	} ),
	object_cache: shapeOf< Facts[ 'object_cache' ] >( {
		persistent: isBoolean,
		works: nullable( isBoolean ),
		milliseconds: nullable( isNumber ),
		error: nullable( isString ),
	} ),
	drop_ins: listOf( isAlwaysOn ),
	must_use: listOf( isAlwaysOn ),
	page_caches: listOf(
		shapeOf< Facts[ 'page_caches' ][ number ] >( {
			id: isString,
			name: isString,
			from: oneOf( 'plugin', 'drop-in', 'host' ),
			purgeable: isBoolean,
		} )
	),
	maintenance: nullable(
		shapeOf< NonNullable< Facts[ 'maintenance' ] > >( {
			age: isNumber,
			stuck: isBoolean,
		} )
	),
	unfinished: listOf(
		shapeOf< Facts[ 'unfinished' ][ number ] >( {
			kind: oneOf( 'core', 'plugin', 'theme' ),
			id: isString,
			name: isString,
			problem: oneOf(
				'locked',
				'failed',
				'leftover',
				'missing-file',
				'checksum'
			),
			detail: isString,
		} )
	),
	unmet: listOf(
		shapeOf< Facts[ 'unmet' ][ number ] >( {
			kind: oneOf( 'plugin', 'theme' ),
			id: isString,
			name: isString,
			needs: oneOf( 'php', 'wordpress', 'plugin' ),
			version: isString,
		} )
	),
	outdated: listOf(
		shapeOf< Facts[ 'outdated' ][ number ] >( {
			kind: oneOf( 'core', 'plugin', 'theme' ),
			id: isString,
			name: isString,
			version: isString,
			newest: isString,
		} )
	),
	addresses: shapeOf< Facts[ 'addresses' ] >( {
		home: isString,
		site: isString,
		server: nullable( isString ),
		port: nullable( isNumber ),
		https: isBoolean,
	} ),
	outgoing: shapeOf< Facts[ 'outgoing' ] >( {
		blocked: isBoolean,
		cron: isBoolean,
	} ),
} );

export const isOrigin = shapeOf< OriginAnswer >( {
	status: nullable( isNumber ),
	headers: mapOf( isString ),
	excerpt: isString,
	bytes: isNumber,
	milliseconds: isNumber,
	error: nullable( isString ),
	address: nullable( isString ),
} );

export const isOutgoing = shapeOf< OutgoingAnswer >( {
	host: isString,
	status: nullable( isNumber ),
	milliseconds: isNumber,
	error: nullable( isString ),
} );

export const isWatch = shapeOf< Watch >( {
	on: isBoolean,
	minutes: isNumber,
	mail: isBoolean,
	to: isString,
	keep: listOf( isString ),
	next: nullable( isNumber ),
	word: oneOf( 'healthy', 'failing', null ),
	since: nullable( isNumber ),
	history: listOf(
		shapeOf< Watch[ 'history' ][ number ] >( {
			at: isNumber,
			outcome: oneOf( 'healthy', 'failing', 'unresolved' ),
			status: nullable( isNumber ),
			milliseconds: isNumber,
			sentence: isString,
		} )
	),
} );
