<?php
/**
 * Tells PHPStan what WordPress keeps in its globals.
 *
 * @package Culprit
 */

namespace Culprit\Tools\PHPStan;

use PhpParser\Comment\Doc;
use PhpParser\Node;
use PhpParser\NodeVisitorAbstract;

/**
 * Writes `@var \wpdb $wpdb` before each `global $wpdb`, without which PHPStan takes a global for mixed.
 */
final class GlobalTypes extends NodeVisitorAbstract {

	private const TYPES = array(
		'wp_filter'  => 'array<string, \WP_Hook>',
		'wpdb'       => '\wpdb',
		'wp_version' => 'string',
	);

	/**
	 * Adds the comment to a `global` statement that has none.
	 *
	 * @param Node $node Any node.
	 * @return Node|null Null, which leaves the node in its place.
	 */
	public function enterNode( Node $node ): ?Node {
		if ( ! $node instanceof Node\Stmt\Global_ || null !== $node->getDocComment() ) {
			return null;
		}
		$tags = '';
		foreach ( $node->vars as $variable ) {
			if ( $variable instanceof Node\Expr\Variable && is_string( $variable->name ) && isset( self::TYPES[ $variable->name ] ) ) {
				$tags .= ' @var ' . self::TYPES[ $variable->name ] . ' $' . $variable->name . "\n";
			}
		}
		if ( '' !== $tags ) {
			$node->setDocComment( new Doc( "/**\n" . $tags . ' */' ) );
		}
		return null;
	}
}
