/**
 * What works while the guard does not.
 */
import type { Guard } from '../../contract/types';

/** Whether probes can be sent. An older guard still answers them; the server says so where it does not. */
export function canProbe( { installed, answering }: Guard ): boolean {
	return installed && answering !== false;
}
