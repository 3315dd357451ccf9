<?php
/**
 * Logging out.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Ends the chat in all tabs of a browser whose user logs out of the site. The cookie that carries the news lives for a
 * minute and says nothing else; the next page of the site, wherever the logout leads to, tells the other tabs.
 */
final class Logout {

	/** The cookie's name. */
	private const COOKIE = 'mongoose_chat_left';

	/**
	 * For the script.
	 *
	 * @var Assets
	 */
	private $assets;

	/**
	 * A logout that tells by this script.
	 *
	 * @param Assets $assets The plugin's.
	 */
	public function __construct( Assets $assets ) {
		$this->assets = $assets;
	}

	/**
	 * Hooks in.
	 */
	public function hook(): void {
		add_action( 'wp_logout', array( $this, 'leave' ) );
		add_action( 'wp_enqueue_scripts', array( $this, 'tell' ) );
		add_action( 'login_enqueue_scripts', array( $this, 'tell' ) );
	}

	/**
	 * Remembers for a minute that somebody has just left.
	 */
	public function leave(): void {
		if ( headers_sent() ) {
			return;
		}
		setcookie(
			self::COOKIE,
			'1',
			array(
				'expires'  => time() + 60,
				'path'     => '/',
				'secure'   => is_ssl(),
				'httponly' => false,
				'samesite' => 'Lax',
			)
		);
	}

	/**
	 * Loads the script that tells the other tabs and takes the cookie away.
	 */
	public function tell(): void {
		if ( isset( $_COOKIE[ self::COOKIE ] ) ) {
			$this->assets->enqueue_script();
		}
	}
}
