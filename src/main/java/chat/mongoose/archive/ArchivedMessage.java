package chat.mongoose.archive;

import chat.mongoose.stanza.Jid;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;

/**
 * A row of the archive; outside this package it is an {@link ArchiveRecord}. It is written once and
 * never changed. Its time is that of its id: a column beside it would be a second truth.
 */
@Entity
@Table(name = "archived_message")
@IdClass(ArchivedMessage.Key.class)
// Without the room's key: H2 would take the room's index and look through the whole room.
@NamedQuery(
    name = ArchivedMessage.EXISTING,
    query =
        "select count(m.id) from ArchivedMessage m"
            + " where m.room = :room and m.id in :ids and m.recipient is null")
@NamedQuery(
    name = ArchivedMessage.REMOVE,
    query = "delete from ArchivedMessage m where m.roomKey = :roomKey and m.id = :id")
class ArchivedMessage {

  static final String EXISTING = "ArchivedMessage.existing";
  static final String REMOVE = "ArchivedMessage.remove";

  /** The room's {@link AddressKey}. */
  @Id
  @Column(name = "room_key")
  private long roomKey;

  /** Microseconds since 1970: the number of its {@link chat.mongoose.muc.ArchiveId}. */
  @Id private long id;

  /** The sender's {@link AddressKey}. */
  @Column(name = "sender_key")
  private long senderKey;

  private String room;

  /** The real bare address. */
  private String sender;

  /** What completes the sender's full address, if he had one. */
  private String resource;

  private String nick;

  @Column(name = "occupant_id")
  private String occupantId;

  /** The real bare address of whom a private message was for; null if it was for all. */
  private String recipient;

  /** Null where the message has none, such as a change of subject. */
  private String body;

  /** Characters of the XML, so that a page can be measured before it is read. */
  @Column(name = "xml_length")
  private int xmlLength;

  private String xml;

  /** For JPA. */
  protected ArchivedMessage() {}

  ArchivedMessage(ArchiveRecord kept) {
    roomKey = AddressKey.of(kept.room());
    id = kept.id().micros();
    senderKey = AddressKey.of(kept.sender());
    room = kept.room().toString();
    sender = kept.sender().bare().toString();
    resource = kept.sender().resource().orElse(null);
    nick = kept.nick();
    occupantId = kept.occupantId();
    recipient = kept.recipient().map(Jid::toString).orElse(null);
    body = kept.body().orElse(null);
    xmlLength = kept.xml().length();
    xml = kept.xml();
  }

  ArchiveRecord toRecord() {
    return ArchiveRecord.stored(
        roomKey, id, room, sender, resource, nick, occupantId, recipient, body, xml);
  }

  /** The primary key. */
  static class Key implements Serializable {

    private static final long serialVersionUID = 1L;

    private long roomKey;
    private long id;

    /** For JPA. */
    public Key() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && roomKey == that.roomKey && id == that.id;
    }

    @Override
    public int hashCode() {
      return Objects.hash(roomKey, id);
    }
  }
}
