/**
 * The door of RFC 7395: XMPP over WebSocket. A text frame is one element. No rule of XMPP beyond
 * the framing is here.
 *
 * <p>Decision: a JSR 356 endpoint, since both servers have one, and a way of its own out of each
 * server where the standard call is too dear: Tyrus spends more time on its idle timer than on the
 * frame, and what lies between it and the socket as much as the kernel, so on Payara frames are
 * encoded once here, gathered, and written to the socket itself while it takes them. Tyrus' own
 * writer gets the rest, as it gets all where TLS or a changed server leaves no other way.
 * Undertow's standard calls are good, and gather if they are asked to. One of them after the other
 * is the fallback for any other server.
 *
 * <p>Decision: on Payara a connection that breaks while one thread writes and another reads or
 * closes makes both take the same locks of Grizzly, Catalina and Tyrus in different orders. So
 * nobody waits here for who writes, and to close, and to tell that a connection is lost, is left to
 * a thread that holds no lock. Octets that still arrive on a connection given up like this are
 * looked at by Grizzly as HTTP, which logs {@code Unknown protocol} and closes it: noise.
 */
package chat.mongoose.websocket;
