<?php
/**
 * What the site signs.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * A token from this site to its chat server, good once and for a minute.
 */
final class Site_Token {

	/** Seconds. */
	public const LIFETIME = 60;

	/**
	 * Signs claims, and says who says so to whom, and when.
	 *
	 * @param array    $claims   What the token says besides.
	 * @param Settings $settings The site's.
	 * @return string In its compact form.
	 */
	public static function of( array $claims, Settings $settings ): string {
		$now = time();
		return Jwt::sign(
			array(
				'iss' => $settings->issuer(),
				'aud' => $settings->domain(),
				'iat' => $now,
				'exp' => $now + self::LIFETIME,
				'jti' => Jwt::base64url( random_bytes( 16 ) ),
			) + $claims,
			Secret::value()
		);
	}
}
