/** Tells the server's name and version (XEP-0092). Nothing else is here. */
@Xep(number = 92, version = "1.1")
package chat.mongoose.version;

import chat.mongoose.Xep;
