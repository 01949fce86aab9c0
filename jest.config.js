/**
 * Two groups of tests: the dashboard's in a simulated browser, all others in Node.
 */
const shared = {
	preset: '@wordpress/jest-preset-default',
	transform: {
		'\\.m?[jt]sx?$': 'babel-jest',
	},
	// These come as ES modules only, which Jest cannot require as they are.
	transformIgnorePatterns: [
		'/node_modules/(?!(@wordpress/theme|uuid|colorjs\\.io|memize|is-plain-object|remove-accents)/)',
	],
};

module.exports = {
	reporters: [ 'default' ],
	projects: [
		{
			...shared,
			displayName: 'dashboard',
			testEnvironment: 'jsdom',
			testMatch: [ '<rootDir>/src/dashboard/**/test/**/*.test.ts?(x)' ],
		},
		{
			...shared,
			displayName: 'node',
			testEnvironment: 'node',
			testMatch: [ '<rootDir>/src/**/test/**/*.test.ts' ],
			testPathIgnorePatterns: [ '/node_modules/', '/src/dashboard/' ],
		},
	],
};
