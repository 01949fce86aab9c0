/**
 * What this browser itself does with the pages of the site.
 */

/** Address of the service worker that answers for the site's pages in this browser, or null. */
export function serviceWorkerOf(): string | null {
	return window.navigator.serviceWorker?.controller?.scriptURL ?? null;
}

/**
 * Replaces what this browser has kept of a page by a fresh copy.
 *
 * @param url Address of the page.
 * @return Whether the page could be fetched, whatever its status.
 */
export async function refreshCopy( url: string ): Promise< boolean > {
	try {
		const response = await window.fetch( url, {
			cache: 'reload',
			credentials: 'same-origin',
		} );
		await response.arrayBuffer();
		return true;
	} catch {
		return false;
	}
}
