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
 * <p>Decision: who floods is slowed by TCP, so the server's own reading has to stop, and neither
 * server has a standard call for that. On Payara the input before Tyrus says that there is nothing,
 * and Grizzly, which is not asked then, reads no more; on WildFly the channel's receives are
 * suspended. Both are told by {@link chat.mongoose.session.Transport#inputChanged} and look for
 * themselves what the session wants, so that what is told late or twice does no harm. What ends a
 * connection lies behind what its client has sent: it is found when reading goes on, which closing
 * or dropping the connection makes it do at once, and by what is written meanwhile.
 *
 * <p>Decision: on Payara a connection that breaks while one thread writes and another reads or
 * closes makes both take the same locks of Grizzly, Catalina and Tyrus in different orders. So
 * nobody waits here for who writes, and to close, and to tell that a connection is lost, is left to
 * a thread that holds no lock. Octets that still arrive on a connection given up like this are
 * looked at by Grizzly as HTTP, which logs {@code Unknown protocol} and closes it: noise.
 */
package chat.mongoose.websocket;
