package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;

/** What only a room may say of a stanza; whoever sends such marks to a room has forged them. */
final class ServerMarks {

  /** XEP-0359. */
  static final String NS_STANZA_ID = "urn:xmpp:sid:0";

  private ServerMarks() {}

  /** The stanza without the marks that the room alone may put on it. */
  static Element strip(Element stanza, Jid room) {
    return stanza.dropping(child -> isOf(child, room));
  }

  /** XEP-0359 §2.1. */
  static Element stanzaId(ArchiveId id, Jid room) {
    return Element.of(NS_STANZA_ID, "stanza-id")
        .with("id", id.toString())
        .with("by", room.toString());
  }

  private static boolean isOf(Element child, Jid room) {
    return switch (child.namespace()) {
      // XEP-0045 §17.3, XEP-0313 §6.1.2
      case MucUser.NS -> true;
      // XEP-0421 §4
      case OccupantIds.NS -> true;
      case Hats.NS -> true;
      // XEP-0359 §3: those of others, and origin-id, stay
      case NS_STANZA_ID -> child.name().equals("stanza-id") && isRoom(child, "by", room);
      // XEP-0203 §4: a note of ours cannot come from outside
      case Delay.NS -> isRoom(child, "from", room);
      default -> false;
    };
  }

  /** What cannot be read as an address is taken for a forgery too. */
  private static boolean isRoom(Element child, String attribute, Jid room) {
    try {
      return child.attribute(attribute).map(Jid::of).filter(jid -> !jid.sameBare(room)).isEmpty();
    } catch (StanzaError e) {
      return true;
    }
  }
}
