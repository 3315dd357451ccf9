<?php
/**
 * What the chat server has to be told.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * The part of the settings page about the secret: shows it once, makes a new one, takes another one.
 */
final class Server_Panel {

	private const ACTION = 'mongoose_chat_secret';

	/**
	 * The secret, if it is to be shown now.
	 *
	 * @var string|null
	 */
	private $revealed = null;

	/**
	 * A sentence about what was asked.
	 *
	 * @var array Of type and text; empty if nothing was asked.
	 */
	private $notice = array();

	/**
	 * Does what was asked, if something was: 'show', 'renew' or 'enter'.
	 */
	public function act(): void {
		if ( ! isset( $_POST[ self::ACTION ] ) ) {
			return;
		}
		check_admin_referer( self::ACTION );
		if ( ! current_user_can( 'manage_options' ) || Secret::is_constant() ) {
			return;
		}
		switch ( sanitize_key( wp_unslash( $_POST[ self::ACTION ] ) ) ) {
			case 'renew':
				Secret::renew();
				$this->revealed = Secret::reveal();
				$this->notice   = array( 'success', __( 'There is a new secret. Users of the site are guests in the chat until the server has it too.', 'mongoose-chat' ) );
				break;
			case 'show':
				$this->revealed = Secret::reveal();
				break;
			case 'enter':
				// phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- a key may be any text; it is only checked and stored.
				$this->enter( isset( $_POST['key'] ) && is_string( $_POST['key'] ) ? trim( wp_unslash( $_POST['key'] ) ) : '' );
		}
	}

	/**
	 * Takes another secret.
	 *
	 * @param string $key What was entered.
	 */
	private function enter( string $key ): void {
		if ( strlen( $key ) < Secret::SHORTEST || strlen( $key ) > 512 || ! preg_match( '/^[\x21-\x7e]+$/', $key ) ) {
			/* translators: %d: a number of characters */
			$this->notice = array( 'error', sprintf( __( 'The secret was not changed: it needs at least %d characters, without spaces and accents.', 'mongoose-chat' ), Secret::SHORTEST ) );
			return;
		}
		Secret::enter( $key );
		$this->notice = array( 'success', __( 'The secret is stored.', 'mongoose-chat' ) );
	}

	/**
	 * Writes the part.
	 *
	 * @param Settings $settings The site's.
	 */
	public function show( Settings $settings ): void {
		if ( ! $settings->has_server() ) {
			return;
		}
		Secret::value();
		?>
<h2><?php esc_html_e( 'What the chat server has to know', 'mongoose-chat' ); ?></h2>
		<?php
		if ( $this->notice ) {
			printf( '<div class="notice notice-%s inline"><p>%s</p></div>', esc_attr( $this->notice[0] ), esc_html( $this->notice[1] ) );
		}
		?>
<p><?php esc_html_e( 'Give it these settings, for instance as environment variables, and start it again:', 'mongoose-chat' ); ?></p>
<pre class="mongoose-chat-environment" id="mongoose-chat-environment"><?php echo esc_html( $this->environment( $settings ) ); ?></pre>
		<?php if ( 'token' === $settings->value( 'login' ) ) : ?>
<form method="post" class="mongoose-chat-secret">
			<?php wp_nonce_field( self::ACTION ); ?>
	<p>
		<button type="button" class="button" id="mongoose-chat-copy" hidden><?php esc_html_e( 'Copy', 'mongoose-chat' ); ?></button>
			<?php if ( ! Secret::is_constant() ) : ?>
				<?php if ( Secret::is_readable() ) : ?>
		<button class="button button-primary" name="<?php echo esc_attr( self::ACTION ); ?>" value="show"><?php esc_html_e( 'Show the secret, once', 'mongoose-chat' ); ?></button>
				<?php endif; ?>
		<button class="button" name="<?php echo esc_attr( self::ACTION ); ?>" value="renew"><?php esc_html_e( 'Make a new secret', 'mongoose-chat' ); ?></button>
			<?php endif; ?>
	</p>
</form>
			<?php if ( ! Secret::is_constant() ) : ?>
<details class="mongoose-chat-own-secret">
	<summary><?php esc_html_e( 'Enter a secret that the server has already', 'mongoose-chat' ); ?></summary>
	<form method="post">
				<?php wp_nonce_field( self::ACTION ); ?>
		<p>
			<label class="screen-reader-text" for="mongoose-chat-key"><?php esc_html_e( 'Secret', 'mongoose-chat' ); ?></label>
			<input type="password" class="regular-text code" id="mongoose-chat-key" name="key" autocomplete="off" spellcheck="false" required minlength="<?php echo (int) Secret::SHORTEST; ?>">
			<button class="button" name="<?php echo esc_attr( self::ACTION ); ?>" value="enter"><?php esc_html_e( 'Store', 'mongoose-chat' ); ?></button>
		</p>
	</form>
</details>
				<?php
			endif;
		endif;
	}

	/**
	 * The server's settings as environment variables.
	 *
	 * @param Settings $settings The site's.
	 */
	private function environment( Settings $settings ): string {
		$posts = substr( Room_Name::of_post( $settings->prefix(), 0 ), 0, -1 ) . '*';
		$lines = array(
			'MONGOOSE_WEB_ORIGINS'    => $settings->origin(),
			'MONGOOSE_MUC_SITE_ROOMS' => explode( '@', $settings->value( 'room' ) )[0] . ',' . $posts,
		);
		if ( 'token' === $settings->value( 'login' ) ) {
			/* translators: %s: a fingerprint of 8 characters */
			$hidden = sprintf( __( '(secret, fingerprint %s)', 'mongoose-chat' ), Secret::fingerprint() );
			$lines += array(
				'MONGOOSE_AUTH_JWT_SECRET'   => $this->revealed ?? $hidden,
				'MONGOOSE_AUTH_JWT_ISSUER'   => $settings->issuer(),
				'MONGOOSE_AUTH_JWT_AUDIENCE' => $settings->domain(),
				'MONGOOSE_AUTH_JWT_ROLES'    => 'moderator',
			);
		} else {
			// A socket is of no use to the chat server.
			$lines += array( 'MONGOOSE_WORDPRESS_DB_URL' => 'jdbc:mariadb://' . preg_replace( '~:/.*$~', '', DB_HOST ) . '/' . DB_NAME );
			$lines += array( 'MONGOOSE_WORDPRESS_TABLE_PREFIX' => $GLOBALS['wpdb']->base_prefix );
			if ( is_multisite() ) {
				$lines += array( 'MONGOOSE_WORDPRESS_SITE' => (string) get_current_blog_id() );
			}
		}
		$text = '';
		foreach ( $lines as $name => $value ) {
			$text .= $name . '=' . $value . "\n";
		}
		return rtrim( $text );
	}
}
