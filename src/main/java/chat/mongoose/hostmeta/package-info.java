/**
 * Tells clients that know the domain alone where the doors are (XEP-0156). Nothing else of a host's
 * metadata is here, and no door.
 *
 * <p>Decision: the addresses are made of the request's own host, so that nothing has to be set; the
 * proxy in front leads {@code /.well-known/host-meta} of the domain here.
 */
@Xep(number = 156, version = "1.4.0")
package chat.mongoose.hostmeta;

import chat.mongoose.Xep;
