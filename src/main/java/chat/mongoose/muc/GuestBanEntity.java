package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** That a guest is banned from a room. */
@Entity
@Table(name = "muc_guest_ban")
@IdClass(GuestBanEntity.Key.class)
@NamedQuery(
    name = GuestBanEntity.OF_ROOM,
    query = "SELECT b FROM GuestBanEntity b WHERE b.room = :room")
class GuestBanEntity {

  /** All of {@code :room}. */
  static final String OF_ROOM = "GuestBanEntity.ofRoom";

  /** Which room, and which guest; public as JPA wants it. */
  public static class Key implements Serializable {

    private static final long serialVersionUID = 1L;

    private String room;
    private String guest;

    public Key() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && room.equals(that.room) && guest.equals(that.guest);
    }

    @Override
    public int hashCode() {
      return Objects.hash(room, guest);
    }
  }

  @Id private String room;
  @Id private String guest;

  /** Keyed hashes, with a space between them. */
  private String networks;

  /** Milliseconds since 1970. */
  @Column(name = "banned_until")
  private long until;

  protected GuestBanEntity() {}

  GuestBanEntity(String room, GuestBan ban) {
    this.room = room;
    this.guest = ban.guest().toString();
    write(ban);
  }

  final void write(GuestBan ban) {
    networks = ban.networks().stream().sorted().collect(Collectors.joining(" "));
    until = ban.until().toEpochMilli();
  }

  /** Nobody's address ({@link Jid#isStandIn}) if what is stored is none; his ban holds. */
  Jid guest() {
    return Jid.kept(guest);
  }

  @Override
  public String toString() {
    return guest + " in room " + room;
  }

  GuestBan read() {
    return new GuestBan(guest(), hashes(), Instant.ofEpochMilli(until));
  }

  private Set<String> hashes() {
    return Stream.of(networks.split(" "))
        .filter(hash -> !hash.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
