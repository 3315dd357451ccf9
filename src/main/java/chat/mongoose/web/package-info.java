/**
 * What each HTTP request passes before any door of ours sees it: whether it is meant for this
 * server, whether a page of another site has made a browser send it, and its body, read without a
 * thread; and what is answered where nobody else answers.
 *
 * <p>No rule of a door belongs here, and nothing of who somebody is but what {@code auth} says of
 * origins. BOSH reads its own bodies, since it answers them in its own way.
 *
 * <p>Decision: filters that {@code web.xml} puts in order, instead of a check in each door, so that
 * no door can be forgotten and the container's own one for WebSocket comes behind them too.
 */
package chat.mongoose.web;
