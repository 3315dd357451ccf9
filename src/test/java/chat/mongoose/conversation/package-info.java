/**
 * Plays the conversations of {@code src/test/conversations} against a running XMPP server and says
 * where it departed from the script. Nothing of the server may be imported here: what the server
 * parses or renders wrongly must not be read with the same mistake.
 */
package chat.mongoose.conversation;
