/**
 * Asks whether a set needs the live theme, or only something that the floor theme does not do.
 */
import { candidateOf, configurationOf } from './configuration';
import { type Dialogue, type Talk } from './dialogue';
import { settle, settleAfresh } from './settle';
import { namedIn } from './evidence';
import type { Minimal } from './minimise';

/**
 * The set without the theme, where it fails under another floor theme, too; else the set as it is.
 *
 * A plugin that dies in a hook of the page's content is healthy under a theme whose front page shows none. Where one theme
 * has printed its head by then and the other has not, the failure looks different; it counts when PHP names the same plugin.
 */
export function* withoutTheme( talk: Talk, set: Minimal ): Dialogue< Minimal > {
	const { input } = talk;
	const { otherFloorTheme: floorTheme } = input;
	const others = set.members.filter(
		( key ) => candidateOf( input, key )?.kind !== 'theme'
	);
	if (
		! floorTheme ||
		others.length === 0 ||
		others.length === set.members.length
	) {
		return set;
	}
	// What is learned there is known here as well.
	const elsewhere = {
		...talk,
		input: { ...input, floorTheme, otherFloorTheme: null },
	};
	const alone = yield* settleAfresh( elsewhere, {
		purpose: 'prove-alone',
		configuration: configurationOf( elsewhere.input, others ),
		deep: true,
	} );
	const byItself =
		alone.finding === 'different' &&
		others.length === 1 &&
		namedIn( alone.answer, input ) === others[ 0 ];
	if ( alone.finding !== 'same' && ! byItself ) {
		return set;
	}
	const floor = yield* settle( elsewhere, 'floor', [] );
	if ( floor.finding !== 'healthy' ) {
		return set;
	}
	// What follows is asked where it shows.
	talk.input = elsewhere.input;
	return { members: others, alone: alone.answer };
}
