/**
 * Two builds: the dashboard, on WordPress's own scripts, and the terminal command, one file for Node.
 */
const { chmodSync } = require( 'fs' );
const path = require( 'path' );
const { BannerPlugin } = require( 'webpack' );
const base = require( '@wordpress/scripts/config/webpack.config' );

const dashboard = {
	...base,
	name: 'dashboard',
	entry: { index: './src/dashboard/index.tsx' },
	// A folder of its own, because the build empties it first.
	output: {
		...base.output,
		path: path.resolve( __dirname, 'build/dashboard' ),
		// Browsers keep it after an update.
		chunkFilename: '[name].[contenthash].js',
	},
};

const command = 'culprit.mjs';

const cli = {
	name: 'cli',
	mode: base.mode,
	target: 'node20',
	devtool: false,
	entry: './src/cli/index.ts',
	output: {
		path: path.resolve( __dirname, 'build/cli' ),
		filename: command,
		chunkFormat: 'module',
		library: { type: 'module' },
		clean: true,
	},
	experiments: { outputModule: true },
	resolve: base.resolve,
	module: {
		// import.meta.url is to be the built file's, not this machine's source path.
		parser: { javascript: { importMeta: false } },
		rules: [
			{ test: /\.ts$/, exclude: /node_modules/, use: 'babel-loader' },
		],
	},
	// Readable, because its stack traces end up in reports.
	optimization: { minimize: false, splitChunks: false },
	plugins: [
		new BannerPlugin( { banner: '#!/usr/bin/env node', raw: true } ),
		{
			apply: ( compiler ) =>
				compiler.hooks.afterEmit.tap( 'Executable', () =>
					chmodSync(
						path.join( compiler.options.output.path, command ),
						0o755
					)
				),
		},
	],
	stats: { children: false },
};

module.exports = [ dashboard, cli ];
