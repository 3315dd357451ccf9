package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.util.List;
import java.util.Map;

/**
 * What is stored of a room.
 *
 * @param jid the room's bare address
 * @param affiliations by bare address, none of them {@link Affiliation#NONE} and none of a guest
 * @param guestBans which guests are banned
 * @param since where the room's archive begins; what is older was said in another room of this name
 */
public record RoomRecord(
    Jid jid,
    RoomConfiguration configuration,
    Subject subject,
    Map<Jid, Affiliation> affiliations,
    List<GuestBan> guestBans,
    ArchiveId since) {

  /** One that has banned no guests. */
  public RoomRecord(
      Jid jid,
      RoomConfiguration configuration,
      Subject subject,
      Map<Jid, Affiliation> affiliations,
      ArchiveId since) {
    this(jid, configuration, subject, affiliations, List.of(), since);
  }

  public RoomRecord {
    affiliations = Map.copyOf(affiliations);
    guestBans = List.copyOf(guestBans);
  }
}
