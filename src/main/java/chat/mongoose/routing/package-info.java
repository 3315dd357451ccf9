/**
 * Takes a stanza from its sender to whoever serves its address, and answers back (RFC 6120 §10). It
 * knows no payload: what a stanza means is the business of the component or handler that gets it.
 *
 * <p>Decision: the routers are application-scoped and not stateless session beans, since each holds
 * a table that is found at start, and a stanza passes two of them.
 */
package chat.mongoose.routing;
