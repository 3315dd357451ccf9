<?php
/**
 * What the site tells the chat server of a user.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * A token that logs one user in to the chat, once, within a minute.
 */
final class Login_Token {

	/** Seconds. */
	public const LIFETIME = Site_Token::LIFETIME;

	/** Which capability of the site means which role in the chat. */
	private const ROLES = array(
		'manage_options'    => 'admin',
		'moderate_comments' => 'moderator',
		'mongoose_audit'    => 'auditor',
	);

	/**
	 * Signs a token.
	 *
	 * @param \WP_User $user     Who is logged in.
	 * @param Settings $settings The site's.
	 * @return string In its compact form.
	 */
	public static function of( \WP_User $user, Settings $settings ): string {
		return Site_Token::of(
			array(
				'sub'   => $user->user_login,
				'name'  => $user->display_name,
				'roles' => self::roles( $user ),
			) + Visit::claim(),
			$settings
		);
	}

	/**
	 * The user's roles in the chat.
	 *
	 * @param \WP_User $user The user.
	 * @return string[]
	 */
	public static function roles( \WP_User $user ): array {
		$roles = array();
		foreach ( self::ROLES as $capability => $role ) {
			if ( $user->has_cap( $capability ) ) {
				$roles[] = $role;
			}
		}
		/**
		 * Filters the roles that a user has in the chat.
		 *
		 * @param string[] $roles Of admin, moderator and auditor.
		 * @param \WP_User $user  The user.
		 */
		return array_values( (array) apply_filters( 'mongoose_chat_roles', $roles, $user ) );
	}
}
