<?php
/**
 * Colours.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * A colour such as #3557d6, and what can be read on it.
 */
final class Colour {

	/**
	 * Takes a colour.
	 *
	 * @param string $typed "#3557d6", "3557D6" or "#abc".
	 * @return string|null With six digits; null if it is none.
	 */
	public static function clean( string $typed ): ?string {
		if ( ! preg_match( '/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i', trim( $typed ), $found ) ) {
			return null;
		}
		$digits = strtolower( $found[1] );
		return '#' . ( 3 === strlen( $digits ) ? preg_replace( '/./', '$0$0', $digits ) : $digits );
	}

	/**
	 * White or black, whichever has the higher contrast (WCAG 2.2 §1.4.3).
	 *
	 * @param string $colour As clean() answers it.
	 */
	public static function readable_on( string $colour ): string {
		$light = self::luminance( $colour );
		return 1.05 / ( $light + 0.05 ) >= ( $light + 0.05 ) / 0.05 ? '#ffffff' : '#000000';
	}

	/**
	 * Relative luminance (WCAG 2.2), from 0 to 1.
	 *
	 * @param string $colour As clean() answers it.
	 */
	private static function luminance( string $colour ): float {
		$sum = 0.0;
		foreach ( array( 0.2126, 0.7152, 0.0722 ) as $at => $share ) {
			$part = hexdec( substr( $colour, 1 + 2 * $at, 2 ) ) / 255;
			$sum += $share * ( $part <= 0.04045 ? $part / 12.92 : ( ( $part + 0.055 ) / 1.055 ) ** 2.4 );
		}
		return $sum;
	}
}
