/**
 * WordPress's rules, and what this project adds to them.
 */
import wordpress from '@wordpress/eslint-plugin';
import globals from 'globals';

const unitTests = [ 'src/**/test/**/*.{ts,tsx}' ];
const endToEnd = [ 'tests/e2e/**/*.ts' ];

export default [
	{
		ignores: [
			'build/',
			'vendor/',
			'artifacts/',
			'.cache/',
			'src/contract/types.ts',
		],
	},
	...wordpress.configs.recommended,
	{
		rules: {
			'@wordpress/dependency-group': 'off',
			'@wordpress/i18n-text-domain': [
				'error',
				{ allowedTextDomain: 'culprit' },
			],
		},
	},
	{
		files: [ '**/*.{ts,tsx}' ],
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			// The types say it; a description is written where there is one to give.
			'jsdoc/require-param': 'off',
			// TypeScript knows the names.
			'no-undef': 'off',
			'jsdoc/no-undefined-types': 'off',
			// TypeScript asks for brackets where a name is not known to be there.
			'dot-notation': 'off',
		},
	},
	{
		files: [ '*.js', '*.mjs', 'tools/**/*.mjs', 'src/cli/**', ...endToEnd ],
		languageOptions: { globals: globals.node },
		rules: {
			// What runs in a terminal speaks through it.
			'no-console': 'off',
		},
	},
	{
		// What these load comes with @wordpress/scripts.
		files: [ '*.js', '*.mjs' ],
		rules: { 'import/no-extraneous-dependencies': 'off' },
	},
	...wordpress.configs[ 'test-unit' ].map( ( config ) => ( {
		...config,
		files: unitTests,
	} ) ),
	...wordpress.configs[ 'test-playwright' ].map( ( config ) => ( {
		...config,
		files: endToEnd,
		rules: {
			...config.rules,
			// A simulated visitor decides as it goes.
			'playwright/no-conditional-in-test': 'off',
		},
	} ) ),
];
