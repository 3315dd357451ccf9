<?php
/**
 * Where the page gets its token.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * POST mongoose-chat/v1/token. WordPress' own cookie authentication has checked the nonce before it asks here: without
 * a nonce nobody is logged in, with a wrong one the request is refused. The nonce comes from admin-ajax, so that no page
 * holds one.
 */
final class Token_Route {

	/** The route below the root of the REST API. */
	public const PATH = 'mongoose-chat/v1/token';

	/** The action of admin-ajax that answers the nonce. */
	public const NONCE = 'mongoose-chat-nonce';

	/**
	 * Hooks in.
	 */
	public function hook(): void {
		add_action( 'rest_api_init', array( $this, 'register' ) );
		add_filter( 'rest_post_dispatch', array( $this, 'forbid_storing' ), 10, 3 );
		add_action( 'wp_ajax_' . self::NONCE, array( $this, 'nonce' ) );
		add_action( 'wp_ajax_nopriv_' . self::NONCE, array( $this, 'no_nonce' ) );
	}

	/**
	 * Makes the route known.
	 */
	public function register(): void {
		register_rest_route(
			'mongoose-chat/v1',
			'/token',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'token' ),
				'permission_callback' => array( $this, 'check' ),
			)
		);
	}

	/**
	 * Whether there is a token for who asks.
	 *
	 * @return true|\WP_Error
	 */
	public function check() {
		$user     = wp_get_current_user();
		$settings = Settings::current();
		if ( ! $user->exists() ) {
			return new \WP_Error( 'mongoose_chat_visitor', __( 'Nobody is logged in.', 'mongoose-chat' ), array( 'status' => 401 ) );
		}
		if ( ! Audience::is_member( $user ) || ! Audience::includes( $user, $settings ) ) {
			return new \WP_Error( 'mongoose_chat_forbidden', __( 'The chat is not for this user.', 'mongoose-chat' ), array( 'status' => 403 ) );
		}
		if ( ! $settings->has_server() || 'token' !== $settings->value( 'login' ) ) {
			return new \WP_Error( 'mongoose_chat_off', __( 'This site signs no tokens.', 'mongoose-chat' ), array( 'status' => 404 ) );
		}
		return true;
	}

	/**
	 * Answers a token.
	 */
	public function token(): \WP_REST_Response {
		$user = wp_get_current_user();
		return new \WP_REST_Response(
			array(
				'token'     => Login_Token::of( $user, Settings::current() ),
				'username'  => $user->user_login,
				'name'      => $user->display_name,
				'expiresIn' => Login_Token::LIFETIME,
			)
		);
	}

	/**
	 * Keeps all answers of this route, refusals too, out of every cache. WordPress sends its own, weaker word on caches
	 * before or after the answer's, as its version has it.
	 *
	 * @param \WP_HTTP_Response $response The answer.
	 * @param \WP_REST_Server   $server   Not looked at.
	 * @param \WP_REST_Request  $request  What was asked.
	 */
	public function forbid_storing( $response, $server, $request ) {
		if ( '/' . self::PATH === $request->get_route() ) {
			$response->header( 'Cache-Control', 'no-store' );
			add_filter( 'nocache_headers', array( $this, 'no_store' ) );
		}
		return $response;
	}

	/**
	 * Makes WordPress' word on caches the strongest there is.
	 *
	 * @param array $headers What it would send.
	 */
	public function no_store( $headers ) {
		return array_merge( (array) $headers, array( 'Cache-Control' => 'no-store' ) );
	}

	/**
	 * Answers a fresh nonce of the REST API and the name to be called by to who is logged in and sees the chat.
	 */
	public function nonce(): void {
		$user = wp_get_current_user();
		if ( ! Audience::is_member( $user ) || ! Audience::includes( $user, Settings::current() ) ) {
			$this->no_nonce();
		}
		add_filter( 'nocache_headers', array( $this, 'no_store' ) );
		wp_send_json(
			array(
				'nonce' => wp_create_nonce( 'wp_rest' ),
				'name'  => $user->display_name,
			)
		);
	}

	/**
	 * Tells a visitor's page that nobody is logged in. That is no error, so it does not look like one. Ends the request.
	 */
	public function no_nonce(): void {
		add_filter( 'nocache_headers', array( $this, 'no_store' ) );
		status_header( 204 );
		wp_die( '', '', array( 'response' => null ) );
	}
}
