package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.ServerClaims;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.util.Set;

/** What a room says of a stanza; whoever sends such marks to a room has forged them. */
final class ServerMarks {

  /** XEP-0359. */
  static final String NS_STANZA_ID = "urn:xmpp:sid:0";

  private ServerMarks() {}

  /**
   * What somebody has sent, without the marks that {@link ServerClaims} lists.
   *
   * @param stanza from the sender's real address to the room or an occupant
   */
  static Element strip(Stanza stanza) {
    return ServerClaims.strip(stanza.element(), ours(stanza));
  }

  /** The domains of the rooms and of their users. */
  static Set<String> ours(Stanza stanza) {
    var rooms = stanza.to().orElseThrow().domain();
    var users = stanza.from().orElseThrow().domain();
    return rooms.equals(users) ? Set.of(rooms) : Set.of(rooms, users);
  }

  /** XEP-0359 §2.1. */
  static Element stanzaId(ArchiveId id, Jid room) {
    return Element.of(NS_STANZA_ID, "stanza-id")
        .with("id", id.toString())
        .with("by", room.toString());
  }
}
