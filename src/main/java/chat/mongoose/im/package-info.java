/**
 * What goes to users of the main domain, and to the domain itself (RFC 6121 §8.5). Rooms are not
 * here.
 *
 * <p>So far: requests to the server and to one's own account, messages to who is there, and nothing
 * that has to be stored. A contact list comes with its own classes.
 */
package chat.mongoose.im;
