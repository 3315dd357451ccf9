/**
 * Takes a stanza from its sender to whoever serves its address, and answers back (RFC 6120 §10). It
 * knows no payload: what a stanza means is the business of the component or handler that gets it.
 */
package chat.mongoose.routing;
