/**
 * The WordPress plugin: its rules in plain PHP, and the plugin in a real WordPress with a real
 * browser.
 *
 * <p>What the server makes of a site's passwords and cookies belongs to the server's own tests.
 */
package chat.mongoose.plugin;
