<?php
/**
 * Names of rooms.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * What may be a room: the first part of its address, or the whole address.
 */
final class Room_Name {

	/** Characters. */
	private const LONGEST = 64;

	/**
	 * Makes a name of what somebody typed.
	 *
	 * @param string $typed For instance "Tea Room" or "tea@conference.example.org".
	 * @return string For instance "tea-room"; empty if nothing is left.
	 */
	public static function clean( string $typed ): string {
		$parts = explode( '@', trim( $typed ) );
		$local = self::local( $parts[0] );
		$whole = 2 === count( $parts ) && '' !== $local
			&& preg_match( '/^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$/i', $parts[1] );
		if ( $whole ) {
			return $local . '@' . strtolower( $parts[1] );
		}
		return 1 === count( $parts ) ? $local : self::local( implode( ' ', $parts ) );
	}

	/**
	 * The room of one post.
	 *
	 * @param string $prefix The site's own, see prefix().
	 * @param int    $post   The post's number.
	 * @return string For instance "example-org-post-42".
	 */
	public static function of_post( string $prefix, int $post ): string {
		return self::clean( ( '' === $prefix ? '' : $prefix . '-' ) . 'post-' . $post );
	}

	/**
	 * What keeps the rooms of one site apart from those of another on the same server.
	 *
	 * @param string $address Of the site, for instance "https://www.example.org/blog".
	 * @return string For instance "example-org-blog".
	 */
	public static function prefix( string $address ): string {
		$bare = preg_replace( '~^[a-z]+://(www\.)?~', '', strtolower( $address ) );
		return trim( substr( preg_replace( '/[^a-z0-9]+/', '-', $bare ), 0, 40 ), '-' );
	}

	/**
	 * The part before the @, without what RFC 7622 §3.3.1 forbids there.
	 *
	 * @param string $typed Any text.
	 */
	private static function local( string $typed ): string {
		if ( ! preg_match( '//u', $typed ) ) {
			return ''; // No UTF-8.
		}
		$lower = function_exists( 'mb_strtolower' ) ? mb_strtolower( $typed, 'UTF-8' ) : strtolower( $typed );
		$words = (string) preg_replace( '/[\s\p{Z}]+/u', '-', $lower );
		$clean = (string) preg_replace( '~["&\'/:<>@\\\\\p{C}]+~u', '', $words );
		preg_match( '/^.{0,' . self::LONGEST . '}/us', $clean, $found );
		return trim( $found[0] ?? '', '-' );
	}
}
