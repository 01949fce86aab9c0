<?php
/**
 * The guard's file: put there, kept current, taken out again.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Guard\Installer;
use Culprit\Tests\Support\Contract;
use Culprit\Tests\TestCase;

/**
 * Installs and removes on the real file system.
 */
final class InstallerTest extends TestCase {

	use Contract;

	private const FILE = WPMU_PLUGIN_DIR . '/0-culprit-guard.php';

	public function test_a_good_guard_has_no_problem(): void {
		$guard = Installer::inspect( null );

		$this->assert_fits( 'guard', $guard );
		$this->assertSame( array( true, CULPRIT_VERSION, null, '' ), array( $guard['installed'], $guard['version'], $guard['problem'], $guard['message'] ) );
		$this->assertSame( 'wp-content/mu-plugins/0-culprit-guard.php', $guard['file'] );
		$this->assertSame( array(), $guard['earlier'] );
	}

	public function test_a_missing_guard_is_told_and_put_back(): void {
		unlink( self::FILE );
		$this->assert_problem( 'not-installed', Installer::inspect( null ) );

		$this->assertSame( '', Installer::install() );
		$this->assertNull( Installer::inspect( null )['problem'] );
		$this->assertSame( array( '0-culprit-guard.php' ), self::must_use(), 'No draft is left over.' );
	}

	public function test_an_old_guard_is_told_and_refreshed(): void {
		$code = (string) file_get_contents( self::FILE );
		file_put_contents( self::FILE, str_replace( CULPRIT_VERSION, '0.0.1', $code ) );
		$guard = Installer::inspect( null );
		$this->assertSame( '0.0.1', $guard['version'] );
		$this->assert_problem( 'other-version', $guard );

		$this->assertSame( '', Installer::install() );
		$this->assertSame( $code, file_get_contents( self::FILE ) );
	}

	public function test_a_guard_that_somebody_altered_is_refreshed(): void {
		$code = (string) file_get_contents( self::FILE );
		file_put_contents( self::FILE, $code . "\n// altered" );

		Installer::install();

		$this->assertSame( $code, file_get_contents( self::FILE ) );
	}

	public function test_a_current_guard_is_not_written_again(): void {
		touch( self::FILE, 1000000000 );

		$this->assertSame( '', Installer::install() );

		clearstatcache();
		$this->assertSame( 1000000000, filemtime( self::FILE ) );
	}

	public function test_somebody_elses_file_of_that_name_is_never_touched(): void {
		file_put_contents( self::FILE, '<?php // Not ours.' );

		$this->assertSame( 'not-installed', Installer::install() );
		$this->assert_problem( 'not-installed', Installer::inspect( null ) );
		Installer::remove();

		$this->assertSame( '<?php // Not ours.', file_get_contents( self::FILE ) );
	}

	public function test_a_guard_that_does_not_answer_is_told(): void {
		$this->assert_problem( 'not-answering', Installer::inspect( false ) );
		$this->assertNull( Installer::inspect( true )['problem'] );
	}

	public function test_a_site_that_forbids_changes_of_files_is_respected(): void {
		unlink( self::FILE );
		add_filter( 'file_mod_allowed', '__return_false' );

		$this->assertSame( 'file-mods-disallowed', Installer::install() );
		$this->assertFileDoesNotExist( self::FILE );
		$this->assert_problem( 'file-mods-disallowed', Installer::inspect( null ), 'DISALLOW_FILE_MODS' );
	}

	public function test_a_site_that_writes_by_ftp_is_respected(): void {
		unlink( self::FILE );
		add_filter( 'filesystem_method', static fn() => 'ftpext' );

		$this->assertSame( 'no-direct-filesystem', Installer::install() );
		$this->assertFileDoesNotExist( self::FILE );
		$this->assert_problem( 'no-direct-filesystem', Installer::inspect( null ), 'FTP' );
	}

	public function test_an_old_guard_that_may_not_be_refreshed_is_told_with_the_reason(): void {
		$code = (string) file_get_contents( self::FILE );
		file_put_contents( self::FILE, str_replace( CULPRIT_VERSION, '0.0.1', $code ) );

		add_filter( 'file_mod_allowed', '__return_false' );
		$this->assertSame( 'file-mods-disallowed', Installer::install() );
		$this->assert_problem( 'file-mods-disallowed', Installer::inspect( null ), 'installed or updated, because this site forbids' );
		remove_filter( 'file_mod_allowed', '__return_false' );

		add_filter( 'filesystem_method', static fn() => 'ftpext' );
		$this->assertSame( 'no-direct-filesystem', Installer::install() );
		$this->assert_problem( 'no-direct-filesystem', Installer::inspect( null ), 'FTP' );
		remove_all_filters( 'filesystem_method' );

		$seen = $this->as_nobody(
			static function (): array {
				return array( Installer::install(), Installer::inspect( null ) );
			}
		);
		$this->assertSame( 'folder-unwritable', $seen[0] );
		$this->assert_problem( 'folder-unwritable', $seen[1], 'may not write to wp-content/mu-plugins' );
		$this->assertStringContainsString( '0.0.1', (string) file_get_contents( self::FILE ) );
	}

