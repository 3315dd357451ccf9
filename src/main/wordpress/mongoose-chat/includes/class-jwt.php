<?php
/**
 * Signed claims.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * A JSON Web Token (RFC 7519) signed by HMAC with SHA-256 (RFC 7515, RFC 7518 §3.2).
 */
final class Jwt {

	/**
	 * Signs.
	 *
	 * @param array  $claims What the token says.
	 * @param string $secret The key; at least 32 bytes (RFC 7518 §3.2).
	 * @return string The token in its compact form.
	 * @throws \InvalidArgumentException If the key is too short or a claim is no UTF-8.
	 */
	public static function sign( array $claims, string $secret ): string {
		if ( strlen( $secret ) < 32 ) {
			throw new \InvalidArgumentException( 'A key for HS256 has at least 32 bytes' );
		}
		$signed = self::part(
			array(
				'alg' => 'HS256',
				'typ' => 'JWT',
			)
		) . '.' . self::part( $claims );
		return $signed . '.' . self::base64url( hash_hmac( 'sha256', $signed, $secret, true ) );
	}

	/**
	 * Base64 with the alphabet of RFC 4648 §5, without padding.
	 *
	 * @param string $bytes Any bytes.
	 * @return string Letters, digits, - and _.
	 */
	public static function base64url( string $bytes ): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- RFC 7515 asks for it.
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}

	/**
	 * One of the parts between the dots.
	 *
	 * @param array $values What it says.
	 * @return string JSON in base64url.
	 * @throws \InvalidArgumentException If a value is no UTF-8.
	 */
	private static function part( array $values ): string {
		// phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- wp_json_encode would alter a name that is no UTF-8.
		$json = json_encode( $values, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
		if ( false === $json ) {
			throw new \InvalidArgumentException( 'A claim is no UTF-8' );
		}
		return self::base64url( $json );
	}
}
