/**
 * The version of the command, which is the plugin's.
 */
export const VERSION = '0.1.0';
