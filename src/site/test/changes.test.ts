/**
 * Activating and deactivating plugins, on a client that answers from memory.
 */
import { changePlugins } from '../changes';
import { failureError } from '../failures';
import { html, memorySite, OWN, refused } from './support/memorySite';
import { configuration } from './support/samples';

async function changed(
	site: ReturnType< typeof memorySite >,
	kind: 'activate' | 'deactivate',
	plugins: string[]
) {
	const result = await changePlugins( site.client, {
		kind,
		plugins,
		state: site.now(),
	} );
	if ( ! result.ok ) {
		throw new Error( result.error.sentence );
	}
	return result.value;
}

describe( 'deactivate', () => {
	it( 'is one bare call for all, on what the admin saw', async () => {
		const site = memorySite();
		const seen = site.now();
		const { changes, results } = await changed( site, 'deactivate', [
			'a/a.php',
			'b/b.php',
		] );
		expect( site.calls ).toEqual( [
			{
				call: 'bare',
				kind: 'deactivate',
				plugins: [ 'a/a.php', 'b/b.php' ],
				expected: seen.live,
			},
		] );
		expect( site.reads ).toEqual( [] );
		expect( changes ).toEqual( [ 1 ] );
		expect( results.map( ( { id } ) => id ) ).toEqual( [
			'a/a.php',
			'b/b.php',
		] );
	} );
} );

