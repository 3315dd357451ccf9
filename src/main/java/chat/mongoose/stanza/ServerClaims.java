package chat.mongoose.stanza;

import chat.mongoose.xml.Element;
import java.util.Set;

/**
 * What only a server says of a stanza: when it was held back, who is behind it, what an archive has
 * of it, whose copy it is. This is the one list; whoever passes on what a client has sent, to a
 * room, an occupant or a user, strips it first. Clients believe such marks, since they come by
 * their own server.
 *
 * <p>What clients say themselves stays: {@code origin-id}, hints, the request for no carbon copy,
 * and identifiers of servers that are not ours, which nobody takes for ours.
 */
public final class ServerClaims {

  private static final Set<String> ARCHIVE = Set.of("result", "fin", "archived");
  private static final Set<String> COPIES = Set.of("sent", "received", "forwarded");

  private ServerClaims() {}

  /**
   * The stanza as its sender may have it passed on.
   *
   * @param ours the domains that this server speaks for, with all below them
   * @return the same object if there is nothing to strip
   */
  public static Element strip(Element stanza, Set<String> ours) {
    return stanza.dropping(child -> isOne(child, ours));
  }

  /** True for a child of a stanza that no client may send. */
  public static boolean isOne(Element child, Set<String> ours) {
    return switch (child.namespace()) {
      // items, status codes, invitations by the room: XEP-0045 §17.3, XEP-0313 §6.1.2
      case "http://jabber.org/protocol/muc#user" -> true;
      // XEP-0421 §4, XEP-0317 §3
      case "urn:xmpp:occupant-id:0", "urn:xmpp:hats:0" -> true;
      // XEP-0359 §3: those of other servers, and origin-id, stay
      case "urn:xmpp:sid:0" -> child.name().equals("stanza-id") && isOurs(child, "by", ours);
      // XEP-0203 §4 and its forerunner XEP-0091: we talk to no other server that could say so, and
      // of several notes clients believe the first
      case "urn:xmpp:delay", "jabber:x:delay" -> true;
      // XEP-0297 §4: a stanza in a stanza, which an archive or a copy would be
      case "urn:xmpp:forward:0" -> true;
      // XEP-0313 §4
      case "urn:xmpp:mam:2", "urn:xmpp:mam:1", "urn:xmpp:mam:0", "urn:xmpp:mam:tmp" ->
          ARCHIVE.contains(child.name());
      // XEP-0280 §11; private is the client's to say
      case "urn:xmpp:carbons:2", "urn:xmpp:carbons:1" -> COPIES.contains(child.name());
      // XEP-0033 §5: whom a server has sent the same to
      case "http://jabber.org/protocol/address" -> true;
      // XEP-0060 §7.1.2: what a node has published
      case "http://jabber.org/protocol/pubsub#event" -> true;
      // XEP-0425 §4: what a moderator has taken back, by the room
      case "urn:xmpp:message-moderate:1", "urn:xmpp:message-moderate:0" -> true;
      case "urn:xmpp:message-retract:1", "urn:xmpp:message-retract:0" ->
          // XEP-0424 §5: what an archive has in the place of a message
          child.name().equals("retracted") || holdsModeration(child);
      case "urn:xmpp:fasten:0" -> holdsModeration(child);
      default -> false;
    };
  }

  private static boolean holdsModeration(Element child) {
    return child.children().stream()
        .anyMatch(
            inner ->
                inner.namespace().startsWith("urn:xmpp:message-moderate:")
                    || holdsModeration(inner));
  }

  private static boolean isWithin(String domain, String our) {
    return domain.endsWith(our)
        && (domain.length() == our.length()
            || domain.charAt(domain.length() - our.length() - 1) == '.');
  }

  /** What names nobody, or cannot be read as an address, is taken for a forgery too. */
  private static boolean isOurs(Element child, String attribute, Set<String> ours) {
    try {
      return child
          .attribute(attribute)
          .map(Jid::of)
          .filter(jid -> ours.stream().noneMatch(our -> isWithin(jid.domain(), our)))
          .isEmpty();
    } catch (StanzaError e) {
      return true;
    }
  }
}
