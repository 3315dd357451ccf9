/**
 * The door of XEP-0124 and XEP-0206: XMPP over HTTP requests that are held until there is something
 * to answer. No rule of XMPP is here, and of HTTP only what BOSH makes of it.
 *
 * <p>Decision: no thread waits with a request. Bodies are read and answers written when the
 * container says that they can be, and one look at the clock each second answers what has waited
 * long enough and ends sessions that nobody polls. A time-out of the container for each request
 * would wind up a timer for each poll, and no test could move it.
 *
 * <p>What is left out: several streams in one session (XEP-0124 §16, which is optional) and
 * compressed requests, which could be made to unpack without bound.
 */
@Xep(number = 124, version = "1.11.2")
@Xep(number = 206, version = "1.4")
package chat.mongoose.bosh;

import chat.mongoose.Xep;
