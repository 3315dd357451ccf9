<?php
/**
 * The key that the site and the chat server share.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * The key that signs login tokens. It is made by this plugin, or entered by the administrator, or defined as
 * MONGOOSE_CHAT_SECRET in wp-config.php, which wins. What the plugin has made can be read once.
 */
final class Secret {

	public const OPTION = 'mongoose_chat_secret';

	/** Bytes: fewer do not carry HS256 (RFC 7518 §3.2). */
	public const SHORTEST = 32;

	/**
	 * The key. Made now if the site has none yet, so that new sites of a network need no activation.
	 *
	 * @return string At least SHORTEST bytes.
	 */
	public static function value(): string {
		if ( self::is_constant() ) {
			return (string) constant( 'MONGOOSE_CHAT_SECRET' );
		}
		$stored = get_option( self::OPTION );
		if ( ! is_array( $stored ) || empty( $stored['key'] ) ) {
			self::renew();
			$stored = get_option( self::OPTION );
		}
		return (string) $stored['key'];
	}

	/**
	 * Makes a new one; tokens of the old one are void as soon as the server has the new one.
	 */
	public static function renew(): void {
		self::keep( Jwt::base64url( random_bytes( 32 ) ), false );
	}

	/**
	 * Takes the administrator's own.
	 *
	 * @param string $key At least SHORTEST bytes.
	 */
	public static function enter( string $key ): void {
		self::keep( $key, true );
	}

	/**
	 * Shows it once.
	 *
	 * @return string|null The key, or null if it has been shown or entered before.
	 */
	public static function reveal(): ?string {
		$key = self::value();
		if ( ! self::is_readable() ) {
			return null;
		}
		self::keep( $key, true );
		return $key;
	}

	/**
	 * Whether reveal() has something to show.
	 */
	public static function is_readable(): bool {
		$stored = get_option( self::OPTION );
		return ! self::is_constant() && is_array( $stored ) && empty( $stored['shown'] );
	}

	/**
	 * Whether wp-config.php defines it.
	 */
	public static function is_constant(): bool {
		return defined( 'MONGOOSE_CHAT_SECRET' ) && strlen( (string) constant( 'MONGOOSE_CHAT_SECRET' ) ) >= self::SHORTEST;
	}

	/**
	 * Tells whether two places have the same key, and no more.
	 *
	 * @return string Eight hexadecimal digits.
	 */
	public static function fingerprint(): string {
		return substr( hash( 'sha256', self::value() ), 0, 8 );
	}

	/**
	 * Stores it where no page loads it by itself.
	 *
	 * @param string $key   The key.
	 * @param bool   $shown Whether somebody has read it.
	 */
	private static function keep( string $key, bool $shown ): void {
		update_option(
			self::OPTION,
			array(
				'key'   => $key,
				'shown' => $shown,
			),
			false
		);
	}
}
