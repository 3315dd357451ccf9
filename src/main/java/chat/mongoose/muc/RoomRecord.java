package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.util.Map;

/**
 * What is stored of a room.
 *
 * @param jid the room's bare address
 * @param affiliations by bare address, none of them {@link Affiliation#NONE} and none of a guest
 * @param since where the room's archive begins; what is older was said in another room of this name
 */
public record RoomRecord(
    Jid jid,
    RoomConfiguration configuration,
    Subject subject,
    Map<Jid, Affiliation> affiliations,
    ArchiveId since) {

  public RoomRecord {
    affiliations = Map.copyOf(affiliations);
  }
}
