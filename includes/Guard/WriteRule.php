<?php
/**
 * Keeps a probe from writing to the database.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Lets statements through $wpdb that only read, and answers all others with an empty result. Temporary tables pass.
 *
 * Two nets: the statements are looked at, and the connection itself is set to read only, for what a statement hides,
 * such as a stored function that writes. The second one exists on MySQL and MariaDB.
 */
final class WriteRule {

	/**
	 * Numbers of the errors that say that the connection is lost: PHP's own two, killed in MariaDB, timed out in MySQL.
	 */
	private const LOST = array( 2006, 2013, 1927, 4031 );

	/**
	 * Where refusals are noted.
	 *
	 * @var Refusals
	 */
	private $refused;

	/**
	 * Temporary tables made in this request; they end with it.
	 *
	 * @var array<string, true>
	 */
	private $temporary = array();

	/**
	 * Whether the second net is lifted for one statement.
	 *
	 * @var bool
	 */
	private $lifted = false;

	/**
	 * Number that the database server gave to the connection that is set to read only; 0 for none.
	 *
	 * @var int
	 */
	private $connection = 0;

	/**
	 * Whether it was told that the second net does not hold.
	 *
	 * @var bool
	 */
	private $told = false;

	/**
	 * A rule for one probe.
	 *
	 * @param Refusals $refused Where refusals are noted.
	 */
	public function __construct( Refusals $refused ) {
		$this->refused = $refused;
	}

	/**
	 * Starts refusing.
	 */
	public function start(): void {
		add_filter( 'query', array( $this, 'filter' ), PHP_INT_MAX );
		// A transaction that was begun before may go on writing. It holds the probe's claim, which must last.
		self::send( 'COMMIT AND NO CHAIN NO RELEASE' );
		$this->close();
		$this->refused->ask_at_the_end( array( $this, 'verify' ) );
	}

	/**
	 * What may be sent instead of a statement.
	 *
	 * @param mixed $query SQL.
	 * @return mixed The statement itself, or one that finds nothing.
	 */
	public function filter( $query ) {
		global $wpdb;
		// WordPress connects anew when the connection is lost.
		if ( $this->lifted || self::thread() !== $this->connection ) {
			$this->close();
		}
		// Nothing is sent then.
		if ( null === $query || false === $query || '' === $query ) {
			return $query;
		}
		$sql = is_string( $query ) || ( is_object( $query ) && method_exists( $query, '__toString' ) ) ? (string) $query : null;
		if ( null !== $sql && $this->allows( $sql ) ) {
			return $sql;
		}
		$this->refused->add( null === $sql ? 'a statement that is no text' : ( new Statement( $sql ) )->summary() );
		return "SELECT option_id FROM {$wpdb->options} LIMIT 0";
	}

	/**
	 * Whether a statement changes nothing that lasts.
	 *
	 * @param string $query SQL.
	 * @return bool
	 */
	public function allows( string $query ): bool {
		if ( self::may_mislead( $query ) ) {
			return false;
		}
		$statement = new Statement( $query );
		if ( $statement->changes_nothing() ) {
			return true;
		}
		$made = $statement->makes_temporary();
		if ( null !== $made ) {
			return ! ( $statement->fills_temporary() && self::has_functions() ) && $this->may_make( $made );
		}
		if ( $statement->drops_temporary() ) {
			// Which ones it drops does not matter: what is forgotten can only be refused.
			$this->temporary = array();
			$this->lift();
			return true;
		}
		$target = $statement->writes_to();
		return null !== $target && isset( $this->temporary[ $target ] );
	}

	/**
	 * Whether a backslash or a backtick may be half of a character to the server: where a site, or a plugin by WordPress's
	 * means, chose a set of characters that has such. Which half it is, is not told apart.
	 *
	 * @param string $query SQL.
	 * @return bool
	 */
	private static function may_mislead( string $query ): bool {
		global $wpdb;
		if ( 0 === preg_match( '/[\x80-\xff][\\\\`]/', $query ) ) {
			return false;
		}
		$connection = $wpdb->__get( 'dbh' );
		try {
			return $connection instanceof \mysqli && ! ConnectionSettings::keeps_quotes( (string) @mysqli_character_set_name( $connection ) ); // phpcs:ignore WordPress.DB.RestrictedFunctions, WordPress.PHP.NoSilencedErrors.Discouraged -- WordPress has no means to ask; PHP 7 warns of a closed one.
		} catch ( \Error $closed ) {
			// By a plugin: nothing is sent.
			return false;
		}
	}