	public function test_a_guard_that_was_put_there_by_hand_is_good_where_files_may_not_be_changed(): void {
		add_filter( 'file_mod_allowed', '__return_false' );

		$this->assertSame( '', Installer::install() );
		$this->assertNull( Installer::inspect( null )['problem'] );
	}

	public function test_a_file_that_cannot_be_read_is_not_taken_for_ours(): void {
		chmod( self::FILE, 0000 );

		$seen = $this->as_nobody(
			static function (): array {
				return array( Installer::install(), Installer::inspect( null )['problem'] );
			}
		);

		$this->assertSame( array( 'not-installed', 'folder-unwritable' ), $seen );
		$this->assertFileExists( self::FILE );
	}

	public function test_must_use_plugins_elsewhere(): void {
		$folder = (string) getenv( 'CULPRIT_TEST_FOLDER' ) . '/elsewhere';
		$report = $this->elsewhere( $folder . '/deep/must-use' );

		$this->assertSame( '', $report['installed'] );
		$this->assertSame( '0-culprit-guard.php', $report['good']['file'], 'No path of the server.' );
		$this->assert_fits( 'guard', $report['good'] );
		$this->assertNull( $report['good']['problem'] );
		$this->assertSame( array( '0-culprit-guard.php' ), $report['files'] );
		$this->assertStringContainsString( $folder . '/deep/must-use/0-culprit-guard.php', $report['missing']['message'], 'Whoever does it by hand must know where.' );
		$this->assertFalse( $report['stays'], 'Made for the guard, gone with it.' );
	}

	public function test_a_folder_that_cannot_be_made_is_told(): void {
		$report = $this->elsewhere( '/proc/culprit/must-use' );

		$this->assertSame( array( 'folder-unwritable', array() ), array( $report['installed'], $report['files'] ) );
	}

	public function test_a_folder_that_cannot_be_written_is_told(): void {
		unlink( self::FILE );

		$seen = $this->as_nobody(
			static function (): array {
				return array( Installer::install(), Installer::inspect( null ) );
			}
		);

		$this->assertSame( 'folder-unwritable', $seen[0] );
		$this->assert_problem( 'folder-unwritable', $seen[1], 'may not write to wp-content/mu-plugins' );
		$this->assertSame( array(), self::must_use(), 'No draft is left over.' );
	}

	public function test_a_write_that_fails_leaves_no_draft(): void {
		unlink( self::FILE );
		mkdir( self::FILE );
		try {
			$this->assertSame( 'folder-unwritable', Installer::install() );
			$this->assertSame( array( '0-culprit-guard.php' ), self::must_use() );
		} finally {
			rmdir( self::FILE );
		}
	}

	public function test_a_must_use_folder_that_was_there_stays(): void {
		delete_site_option( 'culprit_made_mu_folder' );

		Installer::remove();

		$this->assertFileDoesNotExist( self::FILE );
		$this->assertDirectoryExists( WPMU_PLUGIN_DIR, 'It was not made by us.' );
	}

	public function test_a_must_use_folder_made_for_the_guard_goes_with_it(): void {
		Installer::remove();
		if ( is_dir( WPMU_PLUGIN_DIR ) ) {
			rmdir( WPMU_PLUGIN_DIR );
		}

		$this->assertSame( '', Installer::install() );
		$this->assertFileExists( self::FILE );
		Installer::remove();

		$this->assertDirectoryDoesNotExist( WPMU_PLUGIN_DIR );
		$this->assertFalse( get_site_option( 'culprit_made_mu_folder' ) );
	}

	public function test_a_must_use_folder_made_for_the_guard_stays_when_others_moved_in(): void {
		Installer::remove();
		if ( is_dir( WPMU_PLUGIN_DIR ) ) {
			rmdir( WPMU_PLUGIN_DIR );
		}
		Installer::install();
		file_put_contents( WPMU_PLUGIN_DIR . '/other.php', '<?php' );

		Installer::remove();

		$this->assertFileDoesNotExist( self::FILE );
		$this->assertFileExists( WPMU_PLUGIN_DIR . '/other.php' );
	}

