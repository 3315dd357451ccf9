/**
 * The door of RFC 7395: XMPP over WebSocket. A text frame is one element. No rule of XMPP beyond
 * the framing is here.
 *
 * <p>Decision: a JSR 356 endpoint, since both servers have one, and a way of its own out of each
 * server where the standard call is too dear: Tyrus spends more time on its idle timer than on the
 * frame, so on Payara frames are encoded once here, gathered, and given to Tyrus' own writer.
 * Undertow's standard calls are good, and gather if they are asked to. One of them after the other
 * is the fallback for any other server.
 */
package chat.mongoose.websocket;
