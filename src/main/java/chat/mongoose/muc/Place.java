package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;

/**
 * One of the places from which an occupant is in the room: a full address and the presence that was
 * sent from there.
 *
 * @param presence what others may see of it: no addresses, no id, nothing that only the room says
 */
record Place(Jid jid, Element presence) {

  /** Characters of a presence: it goes to everybody who is here or comes. */
  static final int MAX_LENGTH = 4096;

  private static final int SHOWS = 8;

  /**
   * The place of whoever has sent this presence to the room.
   *
   * @throws StanzaError {@code policy-violation} if the presence is too large
   */
  static Place of(Presence presence) {
    var visible = visible(presence);
    if (!isSmall(visible)) {
      throw new StanzaError(
          Condition.POLICY_VIOLATION,
          "Presence in a room has at most " + MAX_LENGTH + " characters.");
    }
    return new Place(presence.from().orElseThrow(), visible);
  }

  /** What others may see of a presence. */
  static Element visible(Presence presence) {
    return ServerMarks.strip(presence)
        .dropping(child -> child.is(Entrance.NS, "x"))
        .without("to")
        .without("from")
        .without("id");
  }

  static boolean isSmall(Element visible) {
    return Xml.render(visible).length() <= MAX_LENGTH;
  }

  /** Which of several places others see: the highest priority, then the most available. */
  int rank() {
    return priority() * SHOWS + availability();
  }

  private int priority() {
    try {
      var text = presence.child(Stanza.NS, "priority").map(Element::text).orElse("0").strip();
      return Math.max(-128, Math.min(127, Integer.parseInt(text)));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** RFC 6121 §4.7.2.1. */
  private int availability() {
    return switch (presence.child(Stanza.NS, "show").map(Element::text).orElse("")) {
      case "chat" -> 5;
      case "" -> 4;
      case "away" -> 3;
      case "dnd" -> 2;
      case "xa" -> 1;
      default -> 0;
    };
  }
}
