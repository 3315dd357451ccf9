package chat.mongoose.bosh;

import chat.mongoose.xml.Xml;

/** Requests as the client writes them. */
final class Bodies {

  private Bodies() {}

  /** A body with these attributes, as XML. */
  static BoshBody body(String attributes) {
    return body(attributes, "");
  }

  static BoshBody body(String attributes, String content) {
    var document =
        "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' "
            + attributes
            + ">"
            + content
            + "</body>";
    return BoshBody.of(Xml.parse(document), document.length());
  }

  static BoshBody creation(String attributes) {
    return body("rid='100' to='localhost' ver='1.11' " + attributes);
  }

  static SessionTerms terms(String attributes) {
    return SessionTerms.settle(creation(attributes), new BoshSettings());
  }
}
