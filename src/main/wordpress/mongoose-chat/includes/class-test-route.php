<?php
/**
 * Where the settings page has its connection tested.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * POST mongoose-chat/v1/test, for who may change the settings. Tests what stands in the form, stored or not.
 */
final class Test_Route {

	/**
	 * Hooks in.
	 */
	public function hook(): void {
		add_action( 'rest_api_init', array( $this, 'register' ) );
	}

	/**
	 * Makes the route known.
	 */
	public function register(): void {
		register_rest_route(
			'mongoose-chat/v1',
			'/test',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'test' ),
				'permission_callback' => array( $this, 'check' ),
			)
		);
	}

	/**
	 * Whether who asks may change the settings.
	 */
	public function check(): bool {
		return current_user_can( 'manage_options' );
	}

	/**
	 * Runs the test.
	 *
	 * @param \WP_REST_Request $request With the values of the form.
	 */
	public function test( \WP_REST_Request $request ): \WP_REST_Response {
		$typed                  = (array) $request->get_json_params();
		list( $values, $wrong ) = Settings::current()->cleaned( $typed, array_keys( wp_roles()->roles ) );

		$settings = new Settings( $values, home_url() );
		$what     = __( 'Server', 'mongoose-chat' );
		if ( in_array( 'server', $wrong, true ) ) {
			$found = array( Finding::bad( $what, __( 'This is no address such as https://chat.example.org/mongoose/.', 'mongoose-chat' ) ) );
		} elseif ( ! $settings->has_server() ) {
			$found = array( Finding::bad( $what, __( 'Enter its address first.', 'mongoose-chat' ) ) );
		} else {
			$found = ( new Connection_Test( $settings, wp_get_current_user() ) )->run();
		}
		return new \WP_REST_Response(
			array(
				'findings' => $found,
				'socket'   => $settings->has_server() ? preg_replace( '/^http/', 'ws', $settings->server() ) . 'xmpp-websocket' : '',
			)
		);
	}
}
