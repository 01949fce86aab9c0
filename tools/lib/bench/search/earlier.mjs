/**
 * What an earlier simulation of the same methods found, before there was an engine: means and maxima.
 *
 * It counted from the first look on that the method itself prescribes: by hand and in VS Code that is the site with
 * everything off, with ddmin and prefix bisection the broken site before that. The culprit stood anywhere with the same
 * probability, and a method ended with its first name.
 */
export const EARLIER = [
	[ 'by hand', 'one', 10, 6.5, 11 ],
	[ 'by hand', 'one', 20, 11.8, 21 ],
	[ 'by hand', 'one', 50, 26.9, 51 ],
	[ 'by hand', 'pair', 20, 14.9, 21 ],
	[ 'by hand', 'pair', 40, 29.2, 41 ],
	[ 'VS Code', 'one', 10, 5.4, 6 ],
	[ 'VS Code', 'one', 20, 6.4, 7 ],
	[ 'VS Code', 'one', 50, 7.7, 8 ],
	[ 'VS Code', 'pair', 20, 6.5, null ],
	[ 'VS Code', 'pair', 40, 7.5, null ],
	[ 'ddmin', 'one', 10, 7.3, 10 ],
	[ 'ddmin', 'one', 20, 8.8, 12 ],
	[ 'ddmin', 'one', 50, 10.8, 14 ],
	[ 'ddmin', 'pair', 20, 23.6, 32 ],
	[ 'ddmin', 'pair', 40, 30.1, 40 ],
	[ 'ddmin', 'triple', 20, 42, null ],
	[ 'ddmin', 'triple', 40, 56, null ],
	[ 'Culprit', 'one', 10, 6.3, 7 ],
	[ 'Culprit', 'one', 20, 7.3, 8 ],
	[ 'Culprit', 'one', 50, 8.7, 9 ],
	[ 'Culprit', 'pair', 20, 12.0, 14 ],
	[ 'Culprit', 'pair', 40, 14.0, 16 ],
	[ 'Culprit', 'triple', 20, 16.6, null ],
	[ 'Culprit', 'triple', 40, 19.5, null ],
].map( ( [ method, kind, candidates, mean, max ] ) => ( {
	method,
	kind,
	candidates,
	mean,
	max,
} ) );

/** Looks of ours that were not counted then. */
export const UNCOUNTED = {
	'by hand': 1,
	'VS Code': 1,
	ddmin: 0,
	Culprit: 0,
};
