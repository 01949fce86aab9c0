/**
 * Exit codes, those of sysexits.h where it has one.
 */
export const EXIT = {
	/** There is a diagnosis. */
	done: 0,
	unresolved: 2,
	usage: 64,
	/** The site cannot be reached. */
	unavailable: 69,
	/** The site does not let us in. */
	notAllowed: 77,
	/** Ctrl+C. */
	interrupted: 130,
} as const;

/** One of them. */
export type Exit = ( typeof EXIT )[ keyof typeof EXIT ];
