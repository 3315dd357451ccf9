package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/** That a user has an affiliation with a room. */
@Entity
@Table(name = "muc_affiliation")
@IdClass(AffiliationEntity.Key.class)
@NamedQuery(
    name = AffiliationEntity.OF_ROOM,
    query = "SELECT a FROM AffiliationEntity a WHERE a.room = :room")
@NamedQuery(
    name = AffiliationEntity.OF_USER,
    query = "SELECT a FROM AffiliationEntity a WHERE a.jid = :jid")
class AffiliationEntity {

  /** All of {@code :room}. */
  static final String OF_ROOM = "AffiliationEntity.ofRoom";

  /** All of {@code :jid}. */
  static final String OF_USER = "AffiliationEntity.ofUser";

  /** Which room, and which user; public as JPA wants it. */
  public static class Key implements Serializable {

    private static final long serialVersionUID = 1L;

    private String room;
    private String jid;

    public Key() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && room.equals(that.room) && jid.equals(that.jid);
    }

    @Override
    public int hashCode() {
      return Objects.hash(room, jid);
    }
  }

  @Id private String room;
  @Id private String jid;

  /** The name of an {@link Affiliation}, unless somebody has written another by hand. */
  private String affiliation;

  protected AffiliationEntity() {}

  AffiliationEntity(String room, Jid jid, Affiliation affiliation) {
    this.room = room;
    this.jid = jid.toString();
    this.affiliation = affiliation.name();
  }

  String room() {
    return room;
  }

  /** Nobody's address ({@link Jid#isStandIn}) if what is stored is none. */
  Jid jid() {
    return Jid.kept(jid);
  }

  /** False for an address that is written otherwise than we do it. */
  boolean isOurs() {
    var read = jid();
    return read.isStandIn() || read.toString().equals(jid);
  }

  /** Empty if what is stored is none. */
  Optional<Affiliation> affiliation() {
    return Affiliation.stored(affiliation);
  }

  void affiliation(Affiliation changed) {
    affiliation = changed.name();
  }

  @Override
  public String toString() {
    return jid + " in room " + room;
  }
}
