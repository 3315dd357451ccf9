package chat.mongoose.muc;

import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * What a room says of who speaks, in the form of XEP-0317: that he is a guest, without an account,
 * and what he is among the room's staff. A message is archived with the hats that its sender wore,
 * so history says what was true when it was said, whoever has the name since. Presence has the
 * guest's hat alone, since its item says the rest.
 *
 * <p>Refused: an item of {@code muc#user} in messages, which knows no guests and by which clients
 * know other messages; and a guest's name, which every guest chooses himself.
 */
final class Hats {

  static final String NS = "urn:xmpp:hats:0";

  /** Before the name of each hat of ours. */
  static final String OURS = "https://mongoose.chat/hats#";

  private static final Element GUEST = hat("guest", "Guest");
  private static final Element OWNER = hat("owner", "Owner");
  private static final Element ADMIN = hat("admin", "Admin");
  private static final Element MODERATOR = hat("moderator", "Moderator");

  private Hats() {}

  /** In the presence of this user: one element or none. */
  static List<Element> inPresence(Jid user) {
    return Guest.names(user) ? worn(List.of(GUEST)) : List.of();
  }

  /** In a message of this user: one element or none. */
  static List<Element> inMessage(Jid user, Affiliation affiliation, Role role) {
    var hats = new ArrayList<Element>(2);
    if (Guest.names(user)) {
      hats.add(GUEST);
    }
    if (affiliation == Affiliation.OWNER) {
      hats.add(OWNER);
    } else if (affiliation == Affiliation.ADMIN) {
      hats.add(ADMIN);
    } else if (role == Role.MODERATOR) {
      hats.add(MODERATOR);
    }
    return hats.isEmpty() ? List.of() : worn(hats);
  }

  private static List<Element> worn(List<Element> hats) {
    return List.of(Element.of(NS, "hats").plus(hats));
  }

  private static Element hat(String name, String title) {
    return Element.of(NS, "hat").with("uri", OURS + name).with("title", title);
  }
}
