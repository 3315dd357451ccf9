<?php
/**
 * The page "Mongoose Chat" among the site's settings.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Registers the settings with WordPress' Settings API, which checks nonce and capability when they are saved, and
 * writes their page.
 */
final class Settings_Page {

	public const SLUG = 'mongoose-chat';

	private const CAPABILITY = 'manage_options';

	/**
	 * The plugin's main file.
	 *
	 * @var string
	 */
	private $file;

	/**
	 * The fields.
	 *
	 * @var Settings_Fields
	 */
	private $fields;

	/**
	 * The part about the secret.
	 *
	 * @var Server_Panel
	 */
	private $panel;

	/**
	 * A page that is not shown yet.
	 *
	 * @param string $file The plugin's main file.
	 */
	public function __construct( string $file ) {
		$this->file   = $file;
		$this->fields = new Settings_Fields();
		$this->panel  = new Server_Panel();
	}

	/**
	 * Hooks in.
	 */
	public function hook(): void {
		add_action( 'admin_menu', array( $this, 'add' ) );
		add_action( 'admin_init', array( $this, 'register' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( $this->file ), array( $this, 'link' ) );
	}

	/**
	 * The page's address.
	 */
	public static function url(): string {
		return admin_url( 'options-general.php?page=' . self::SLUG );
	}

	/**
	 * Adds the page to the menu.
	 */
	public function add(): void {
		$page = add_options_page( __( 'Mongoose Chat', 'mongoose-chat' ), __( 'Mongoose Chat', 'mongoose-chat' ), self::CAPABILITY, self::SLUG, array( $this, 'show' ) );
		if ( $page ) {
			add_action( 'load-' . $page, array( $this, 'prepare' ) );
		}
	}

	/**
	 * Loads what the page needs, and takes what was asked about the secret.
	 */
	public function prepare(): void {
		// It may show the secret.
		header( 'Cache-Control: no-store' );
		wp_enqueue_style( 'wp-color-picker' );
		wp_enqueue_style( 'mongoose-chat-admin' );
		wp_enqueue_script( 'mongoose-chat-admin' );
		$this->panel->act();
	}

	/**
	 * Registers the settings.
	 */
	public function register(): void {
		register_setting(
			self::SLUG,
			Settings::OPTION,
			array(
				'type'              => 'object',
				'sanitize_callback' => array( $this, 'sanitize' ),
				'show_in_rest'      => false,
			)
		);
		$this->fields->register( self::SLUG );
	}

	/**
	 * Takes what the form sent; what is wrong stays as it was, with a sentence about it.
	 *
	 * @param mixed $typed What came.
	 * @return array What to store.
	 */
	public function sanitize( $typed ): array {
		$typed = is_array( $typed ) ? $typed : array();
		// Boxes that are not ticked are not sent.
		if ( isset( $typed['audience'] ) ) {
			$typed += array( 'roles' => array() );
		}
		list( $values, $wrong ) = Settings::current()->cleaned( $typed, array_keys( wp_roles()->roles ) );
		foreach ( $wrong as $name ) {
			add_settings_error( Settings::OPTION, $name, $this->fields->complaint( $name ) );
		}
		return $values;
	}

	/**
	 * Adds a link to the page in the list of plugins.
	 *
	 * @param string[] $links The links so far.
	 */
	public function link( array $links ): array {
		array_unshift( $links, '<a href="' . esc_url( self::url() ) . '">' . esc_html__( 'Settings', 'mongoose-chat' ) . '</a>' );
		return $links;
	}

	/**
	 * Writes the page.
	 */
	public function show(): void {
		if ( ! current_user_can( self::CAPABILITY ) ) {
			return;
		}
		?>
<div class="wrap mongoose-chat-settings">
	<h1><?php esc_html_e( 'Mongoose Chat', 'mongoose-chat' ); ?></h1>
	<form action="options.php" method="post">
		<?php
		settings_fields( self::SLUG );
		do_settings_sections( self::SLUG );
		submit_button();
		?>
	</form>
		<?php $this->panel->show( Settings::current() ); ?>
</div>
		<?php
	}
}
