/** Answers pings to the server and to one's own account (XEP-0199). Nothing else is here. */
@Xep(number = 199, version = "2.0.1")
package chat.mongoose.ping;

import chat.mongoose.Xep;
