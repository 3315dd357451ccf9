/** Tells the server's time (XEP-0202). Nothing else is here. */
@Xep(number = 202, version = "2.0")
package chat.mongoose.time;

import chat.mongoose.Xep;
