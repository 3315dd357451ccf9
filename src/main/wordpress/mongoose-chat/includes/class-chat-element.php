<?php
/**
 * The element that becomes a chat.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Writes <mongoose-chat>. What it writes is the same for everybody who may see it, so a cached page gives nothing away.
 */
final class Chat_Element {

	/**
	 * For the page's scripts and styles.
	 *
	 * @var Assets
	 */
	private $assets;

	/**
	 * Rooms that this page has in its text.
	 *
	 * @var string[]
	 */
	private $rooms = array();

	/**
	 * Elements that need these files.
	 *
	 * @param Assets $assets The plugin's.
	 */
	public function __construct( Assets $assets ) {
		$this->assets = $assets;
	}

	/**
	 * Whether the text of this page has that room.
	 *
	 * @param string $room As room() answers it.
	 */
	public function has( string $room ): bool {
		return in_array( $room, $this->rooms, true );
	}

	/**
	 * The room that somebody means.
	 *
	 * @param string   $typed    A name or an address; "post" for the room of this post; empty for the default.
	 * @param Settings $settings The site's.
	 */
	public static function room( string $typed, Settings $settings ): string {
		if ( 'post' === strtolower( trim( $typed ) ) ) {
			$post = get_the_ID();
			return $post ? Room_Name::of_post( $settings->prefix(), (int) $post ) : $settings->value( 'room' );
		}
		$room = Room_Name::clean( $typed );
		return '' === $room ? $settings->value( 'room' ) : $room;
	}

	/**
	 * A chat in the text of a page.
	 *
	 * @param string $typed See room().
	 * @return string HTML; empty if this person does not see it or there is no server.
	 */
	public function in_text( string $typed ): string {
		$settings = Settings::current();
		if ( ! $settings->has_server() ) {
			return self::hint();
		}
		if ( is_feed() ) {
			return self::link( __( 'Chat on the site', 'mongoose-chat' ), (string) get_permalink() );
		}
		if ( ! Audience::includes( wp_get_current_user(), $settings ) ) {
			return is_user_logged_in() ? '' : self::link( __( 'Log in to chat', 'mongoose-chat' ), wp_login_url( (string) get_permalink() ) );
		}
		$room          = self::room( $typed, $settings );
		$this->rooms[] = $room;
		return $this->html( $room, $settings );
	}

	/**
	 * The element itself.
	 *
	 * @param string   $room     As room() answers it.
	 * @param Settings $settings The site's.
	 * @return string HTML.
	 */
	public function html( string $room, Settings $settings ): string {
		$this->assets->enqueue( $settings );
		$attributes = array(
			'room'        => $room,
			'domain'      => $settings->value( 'domain' ),
			'theme'       => 'auto' === $settings->value( 'theme' ) ? '' : $settings->value( 'theme' ),
			'data-server' => $settings->server(),
			// Without scheme and host they are the page's own, whatever name the site is visited by.
			'data-nonce'  => add_query_arg( 'action', Token_Route::NONCE, admin_url( 'admin-ajax.php', 'relative' ) ),
			'data-token'  => self::desk( $settings ),
		);
		if ( 'everyone' !== $settings->value( 'audience' ) ) {
			$attributes['data-members'] = '1';
		}
		$text = '';
		foreach ( array_filter( $attributes, 'strlen' ) as $name => $value ) {
			$text .= ' ' . $name . '="' . esc_attr( $value ) . '"';
		}
		return "<mongoose-chat$text>" . esc_html__( 'This chat needs JavaScript.', 'mongoose-chat' ) . '</mongoose-chat>';
	}

	/**
	 * Where the page gets its token: at the site, or at the server, if that reads the cookie of this host.
	 *
	 * @param Settings $settings The site's.
	 * @return string A path; empty if the server is on another host, and users are guests.
	 */
	private static function desk( Settings $settings ): string {
		if ( 'token' === $settings->value( 'login' ) ) {
			return wp_make_link_relative( rest_url( Token_Route::PATH ) );
		}
		$server = $settings->server();
		return Server_Address::origin( $server ) === $settings->origin() ? wp_make_link_relative( $server . 'api/token' ) : '';
	}

	/**
	 * What stands in place of a chat that cannot be here.
	 *
	 * @param string $text    What to do.
	 * @param string $address Where.
	 */
	private static function link( string $text, string $address ): string {
		return '<p class="mongoose-chat-link"><a href="' . esc_url( $address ) . '">' . esc_html( $text ) . '</a></p>';
	}

	/**
	 * Tells those who can do something about it that there is no server yet.
	 */
	private static function hint(): string {
		return current_user_can( 'manage_options' )
			? self::link( __( 'Here will be a chat as soon as the address of the chat server is set.', 'mongoose-chat' ), Settings_Page::url() )
			: '';
	}
}