	public function test_must_use_plugins_that_load_earlier_are_reported(): void {
		foreach ( array( '00-first.php', '0-aaa.php', '1-later.php', 'a-later.php' ) as $name ) {
			file_put_contents( WPMU_PLUGIN_DIR . "/$name", '<?php' );
		}

		$this->assertSame( array( '0-aaa.php' ), Installer::inspect( null )['earlier'] );
		file_put_contents( WPMU_PLUGIN_DIR . '/!first.php', '<?php' );
		$this->assertSame( array( '!first.php', '0-aaa.php' ), Installer::inspect( null )['earlier'] );
	}

	public function test_the_file_has_the_rights_of_the_plugins_own(): void {
		unlink( self::FILE );
		Installer::install();
		clearstatcache();

		$this->assertSame( fileperms( CULPRIT_FILE ) & 0777, fileperms( self::FILE ) & 0777 );
	}

	/**
	 * The guard's life in a WordPress whose must-use plugins are somewhere else.
	 *
	 * @param string $folder Where.
	 * @return array<string, mixed> What install() said, what inspect() said with and without the guard, which files there were, and whether the folder stayed.
	 */
	private function elsewhere( string $folder ): array {
		$code   = sprintf(
			'define( "WPMU_PLUGIN_DIR", %s );
			chdir( %s );
			require %s;
			require "./wp-load.php";
			$seen            = array( "installed" => Culprit\Guard\Installer::install() );
			$seen["good"]    = Culprit\Guard\Installer::inspect( null );
			$seen["files"]   = is_dir( WPMU_PLUGIN_DIR ) ? array_values( array_diff( scandir( WPMU_PLUGIN_DIR ), array( ".", ".." ) ) ) : array();
			Culprit\Guard\Installer::remove();
			$seen["missing"] = Culprit\Guard\Installer::inspect( null );
			$seen["stays"]   = is_dir( WPMU_PLUGIN_DIR );
			echo "<seen>" . wp_json_encode( $seen );',
			var_export( $folder, true ),
			var_export( getenv( 'CULPRIT_TEST_SITE' ), true ),
			var_export( dirname( __DIR__ ) . '/support/request.php', true )
		);
		$output = (string) shell_exec( escapeshellarg( PHP_BINARY ) . ' -r ' . escapeshellarg( $code ) . ' 2>&1' );
		$this->assertStringContainsString( '<seen>', $output, $output );
		return json_decode( substr( $output, strpos( $output, '<seen>' ) + 6 ), true );
	}

	/**
	 * What lies in the must-use folder.
	 *
	 * @return list<string>
	 */
	private static function must_use(): array {
		return array_values( array_diff( (array) scandir( WPMU_PLUGIN_DIR ), array( '.', '..' ) ) );
	}

	/**
	 * Does something as a user who may read but not write; root may write anywhere.
	 *
	 * @param callable $look Its result can be written as JSON.
	 * @return mixed Its result.
	 */
	private function as_nobody( callable $look ) {
		if ( 0 !== posix_geteuid() ) {
			$rights = fileperms( WPMU_PLUGIN_DIR ) & 0777;
			chmod( WPMU_PLUGIN_DIR, 0555 );
			$seen = $look();
			chmod( WPMU_PLUGIN_DIR, $rights );
			return $seen;
		}
		$folder = (string) getenv( 'CULPRIT_TEST_FOLDER' );
		$rights = fileperms( $folder ) & 0777;
		$answer = tempnam( sys_get_temp_dir(), 'seen' );
		// All classes are to be loaded before the rights are gone.
		Installer::inspect( null );
		chmod( $folder, 0755 );
		$child = pcntl_fork();
		if ( 0 === $child ) {
			$out = fopen( $answer, 'wb' );
			posix_setgid( 65534 );
			posix_setuid( 65534 );
			try {
				fwrite( $out, (string) wp_json_encode( $look() ) );
			} finally {
				// An ordinary end would close the database connection of both, and an error have the tests run twice.
				posix_kill( posix_getpid(), SIGKILL );
			}
		}
		pcntl_waitpid( $child, $status );
		chmod( $folder, $rights );
		$seen = json_decode( (string) file_get_contents( $answer ), true );
		unlink( $answer );
		return $seen;
	}

	/**
	 * Checks a problem and its sentence.
	 *
	 * @param string               $code  Problem code.
	 * @param array<string, mixed> $guard As inspect() gives it.
	 * @param string               $word  What the sentence speaks of.
	 */
	private function assert_problem( string $code, array $guard, string $word = 'guard' ): void {
		$this->assert_fits( 'guard', $guard );
		$this->assertSame( $code, $guard['problem'] );
		$this->assertStringContainsString( $word, $guard['message'] );
		$this->assertStringNotContainsString( ABSPATH, $guard['message'] );
	}
}
