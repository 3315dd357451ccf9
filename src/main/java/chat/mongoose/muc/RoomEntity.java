package chat.mongoose.muc;

import chat.mongoose.muc.RoomConfiguration.Privilege;
import chat.mongoose.stanza.Jid;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A persistent room, by its name: the local part of its address. */
@Entity
@Table(name = "muc_room")
@NamedQuery(
    name = RoomEntity.LISTED,
    query =
        "SELECT r.name, r.title FROM RoomEntity r WHERE r.listed = TRUE AND r.name > :after"
            + " ORDER BY r.name")
@NamedQuery(
    name = RoomEntity.LISTED_BEFORE,
    query =
        "SELECT r.name, r.title FROM RoomEntity r WHERE r.listed = TRUE AND r.name < :before"
            + " ORDER BY r.name DESC")
@NamedQuery(
    name = RoomEntity.LAST_LISTED,
    query = "SELECT r.name, r.title FROM RoomEntity r WHERE r.listed = TRUE ORDER BY r.name DESC")
@NamedQuery(
    name = RoomEntity.COUNT_LISTED,
    query = "SELECT COUNT(r) FROM RoomEntity r WHERE r.listed = TRUE")
class RoomEntity {

  /** Names and titles of rooms that everybody may find, behind {@code :after}. */
  static final String LISTED = "RoomEntity.listed";

  /** The same in front of {@code :before}, from the last to the first. */
  static final String LISTED_BEFORE = "RoomEntity.listedBefore";

  /** The same of all, from the last to the first. */
  static final String LAST_LISTED = "RoomEntity.lastListed";

  /** How many they are. */
  static final String COUNT_LISTED = "RoomEntity.countListed";

  @Id private String name;
  private String title;
  private String description;
  private boolean listed;

  @Column(name = "members_only")
  private boolean membersOnly;

  private boolean moderated;
  private String password;

  @Column(name = "jids_visible")
  private boolean jidsVisible;

  @Column(name = "subject_open")
  private boolean subjectOpen;

  /** The name of a {@link Privilege}; any other is as good as none. */
  @Column(name = "private_messages")
  private String privateMessages;

  @Column(name = "max_occupants")
  private int maxOccupants;

  private int history;
  private boolean archived;
  private String subject;

  /** The subject with its languages, as XML; null where the other column tells all. */
  @Column(name = "subject_languages")
  private String subjectLanguages;

  @Column(name = "subject_nick")
  private String subjectNick;

  /** Milliseconds since 1970; null if no subject was ever set. */
  @Column(name = "subject_at")
  private Long subjectAt;

  /** Microseconds since 1970: the number of an {@link ArchiveId}. */
  @Column(name = "archive_since")
  private long archiveSince;

  protected RoomEntity() {}

  RoomEntity(String name) {
    this.name = name;
  }

  void write(RoomRecord room) {
    var configuration = room.configuration();
    title = configuration.title();
    description = configuration.description();
    listed = configuration.listed();
    membersOnly = configuration.membersOnly();
    moderated = configuration.moderated();
    password = configuration.password();
    jidsVisible = configuration.jidsVisible();
    subjectOpen = configuration.subjectOpen();
    privateMessages = configuration.privateMessages().name();
    maxOccupants = configuration.maxOccupants();
    history = configuration.history();
    archived = configuration.archived();
    subject = room.subject().text();
    subjectLanguages = room.subject().languages().orElse(null);
    subjectNick = room.subject().nick();
    subjectAt = room.subject().at().map(Instant::toEpochMilli).orElse(null);
    archiveSince = room.since().micros();
  }

  RoomRecord read(Jid jid, Map<Jid, Affiliation> affiliations, List<GuestBan> guestBans) {
    var configuration =
        new RoomConfiguration(
            title,
            description,
            true,
            listed,
            membersOnly,
            moderated,
            password,
            jidsVisible,
            subjectOpen,
            Privilege.stored(privateMessages),
            maxOccupants,
            history,
            archived);
    var at = Optional.ofNullable(subjectAt).map(Instant::ofEpochMilli);
    return new RoomRecord(
        jid,
        configuration,
        Subject.stored(subject, subjectLanguages, subjectNick, at),
        affiliations,
        guestBans,
        new ArchiveId(archiveSince));
  }
}
