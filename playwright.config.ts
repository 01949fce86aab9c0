/**
 * End-to-end tests: Debian's Chromium and the terminal command, on a real WordPress.
 */
import { defineConfig } from '@playwright/test';

export default defineConfig( {
	testDir: 'tests/e2e/specs',
	outputDir: 'artifacts/playwright',
	globalSetup: './tests/e2e/support/global-setup.mjs',
	// One site, whose live configuration the tests change.
	workers: 1,
	timeout: 240_000,
	expect: { timeout: 30_000 },
	forbidOnly: Boolean( process.env[ 'CI' ] ),
	reporter: [
		[ 'list' ],
		[ 'json', { outputFile: 'artifacts/playwright.json' } ],
	],
	use: {
		actionTimeout: 30_000,
		navigationTimeout: 60_000,
		screenshot: 'only-on-failure',
		trace: 'retain-on-failure',
		viewport: { width: 1280, height: 900 },
		launchOptions: {
			executablePath: process.env[ 'CHROMIUM' ] ?? '/usr/bin/chromium',
			args: [
				'--no-sandbox',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-first-run',
			],
		},
	},
} );
