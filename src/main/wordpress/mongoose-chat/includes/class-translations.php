<?php
/**
 * The site's language.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Loads the sentences of the site's language. Austria, Switzerland and the formal address share Germany's.
 */
final class Translations {

	/**
	 * The plugin's main file.
	 *
	 * @var string
	 */
	private $file;

	/**
	 * The translations beside the plugin.
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
		add_action( 'init', array( $this, 'load' ) );
		add_filter( 'load_textdomain_mofile', array( $this, 'nearest' ) );
		add_filter( 'load_script_translation_file', array( $this, 'nearest' ) );
	}

	/**
	 * Loads the sentences of the PHP part; scripts load their own.
	 */
	public function load(): void {
		load_plugin_textdomain( 'mongoose-chat', false, dirname( plugin_basename( $this->file ) ) . '/languages' );
	}

	/**
	 * Takes Germany's file where a variant of German has none of its own.
	 *
	 * @param string|false $path Where WordPress looks.
	 * @return string|false Where it is.
	 */
	public function nearest( $path ) {
		if ( ! is_string( $path ) || is_readable( $path ) ) {
			return $path;
		}
		$german = preg_match( '~/mongoose-chat-de_[A-Za-z_]+((?:-mongoose-chat-[a-z]+)?\.(?:mo|json))$~', $path, $found );
		return $german ? plugin_dir_path( $this->file ) . 'languages/mongoose-chat-de_DE' . $found[1] : $path;
	}
}
