<?php
/**
 * Logins that end.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Notices that a login has ended, wherever it was: the user has logged out, here or everywhere else, has a new password,
 * or is a user no more. The server ends the chat that hangs on it, in every browser.
 */
final class Visit_Watch {

	/**
	 * Whom to tell.
	 *
	 * @var Back_Channel
	 */
	private $server;

	/**
	 * A watch that tells this one.
	 *
	 * @param Back_Channel $server The chat server.
	 */
	public function __construct( Back_Channel $server ) {
		$this->server = $server;
	}

	/**
	 * Hooks in.
	 */
	public function hook(): void {
		add_action( 'update_user_meta', array( $this, 'sessions_change' ), 10, 4 );
		add_action( 'delete_user_meta', array( $this, 'sessions_go' ), 10, 3 );
		add_action( 'wp_logout', array( $this, 'logs_out' ) );
		add_action( 'wp_set_password', array( $this, 'has_password' ), 10, 2 );
		add_action( 'after_password_reset', array( $this, 'resets_password' ) );
		add_action( 'profile_update', array( $this, 'changes' ), 10, 2 );
		foreach ( array( 'delete_user', 'wpmu_delete_user', 'make_spam_user', 'remove_user_from_blog' ) as $end ) {
			add_action( $end, array( $this, 'goes' ) );
		}
	}

	/**
	 * Some of a user's sessions may be over: one that was logged out, all but one, or those that have expired.
	 *
	 * @param int    $meta  Not looked at.
	 * @param int    $user  The user's id.
	 * @param string $key   Which meta.
	 * @param mixed  $after What it will be.
	 */
	public function sessions_change( $meta, $user, $key, $after ): void {
		if ( Visit::META === $key ) {
			$this->compare( (int) $user, maybe_unserialize( $after ) );
		}
	}

	/**
	 * None of a user's sessions is left.
	 *
	 * @param int[]  $metas Not looked at.
	 * @param int    $user  The user's id; 0 for everybody, of whom nobody is told.
	 * @param string $key   Which meta.
	 */
	public function sessions_go( $metas, $user, $key ): void {
		if ( Visit::META === $key && $user ) {
			$this->compare( (int) $user, array() );
		}
	}

	/**
	 * Somebody logs out, also where sessions are not kept in the user's meta.
	 */
	public function logs_out(): void {
		$visit = Visit::claim();
		$this->server->left( array_values( $visit ), '' );
	}

	/**
	 * A user has a new password.
	 *
	 * @param string $password Not looked at.
	 * @param int    $user     The user's id.
	 */
	public function has_password( $password, $user ): void {
		$this->goes( $user );
	}

	/**
	 * A user has a new password, by mail.
	 *
	 * @param \WP_User $user The user.
	 */
	public function resets_password( $user ): void {
		$this->server->left_everywhere( $user->user_login );
	}

	/**
	 * A user's profile has changed, maybe the password.
	 *
	 * @param int      $user   The user's id.
	 * @param \WP_User $before The user, as it was.
	 */
	public function changes( $user, $before ): void {
		$now = get_userdata( $user );
		if ( $now && $now->user_pass !== $before->user_pass ) {
			$this->server->left_everywhere( $now->user_login );
		}
	}

	/**
	 * All of a user's logins end.
	 *
	 * @param int $user The user's id.
	 */
	public function goes( $user ): void {
		$this->server->left_everywhere( self::login( (int) $user ) );
	}

	/**
	 * Tells of those sessions that will be over.
	 *
	 * @param int   $user  The user's id.
	 * @param mixed $after The sessions that will be left.
	 */
	private function compare( int $user, $after ): void {
		$ended = Visit::ended( get_user_meta( $user, Visit::META, true ), $after );
		if ( $ended ) {
			$this->server->left( $ended, self::login( $user ) );
		}
	}

	/**
	 * A user's name.
	 *
	 * @param int $user The user's id.
	 */
	private static function login( int $user ): string {
		$found = get_userdata( $user );
		return $found ? $found->user_login : '';
	}
}
