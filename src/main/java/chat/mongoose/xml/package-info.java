/**
 * XML as immutable trees: {@link chat.mongoose.xml.Xml} parses and renders, {@link
 * chat.mongoose.xml.Element} is what lies between. Nothing here knows XMPP, Jakarta EE or the
 * network.
 *
 * <p>Decision: a tree for each stanza, made by a StAX parser with every limit set, instead of
 * events handed through the server. A stanza is small and bounded, and a value can be read by many
 * threads, compared in a test and kept in the archive.
 */
package chat.mongoose.xml;