	/**
	 * Whether a temporary table may be made. Not with the name of a real one: if making it fails, writes would reach that.
	 *
	 * @param string $name Name of the table.
	 * @return bool
	 */
	private function may_make( string $name ): bool {
		global $wpdb;
		if ( ! isset( $this->temporary[ $name ] ) && null !== $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $name ) ) ) ) {
			return false;
		}
		$this->temporary[ $name ] = true;
		$this->lift();
		return true;
	}

	/**
	 * Whether there are stored functions. One that writes could be called while a table is filled as it is made: with the
	 * second net lifted.
	 *
	 * @return bool
	 */
	private static function has_functions(): bool {
		global $wpdb;
		return $wpdb->__get( 'dbh' ) instanceof \mysqli && null !== $wpdb->get_var( "SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_TYPE = 'FUNCTION' AND ROUTINE_SCHEMA NOT IN ( 'mysql', 'sys' ) LIMIT 1" );
	}

	/**
	 * Spreads the second net.
	 */
	private function close(): void {
		self::transactions( 'READ ONLY' );
		$this->lifted = false;
		$connection   = self::thread();
		if ( $connection !== $this->connection ) {
			$this->connection = $connection;
			// At once: of many refusals only the first ones are told.
			$this->read_back();
		}
	}

	/**
	 * Tells when the second net does not hold in the end.
	 */
	public function verify(): void {
		if ( $this->lifted ) {
			$this->close();
		}
		$this->read_back();
	}

	/**
	 * Tells once when the second net does not hold.
	 */
	private function read_back(): void {
		if ( ! $this->told && ! self::is_read_only() ) {
			$this->told = true;
			$this->refused->add( 'not refused: writes that a statement hides, for the connection is not read-only' );
		}
	}

	/**
	 * Whether the second net holds: a proxy or another kind of server may have taken the statement without a word, and a
	 * plugin may have undone it past WordPress.
	 *
	 * @return bool
	 */
	private static function is_read_only(): bool {
		global $wpdb;
		$connection = $wpdb->__get( 'dbh' );
		if ( ! $connection instanceof \mysqli ) {
			// SQLite knows no such thing.
			return true;
		}
		// phpcs:disable WordPress.DB.RestrictedFunctions, WordPress.PHP.NoSilencedErrors.Discouraged -- Past the rule, as above.
		try {
			// Each kind of server has its own name for it and fails at the other's; what it is, a proxy may hide.
			$rows = @mysqli_query( $connection, "SHOW SESSION VARIABLES WHERE Variable_name IN ( 'transaction_read_only', 'tx_read_only' )" );
			if ( ! $rows instanceof \mysqli_result ) {
				// A connection that is lost writes nothing.
				return in_array( mysqli_errno( $connection ), self::LOST, true );
			}
			return in_array( mysqli_fetch_row( $rows )[1] ?? null, array( 'ON', '1' ), true );
		} catch ( \mysqli_sql_exception $failed ) {
			return in_array( $failed->getCode(), self::LOST, true );
		} catch ( \Error $closed ) {
			// By a plugin: there is nothing to write to.
			return true;
		}
		// phpcs:enable
	}

	/**
	 * Number of the connection.
	 *
	 * @return int 0 where there is none, or a database that numbers none.
	 */
	private static function thread(): int {
		global $wpdb;
		$connection = $wpdb->__get( 'dbh' );
		try {
			return $connection instanceof \mysqli ? (int) @mysqli_thread_id( $connection ) : 0; // phpcs:ignore WordPress.DB.RestrictedFunctions, WordPress.PHP.NoSilencedErrors.Discouraged -- WordPress has no means to ask; PHP 7 warns of a closed one.
		} catch ( \Error $closed ) {
			// By a plugin; WordPress will say so itself.
			return 0;
		}
	}

	/**
	 * Lifts the second net for the statement that follows: a read-only connection makes and drops no temporary tables.
	 */
	private function lift(): void {
		self::transactions( 'READ WRITE' );
		$this->lifted = true;
	}

	/**
	 * Sets what transactions of this connection may do, from the next one on.
	 *
	 * @param string $mode READ ONLY or READ WRITE.
	 */
	private static function transactions( string $mode ): void {
		self::send( 'SET SESSION TRANSACTION ' . $mode );
	}

	/**
	 * Sends a statement that the rule refuses to everybody else.
	 *
	 * @param string $statement SQL without an answer.
	 */
	private static function send( string $statement ): void {
		global $wpdb;
		$connection = $wpdb->__get( 'dbh' );
		try {
			if ( $connection instanceof \mysqli ) {
				@mysqli_query( $connection, $statement ); // phpcs:ignore WordPress.DB.RestrictedFunctions, WordPress.PHP.NoSilencedErrors.Discouraged -- Past the rule; PHP 7 warns of a closed one.
			}
		} catch ( \Throwable $closed ) {
			// By a plugin, or by the server: there is nothing to write to.
			return;
		}
	}
}
