<?php
/**
 * Scripts and styles.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Registers the plugin's files. Nothing is inline but the colours, and nothing is loaded where no chat is.
 */
final class Assets {

	/**
	 * The plugin's main file.
	 *
	 * @var string
	 */
	private $file;

	/**
	 * Takes the files from beside the plugin's.
	 *
	 * @param string $file The plugin's main file.
	 */
	public function __construct( string $file ) {
		$this->file = $file;
	}

	/**
	 * Hooks in.
	 */
	public function hook(): void {
		add_action( 'init', array( $this, 'register' ) );
	}

	/**
	 * Makes the files known under their names.
	 */
	public function register(): void {
		wp_register_style( 'mongoose-chat', $this->url( 'chat.css' ), array(), VERSION );
		wp_register_script( 'mongoose-chat', $this->url( 'chat.js' ), array(), VERSION, true );
		wp_register_style( 'mongoose-chat-admin', $this->url( 'admin.css' ), array(), VERSION );
		wp_register_style( 'mongoose-chat-block', $this->url( 'block.css' ), array(), VERSION );
		wp_register_script(
			'mongoose-chat-admin',
			$this->url( 'admin.js' ),
			array( 'jquery', 'wp-color-picker', 'wp-api-fetch', 'wp-i18n' ),
			VERSION,
			true
		);
		wp_register_script(
			'mongoose-chat-block',
			$this->url( 'block.js' ),
			array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-i18n' ),
			VERSION,
			true
		);
		foreach ( array( 'mongoose-chat-admin', 'mongoose-chat-block' ) as $script ) {
			wp_set_script_translations( $script, 'mongoose-chat', plugin_dir_path( $this->file ) . 'languages' );
		}
	}

	/**
	 * Puts what a chat needs into this page. Later calls do nothing more.
	 *
	 * @param Settings $settings The site's.
	 */
	public function enqueue( Settings $settings ): void {
		if ( wp_script_is( 'mongoose-chat' ) ) {
			return;
		}
		wp_enqueue_script( 'mongoose-chat' );
		wp_enqueue_style( 'mongoose-chat' );
		wp_add_inline_style( 'mongoose-chat', self::colours( $settings ) );
	}

	/**
	 * Puts the script alone into this page, for what it does where no chat is.
	 */
	public function enqueue_script(): void {
		wp_enqueue_script( 'mongoose-chat' );
	}

	/**
	 * The chosen colours, for the widget and for the box it is docked in.
	 *
	 * @param Settings $settings The site's.
	 * @return string A rule of CSS; empty if none is chosen.
	 */
	public static function colours( Settings $settings ): string {
		$rule = '';
		foreach ( array( 'accent', 'accent_dark' ) as $name ) {
			$colour = $settings->value( $name );
			if ( '' !== $colour ) {
				$theme = 'accent' === $name ? '' : '-dark';
				$rule .= sprintf( '--mongoose-accent%1$s:%2$s;--mongoose-on-accent%1$s:%3$s;', $theme, $colour, Colour::readable_on( $colour ) );
			}
		}
		return '' === $rule ? '' : "mongoose-chat,.mongoose-cafe{{$rule}}";
	}

	/**
	 * The address of a file.
	 *
	 * @param string $name In the folder of assets.
	 */
	private function url( string $name ): string {
		return plugins_url( 'assets/' . $name, $this->file );
	}
}
