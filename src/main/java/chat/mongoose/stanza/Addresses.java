package chat.mongoose.stanza;

import chat.mongoose.xml.Element;
import java.util.Optional;

/** Reads and writes the address attributes that all kinds of stanza share. */
final class Addresses {

  private Addresses() {}

  static Optional<Jid> read(Element element, String attribute) {
    return element.attribute(attribute).map(Jid::of);
  }

  static Element normalised(Element element, Optional<Jid> from, Optional<Jid> to) {
    var fromChanged = differs(element, "from", from) ? with(element, "from", from) : element;
    return differs(fromChanged, "to", to) ? with(fromChanged, "to", to) : fromChanged;
  }

  private static boolean differs(Element element, String attribute, Optional<Jid> address) {
    return !element.attribute(attribute).equals(address.map(Jid::toString));
  }

  private static Element with(Element element, String attribute, Optional<Jid> address) {
    return address
        .map(jid -> element.with(attribute, jid.toString()))
        .orElseGet(() -> element.without(attribute));
  }
}
