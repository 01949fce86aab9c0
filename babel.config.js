/**
 * The classic JSX runtime: the script that the automatic one needs exists from WordPress 6.6 only, and a script whose
 * dependency is unknown is not printed at all.
 *
 * @param {Object} api What Babel offers a configuration.
 */
module.exports = ( api ) => {
	api.cache.using( () => process.env.NODE_ENV );
	return {
		presets: [ '@wordpress/babel-preset-default' ],
		plugins: [
			[
				'@wordpress/babel-plugin-import-jsx-pragma',
				{
					scopeVariable: 'createElement',
					scopeVariableFrag: 'Fragment',
					source: '@wordpress/element',
					isDefault: false,
				},
			],
			[
				'@babel/plugin-transform-react-jsx',
				{
					runtime: 'classic',
					pragma: 'createElement',
					pragmaFrag: 'Fragment',
				},
			],
		],
	};
};
