/**
 * One client's stream, whatever carries it: opening, features, restart, binding, errors and the
 * bounded way out (RFC 6120 §4 to §7). No stanza is routed here, and no transport is known but by
 * the seam {@link chat.mongoose.session.Transport}.
 *
 * <p>Decision: a session reads its input on the thread that brought it, one element after the
 * other; what has to wait (a password hash) pauses the session instead of holding the thread. So a
 * client that sends fast is slowed by TCP and not by a queue here: as soon as something waits, its
 * door reads no more, see {@link chat.mongoose.session.Session#isInputHeld}. A feature that has to
 * ask somebody before it can be offered pauses it likewise.
 */
@Xep(number = 198, version = "1.6.3")
@Xep(number = 352, version = "1.0.0")
package chat.mongoose.session;

import chat.mongoose.Xep;
