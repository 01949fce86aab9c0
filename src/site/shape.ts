/**
 * Building blocks of type guards for what comes from a site.
 */

/** Tells whether a value is of a type. */
export type Guard< T > = ( value: unknown ) => value is T;

export const isString: Guard< string > = ( value ): value is string =>
	typeof value === 'string';

export const isNumber: Guard< number > = ( value ): value is number =>
	typeof value === 'number' && Number.isFinite( value );

export const isBoolean: Guard< boolean > = ( value ): value is boolean =>
	typeof value === 'boolean';

export const isObject: Guard< Record< string, unknown > > = (
	value
): value is Record< string, unknown > =>
	typeof value === 'object' && value !== null && ! Array.isArray( value );

/** One of these words. */
export const oneOf =
	< T extends string | null >( ...words: T[] ): Guard< T > =>
	( value ): value is T =>
		words.includes( value as T );

/** That, or null. */
export const nullable =
	< T >( guard: Guard< T > ): Guard< T | null > =>
	( value ): value is T | null =>
		value === null || guard( value );

/** A list of that. */
export const listOf =
	< T >( guard: Guard< T > ): Guard< T[] > =>
	( value ): value is T[] =>
		Array.isArray( value ) && value.every( guard );

/** An object with any keys and values like that. */
export const mapOf =
	< T >( guard: Guard< T > ): Guard< Record< string, T > > =>
	( value ): value is Record< string, T > =>
		// PHP writes an empty map as a list.
		( isObject( value ) && Object.values( value ).every( guard ) ) ||
		( Array.isArray( value ) && value.length === 0 );

/** An object with at least these fields. */
export const shapeOf =
	< T extends object >( fields: {
		[ K in keyof T ]-?: Guard< T[ K ] >;
	} ): Guard< T > =>
	( value ): value is T =>
		isObject( value ) &&
		Object.entries< Guard< unknown > >( fields ).every(
			( [ name, guard ] ) => guard( value[ name ] )
		);
