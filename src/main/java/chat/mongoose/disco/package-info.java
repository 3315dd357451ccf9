/**
 * Tells what the server can do: service discovery (XEP-0030) and its hash in the stream features
 * (XEP-0115). Rooms describe themselves; what a feature means is not known here.
 */
@Xep(number = 30, version = "2.5.0")
@Xep(number = 115, version = "1.6.0")
package chat.mongoose.disco;

import chat.mongoose.Xep;
