package chat.mongoose.bosh;

import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.nio.charset.StandardCharsets;

/**
 * What one request is answered with. The content is never changed once it is here.
 *
 * @param status of HTTP
 */
record BoshAnswer(int status, String contentType, byte[] content) {

  /** XEP-0124 §8: what says nothing, which most answers do. */
  private static final Element EMPTY = Element.of(BoshBody.NS, "body");

  private static final byte[] NOTHING = bytes(EMPTY);

  static BoshAnswer of(Element body, String contentType) {
    return new BoshAnswer(200, contentType, body.equals(EMPTY) ? NOTHING : bytes(body));
  }

  /** XEP-0124 §17.3: the client shall say it again, and all before it that is not answered. */
  static BoshAnswer recoverable(String contentType) {
    return of(Element.of(BoshBody.NS, "body").with("type", "error"), contentType);
  }

  /** The end of a session, or of what never became one (XEP-0124 §17.2). */
  static BoshAnswer terminal(Condition condition, String contentType) {
    return of(terminate().with("condition", condition.text()), contentType);
  }

  /** The same for a client that names no version: some conditions are HTTP errors (§17.1). */
  static BoshAnswer legacy(Condition condition, String contentType) {
    return condition.legacyStatus() == 200
        ? terminal(condition, contentType)
        : new BoshAnswer(condition.legacyStatus(), contentType, new byte[0]);
  }

  static BoshAnswer terminal(Condition condition, SessionTerms terms) {
    return terms.isLegacy()
        ? legacy(condition, terms.contentType())
        : terminal(condition, terms.contentType());
  }

  /** The same answer with another HTTP status, for what is wrong below BOSH. */
  BoshAnswer withStatus(int other) {
    return new BoshAnswer(other, contentType, content);
  }

  /** An element that ends the session (XEP-0124 §13). */
  static Element terminate() {
    return Element.of(BoshBody.NS, "body").with("type", "terminate");
  }

  private static byte[] bytes(Element body) {
    return Xml.render(body).getBytes(StandardCharsets.UTF_8);
  }
}
