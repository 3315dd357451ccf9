/**
 * Looks at all settings before anything starts: a value that cannot be converted stops the start,
 * and a key that nobody reads is named.
 *
 * <p>What a value means, and in which bounds it has to be, belongs to the class that uses it; no
 * setting is handed out here.
 *
 * <p>Decision: a check of our own, beside the server's. MicroProfile Config on Payara takes the
 * default, without a word, for a value that it cannot convert, and everywhere whatever is not known
 * to be true is false; an administrator would believe in a bound that is not there.
 */
package chat.mongoose.settings;
