<?php
/**
 * The plugin as a whole.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Knows the parts and hooks them in; does nothing else.
 */
final class Plugin {

	/**
	 * The plugin's main file.
	 *
	 * @var string
	 */
	private $file;

	/**
	 * Makes the plugin; nothing happens before hook().
	 *
	 * @param string $file The plugin's main file.
	 */
	public function __construct( string $file ) {
		$this->file = $file;
	}

	/**
	 * Hooks all parts in.
	 */
	public function hook(): void {
		( new Translations( $this->file ) )->hook();
		$assets = new Assets( $this->file );
		$assets->hook();
		$elements = new Chat_Element( $assets );
		( new Shortcode( $elements ) )->hook();
		( new Block( $this->file, $elements ) )->hook();
		( new Dock( $elements ) )->hook();
		( new Token_Route() )->hook();
		( new Logout( $assets ) )->hook();
		( new Visit_Watch( new Back_Channel() ) )->hook();
		( new Test_Route() )->hook();
		( new Settings_Page( $this->file ) )->hook();
	}
}
