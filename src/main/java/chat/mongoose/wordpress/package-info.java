/**
 * The login of a WordPress site as the chat's login: its "logged in" cookie, its passwords and its
 * application passwords, checked against the site's own database (WordPress 2.8 to 7.1). Nothing
 * here writes to that database, talks to WordPress itself, or knows by which door somebody comes.
 *
 * <p>Decision: the database is read and WordPress is not asked. To run its PHP for each login would
 * tie the chat server to the site's machine and to its speed; the price is that the rules of six
 * releases stand here, and that tests compare them with what those releases did.
 *
 * <p>{@link chat.mongoose.wordpress.WordPressLoginModule} is named in the JAAS configuration and
 * imported by nobody. What is secret at the site (passwords, hashes, cookies, session tokens, keys)
 * is in no log and no exception.
 */
package chat.mongoose.wordpress;
