<?php
/**
 * Takes away what the plugin has stored, on every site of a network.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * Takes away the options of the current site.
 */
function forget_site(): void {
	delete_option( 'mongoose_chat' );
	delete_option( 'mongoose_chat_secret' );
}

if ( ! is_multisite() ) {
	forget_site();
	return;
}
foreach ( get_sites(
	array(
		'fields' => 'ids',
		'number' => 0,
	)
) as $mongoose_chat_site ) {
	switch_to_blog( $mongoose_chat_site );
	forget_site();
	restore_current_blog();
}
