<?php
/**
 * From the site to the chat server.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Tells the chat server that somebody's login has ended, by OpenID Connect Back-Channel Logout 1.0. Nobody who logs out
 * waits for the answer or hears of a failure; where WordPress debugs, the log does.
 */
final class Back_Channel {

	private const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

	/** Seconds. */
	private const PATIENCE = 1;

	/** Visits that are told one by one. Above that all of the user's end: who is still logged in comes back unasked. */
	private const MOST = 3;

	/**
	 * What has been told in this request, for one logout may be noticed more than once.
	 *
	 * @var string[]
	 */
	private $told = array();

	/**
	 * Some logins of a user have ended.
	 *
	 * @param string[] $visits See Visit.
	 * @param string   $login  The user's name.
	 */
	public function left( array $visits, string $login ): void {
		if ( count( $visits ) > self::MOST ) {
			$this->left_everywhere( $login );
			return;
		}
		foreach ( $visits as $visit ) {
			$this->tell( array( 'sid' => $visit ) );
		}
	}

	/**
	 * All logins of a user have ended.
	 *
	 * @param string $login The user's name.
	 */
	public function left_everywhere( string $login ): void {
		if ( '' !== $login ) {
			$this->tell( array( 'sub' => $login ) );
		}
	}

	/**
	 * Tells it, once, at the end of this request.
	 *
	 * @param array $who The claims that say whose.
	 */
	private function tell( array $who ): void {
		$settings = Settings::current();
		$what     = $settings->server() . ' ' . implode( ' ', $who );
		if ( ! $settings->has_server() || 'token' !== $settings->value( 'login' ) || in_array( $what, $this->told, true ) ) {
			return;
		}
		$this->told[] = $what;
		$address      = $settings->server() . 'api/logout';
		$token        = self::token( $who, $settings );
		$send         = static function () use ( $address, $token ): void {
			self::send( $address, $token );
		};
		// When WordPress has done what it is about to do: a page that hears of it at once would find the login still there.
		if ( did_action( 'shutdown' ) ) {
			$send();
		} else {
			add_action( 'shutdown', $send );
		}
	}

	/**
	 * Sends it.
	 *
	 * @param string $address Of the chat server.
	 * @param string $token   What it is sent.
	 */
	private static function send( string $address, string $token ): void {
		$is_debugging = defined( 'WP_DEBUG' ) && WP_DEBUG;
		$answer       = wp_remote_post(
			$address,
			array(
				'blocking'    => $is_debugging, // Else nothing is known of the answer.
				'timeout'     => self::PATIENCE,
				'redirection' => 0,
				'body'        => array( 'logout_token' => $token ),
			)
		);
		if ( $is_debugging ) {
			self::check( $answer );
		}
	}

	/**
	 * What the server is sent.
	 *
	 * @param array    $who      The claims that say whose.
	 * @param Settings $settings The site's.
	 */
	private static function token( array $who, Settings $settings ): string {
		return Site_Token::of( $who + array( 'events' => array( self::EVENT => new \stdClass() ) ), $settings );
	}

	/**
	 * Logs why the server does not know.
	 *
	 * @param array|\WP_Error $answer Of the server.
	 */
	private static function check( $answer ): void {
		$why = is_wp_error( $answer ) ? $answer->get_error_message() : wp_remote_retrieve_response_code( $answer );
		if ( 200 !== $why ) {
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- Only where WordPress debugs.
			error_log( 'Mongoose Chat: the chat server was not told of a logout: ' . $why );
		}
	}
}
