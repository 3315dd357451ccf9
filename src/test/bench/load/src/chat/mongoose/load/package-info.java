/**
 * Simulates many chat users against a server and reports what they get and what it costs. Nothing
 * of the server may be used here, nor any library: the same load has to be put on other servers, by
 * whoever has a JDK.
 */
package chat.mongoose.load;
