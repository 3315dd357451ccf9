<?php
/**
 * One login of a user.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * By what the chat server knows one of a user's logins (the claim sid), so that it ends what hangs on it. It is a hash of
 * what WordPress itself keeps of a session, which is a hash of the token in the cookie: nobody gets in by either.
 */
final class Visit {

	/** The user meta that holds a user's sessions by their verifiers. */
	public const META = 'session_tokens';

	/**
	 * The visit of the session that this request came in.
	 *
	 * @return array The claim; none if there is no session, as with an application password.
	 */
	public static function claim(): array {
		$token = wp_get_session_token();
		return '' === $token ? array() : array( 'sid' => self::of_token( $token ) );
	}

	/**
	 * The visit of a session.
	 *
	 * @param string $token What the cookie holds.
	 */
	public static function of_token( string $token ): string {
		return self::of_verifier( hash( 'sha256', $token ) );
	}

	/**
	 * The visit of a session.
	 *
	 * @param string $verifier What WordPress keeps of it.
	 */
	public static function of_verifier( string $verifier ): string {
		return Jwt::base64url( hash( 'sha256', 'mongoose-chat ' . $verifier, true ) );
	}

	/**
	 * Those that are over.
	 *
	 * @param mixed $before The sessions as META has had them.
	 * @param mixed $after  As it will have them.
	 * @return string[]
	 */
	public static function ended( $before, $after ): array {
		$before = is_array( $before ) ? $before : array();
		$over   = array_diff_key( $before, is_array( $after ) ? $after : array() );
		return array_map( array( self::class, 'of_verifier' ), array_map( 'strval', array_keys( $over ) ) );
	}
}
