<?php
/**
 * Where the chat server is.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * The address of the server's application, such as https://chat.example.org/mongoose/.
 */
final class Server_Address {

	/**
	 * Makes an address of what somebody typed.
	 *
	 * @param string $typed For instance "chat.example.org/mongoose", ".../mongoose/widget.js" or "/mongoose" on this site.
	 * @param string $site  The site's own address.
	 * @return string|null With a slash at its end; null if it cannot be one.
	 */
	public static function clean( string $typed, string $site ): ?string {
		$typed = preg_replace( '~(/(widget\.js|index\.html|http-bind|xmpp-websocket|api/?))$~', '/', trim( $typed ) );
		if ( 0 === strpos( $typed, '/' ) && 0 !== strpos( $typed, '//' ) ) {
			$typed = self::origin( $site ) . $typed;
		}
		$typed = preg_replace( array( '~^wss?://~i', '~^//~' ), array( 'https://', 'https://' ), $typed );
		if ( ! preg_match( '~^[a-z][a-z0-9+.-]*://~i', $typed ) ) {
			$typed = 'https://' . $typed;
		}
		$plain = '~^https?://(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[0-9]{1,5})?(/[A-Za-z0-9._\~%-]+)*/?$~i';
		if ( ! preg_match( $plain, $typed ) || self::port( $typed ) > 65535 ) {
			return null;
		}
		$origin = self::origin( $typed );
		return $origin . rtrim( substr( $typed, strlen( $origin ) ), '/' ) . '/';
	}

	/**
	 * Scheme, host and port, as browsers name the origin of a page (RFC 6454 §6.2).
	 *
	 * @param string $address A whole address.
	 */
	public static function origin( string $address ): string {
		preg_match( '~^[a-z]+://[^/]*~i', $address, $found );
		return strtolower( $found[0] ?? '' );
	}

	/**
	 * The host alone.
	 *
	 * @param string $address A whole address.
	 */
	public static function host( string $address ): string {
		return preg_replace( '~^[a-z]+://|:[0-9]+$~', '', self::origin( $address ) );
	}

	/**
	 * The port, if it is named, else 0.
	 *
	 * @param string $address A whole address.
	 */
	private static function port( string $address ): int {
		return preg_match( '~:([0-9]+)$~', self::origin( $address ), $found ) ? (int) $found[1] : 0;
	}
}
