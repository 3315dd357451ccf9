/**
 * Asks the server's door for documents, and other parsers for what is sent on of them: one parser's
 * truth must be everybody's. A short run is a test; {@code src/test/bench/xml/xml} is the long one.
 */
package chat.mongoose.xml.fuzz;
