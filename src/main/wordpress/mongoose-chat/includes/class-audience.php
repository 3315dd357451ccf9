<?php
/**
 * Who sees the chat.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Decides who sees the chat and who gets a token for it.
 */
final class Audience {

	/**
	 * Whether this person sees it.
	 *
	 * @param \WP_User $user     The person; a visitor has the ID 0.
	 * @param Settings $settings The site's.
	 */
	public static function includes( \WP_User $user, Settings $settings ): bool {
		switch ( $settings->value( 'audience' ) ) {
			case 'everyone':
				return true;
			case 'users':
				return $user->exists() && self::is_member( $user );
			default:
				return $user->exists() && (bool) array_intersect( $settings->value( 'roles' ), $user->roles );
		}
	}

	/**
	 * Whether this person is a user of this site, and not only of another one of the network.
	 *
	 * @param \WP_User $user The person.
	 */
	public static function is_member( \WP_User $user ): bool {
		if ( ! $user->exists() ) {
			return false;
		}
		if ( is_multisite() && ( is_user_spammy( $user ) || ! empty( $user->deleted ) ) ) {
			return false;
		}
		return is_super_admin( $user->ID ) || is_user_member_of_blog( $user->ID );
	}
}
