<?php
/**
 * Plugin Name:       Mongoose Chat
 * Description:       Chat rooms in your pages, and the docked "Café" on every page, by your own Mongoose EE chat server. Who is logged in at the site is logged in to the chat.
 * Version:           1.0.0
 * Requires at least: 5.8
 * Requires PHP:      7.4
 * Author:            Mongoose EE
 * License:           Apache-2.0
 * License URI:       https://www.apache.org/licenses/LICENSE-2.0
 * Text Domain:       mongoose-chat
 * Domain Path:       /languages
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

defined( 'ABSPATH' ) || exit;

const VERSION = '1.0.0';

spl_autoload_register(
	static function ( string $name ): void {
		if ( 0 !== strpos( $name, __NAMESPACE__ . '\\' ) ) {
			return;
		}
		$file = strtolower( str_replace( '_', '-', substr( $name, strlen( __NAMESPACE__ ) + 1 ) ) );
		require __DIR__ . '/includes/class-' . $file . '.php';
	}
);

register_activation_hook( __FILE__, array( Secret::class, 'value' ) );
( new Plugin( __FILE__ ) )->hook();
