package chat.mongoose.muc;

import chat.mongoose.xml.Element;

/** What the service says of occupants in presence and messages (XEP-0045 §19.2). */
final class MucUser {

  static final String NS = "http://jabber.org/protocol/muc#user";

  private MucUser() {}

  /** The empty element that marks a private message (§7.5). */
  static Element x() {
    return Element.of(NS, "x");
  }

  static Element item(Affiliation affiliation, Role role) {
    return Element.of(NS, "item").with("affiliation", affiliation.text()).with("role", role.text());
  }

  static Element reason(String text) {
    return Element.of(NS, "reason").plus(text);
  }

  static Element actor(String nick) {
    return Element.of(NS, "actor").with("nick", nick);
  }

  static Element status(int code) {
    return Element.of(NS, "status").with("code", Integer.toString(code));
  }

  /** An item with its status codes, in the order given. */
  static Element x(Element item, int... codes) {
    return withStatus(x().plus(item), codes);
  }

  static Element withStatus(Element x, int... codes) {
    var result = x;
    for (int code : codes) {
      result = result.plus(status(code));
    }
    return result;
  }
}