describe( 'activate', () => {
	it( 'is one full call a plugin, continued into one change', async () => {
		const site = memorySite();
		const {
			change,
			changes,
			results,
			state: after,
		} = await changed( site, 'activate', [ 'a/a.php', 'b/b.php' ] );
		expect( site.reads ).toEqual( [ 'full' ] );
		expect( site.calls ).toEqual( [
			{
				call: 'full',
				kind: 'activate',
				plugins: [ 'a/a.php' ],
				expected: configuration( [ OWN ] ),
			},
			{
				call: 'full',
				kind: 'activate',
				plugins: [ 'b/b.php' ],
				expected: configuration( [ OWN, 'a/a.php' ] ),
				extends: 1,
			},
		] );
		expect( changes ).toEqual( [ 1 ] );
		expect( results.map( ( { ok } ) => ok ) ).toEqual( [ true, true ] );
		expect( change ).toMatchObject( { id: 1, results } );
		expect( after.live.plugins ).toEqual( [ OWN, 'a/a.php', 'b/b.php' ] );
	} );

	it( 'takes parents first, and survives a circle', async () => {
		const site = memorySite( {
			requires: {
				'a/a.php': [ 'b' ],
				'b/b.php': [ 'c' ],
				'c/c.php': [ 'a' ],
			},
		} );
		await changed( site, 'activate', [ 'a/a.php', 'b/b.php', 'c/c.php' ] );
		expect( site.calls.map( ( { plugins } ) => plugins?.[ 0 ] ) ).toEqual( [
			'c/c.php',
			'b/b.php',
			'a/a.php',
		] );
	} );

	it.each( [
		[ 'an HTML 500', html( 500 ), ' (500 Internal Server Error)' ],
		[
			"WordPress's own error page",
			refused( 500, 'internal_server_error' ),
			' (500 Internal Server Error)',
		],
		[ 'a 502', html( 502 ), ' (502 Bad Gateway)' ],
		[ 'no answer in time', failureError( null, { expired: true } ), '' ],
	] )(
		'blames the plugin for %s and changes the others',
		async ( _name, error, how ) => {
			const site = memorySite( { breaks: { 'b/b.php': error } } );
			const {
				results,
				state: after,
				changes,
			} = await changed( site, 'activate', [
				'a/a.php',
				'b/b.php',
				'c/c.php',
			] );
			expect( results ).toEqual( [
				expect.objectContaining( { id: 'a/a.php', ok: true } ),
				{
					id: 'b/b.php',
					ok: false,
					code: 'culprit_activation_broke',
					message: `The site broke down while this plugin was activated${ how }, so it stays off.`,
				},
				expect.objectContaining( { id: 'c/c.php', ok: true } ),
			] );
			expect( site.reads ).toEqual( [ 'full', 'bare' ] );
			expect( after.live.plugins ).toEqual( [
				OWN,
				'a/a.php',
				'c/c.php',
			] );
			expect( changes ).toEqual( [ 1 ] );
		}
	);

	it( 'says when what broke is active all the same, and goes on from there', async () => {
		const site = memorySite( {
			breaks: { 'a/a.php': html( 500 ) },
			savesFirst: true,
		} );
		const { results } = await changed( site, 'activate', [
			'a/a.php',
			'b/b.php',
		] );
		expect( results[ 0 ]?.message ).toMatch( /it is active now/ );
		expect( site.calls[ 1 ]?.expected?.plugins ).toEqual( [
			OWN,
			'a/a.php',
		] );
	} );

	it( 'keeps what WordPress says about one plugin', async () => {
		const site = memorySite( {
			breaks: { 'a/a.php': refused( 400, 'plugin_not_found' ) },
		} );
		const { results } = await changed( site, 'activate', [
			'a/a.php',
			'b/b.php',
		] );
		expect( results[ 0 ] ).toMatchObject( {
			ok: false,
			code: 'plugin_not_found',
			message: expect.stringMatching( /^Sorry\. / ),
		} );
		expect( results[ 1 ]?.ok ).toBe( true );
	} );

	it( 'does not begin while the site cannot load', async () => {
		const site = memorySite( { full: html( 500 ) } );
		expect(
			await changePlugins( site.client, {
				kind: 'activate',
				plugins: [ 'a/a.php' ],
				state: site.now(),
			} )
		).toEqual( {
			ok: false,
			error: {
				code: 'culprit_site_cannot_load',
				sentence:
					'Plugins cannot be activated with their set-up routine while the site itself cannot load.',
				advice: expect.stringMatching( /^Deactivate/ ),
				status: 500,
			},
		} );
		expect( site.calls ).toEqual( [] );
	} );

	it( 'says what is wrong when the site refuses instead', async () => {
		const site = memorySite( { full: refused( 403, 'rest_forbidden' ) } );
		expect(
			await changePlugins( site.client, {
				kind: 'activate',
				plugins: [ 'a/a.php' ],
				state: site.now(),
			} )
		).toMatchObject( { error: { code: 'rest_forbidden' } } );
	} );

	it( 'ends where somebody else changed the site', async () => {
		const site = memorySite( {
			breaks: { 'b/b.php': refused( 409, 'culprit_changed_meanwhile' ) },
		} );
		const { results } = await changed( site, 'activate', [
			'a/a.php',
			'b/b.php',
			'c/c.php',
		] );
		expect( results.map( ( { code } ) => code ) ).toEqual( [
			'',
			'culprit_not_tried',
			'culprit_not_tried',
		] );
		expect( site.calls ).toHaveLength( 2 );
	} );

	it( 'is an error when that happens at once', async () => {
		const site = memorySite( {
			breaks: { 'a/a.php': refused( 409, 'culprit_changed_meanwhile' ) },
		} );
		expect(
			await changePlugins( site.client, {
				kind: 'activate',
				plugins: [ 'a/a.php', 'b/b.php' ],
				state: site.now(),
			} )
		).toMatchObject( { error: { code: 'culprit_changed_meanwhile' } } );
	} );

	it( 'stops between two plugins, and says how far it came', async () => {
		const site = memorySite();
		const stopping = new AbortController();
		const steps: unknown[] = [];
		const result = await changePlugins( site.client, {
			kind: 'activate',
			plugins: [ 'a/a.php', 'b/b.php' ],
			state: site.now(),
			signal: stopping.signal,
			onProgress: ( step ) => {
				steps.push( step );
				stopping.abort();
			},
		} );
		expect( steps ).toEqual( [
			{ done: 0, total: 2, plugin: 'a/a.php' },
			{ done: 1, total: 2, plugin: null },
		] );
		expect( result.ok && result.value.results ).toEqual( [
			expect.objectContaining( { id: 'a/a.php', ok: true } ),
			expect.objectContaining( {
				id: 'b/b.php',
				code: 'culprit_not_tried',
			} ),
		] );
	} );
} );
