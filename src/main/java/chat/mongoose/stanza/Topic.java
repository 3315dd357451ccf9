package chat.mongoose.stanza;

import chat.mongoose.xml.Element;
import java.util.Optional;
import java.util.Set;

/**
 * What a stanza is about, for stanzas of which only the newest counts: somebody's presence, or that
 * he is typing. A client that nobody looks at need not get them at once (XEP-0352 §4).
 */
final class Topic {

  private static final String MUC_USER = "http://jabber.org/protocol/muc#user";
  private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";

  /** What may stand beside a chat state in a message that says nothing else. */
  private static final Set<String> MARKS =
      Set.of("urn:xmpp:occupant-id:0", "urn:xmpp:sid:0", "urn:xmpp:hints", MUC_USER);

  private Topic() {}

  /** Of somebody's presence. */
  static String presence(String from) {
    return "presence " + from;
  }

  /** That somebody is typing. */
  static String typing(String from) {
    return "typing " + from;
  }

  static Optional<String> of(Element stanza) {
    return switch (stanza.name()) {
      case "presence" -> presence(stanza);
      case "message" -> typing(stanza);
      default -> Optional.empty();
    };
  }

  /** Presence, but for errors, subscriptions and what a room tells of itself (XEP-0045 §15.6). */
  private static Optional<String> presence(Element stanza) {
    var type = stanza.attribute("type").orElse("unavailable");
    var status = stanza.child(MUC_USER, "x").filter(x -> x.has(MUC_USER, "status"));
    return type.equals("unavailable") && status.isEmpty()
        ? stanza.attribute("from").map(Topic::presence)
        : Optional.empty();
  }

  private static Optional<String> typing(Element stanza) {
    var only = false;
    for (Element child : stanza.children()) {
      if (child.namespace().equals(CHAT_STATES)) {
        only = true;
      } else if (!MARKS.contains(child.namespace())) {
        return Optional.empty();
      }
    }
    return only ? stanza.attribute("from").map(Topic::typing) : Optional.empty();
  }
}
