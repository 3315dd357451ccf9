package chat.mongoose.muc;

import chat.mongoose.muc.RoomConfiguration.Privilege;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator has decided for rooms, read once. */
@ApplicationScoped
public class MucSettings {

  private final String domain;
  private final OpeningLimits openings;
  private final int roomsBySession;
  private final RoomSettings rooms;

  /** For the container's proxy. */
  MucSettings() {
    this.domain = null;
    this.openings = null;
    this.roomsBySession = 0;
    this.rooms = null;
  }

  @Inject
  MucSettings(
      @ConfigProperty(name = "mongoose.domain", defaultValue = "localhost") String main,
      @ConfigProperty(name = "mongoose.muc.domain") Optional<String> domain,
      @ConfigProperty(name = "mongoose.muc.max-rooms", defaultValue = "20000") int maxRooms,
      @ConfigProperty(name = "mongoose.muc.opened.by-user", defaultValue = "20") int openedByUser,
      @ConfigProperty(name = "mongoose.muc.opened.by-address", defaultValue = "200")
          int openedByAddress,
      @ConfigProperty(name = "mongoose.muc.opened.by-user-hourly", defaultValue = "100")
          int hourlyByUser,
      @ConfigProperty(name = "mongoose.muc.opened.by-address-hourly", defaultValue = "1000")
          int hourlyByAddress,
      @ConfigProperty(name = "mongoose.muc.rooms-by-session", defaultValue = "100")
          int roomsBySession,
      @ConfigProperty(name = "mongoose.muc.max-occupants", defaultValue = "5000") int maxOccupants,
      @ConfigProperty(name = "mongoose.muc.max-shown", defaultValue = "1000") int maxShown,
      @ConfigProperty(name = "mongoose.muc.max-nickname", defaultValue = "64") int maxNickname,
      @ConfigProperty(name = "mongoose.muc.history", defaultValue = "50") int history,
      @ConfigProperty(name = "mongoose.muc.guests-create") Optional<Boolean> guestsCreate,
      @ConfigProperty(name = "mongoose.auth.jwt.issuer") Optional<String> portal,
      @ConfigProperty(name = "mongoose.wordpress.db-url") Optional<String> wordPress,
      @ConfigProperty(name = "mongoose.muc.site-rooms", defaultValue = "lobby,post-#,*-post-#")
          String siteRooms,
      @ConfigProperty(name = "mongoose.muc.guest-ban", defaultValue = "PT24H") Duration guestBan,
      @ConfigProperty(name = "mongoose.muc.guest-kick", defaultValue = "PT1M") Duration guestKick,
      @ConfigProperty(name = "mongoose.muc.owners-stop-archive", defaultValue = "false")
          boolean ownersStopArchive,
      @ConfigProperty(name = "mongoose.muc.room-defaults.persistent", defaultValue = "true")
          boolean persistent,
      @ConfigProperty(name = "mongoose.muc.room-defaults.archived", defaultValue = "true")
          boolean archived,
      @ConfigProperty(name = "mongoose.muc.room-defaults.public", defaultValue = "true")
          boolean listed,
      @ConfigProperty(name = "mongoose.muc.room-defaults.moderated", defaultValue = "false")
          boolean moderated,
      @ConfigProperty(name = "mongoose.muc.room-defaults.non-anonymous", defaultValue = "false")
          boolean nonAnonymous,
      @ConfigProperty(name = "mongoose.muc.room-defaults.change-subject", defaultValue = "false")
          boolean changeSubject,
      @ConfigProperty(name = "mongoose.muc.room-defaults.locked", defaultValue = "false")
          boolean locked) {
    this.domain = domain("mongoose.muc.domain", domain.orElse("conference." + main));
    this.openings =
        new OpeningLimits(
            atLeast(1, "mongoose.muc.max-rooms", maxRooms),
            atLeast(0, "mongoose.muc.opened.by-user", openedByUser),
            atLeast(0, "mongoose.muc.opened.by-address", openedByAddress),
            atLeast(0, "mongoose.muc.opened.by-user-hourly", hourlyByUser),
            atLeast(0, "mongoose.muc.opened.by-address-hourly", hourlyByAddress));
    this.roomsBySession = atLeast(1, "mongoose.muc.rooms-by-session", roomsBySession);
    var defaults =
        new RoomConfiguration(
            "",
            "",
            persistent,
            listed,
            false,
            moderated,
            "",
            nonAnonymous,
            changeSubject,
            Privilege.ANYONE,
            0,
            atLeast(0, "mongoose.muc.history", history),
            archived);
    this.rooms =
        new RoomSettings(
            defaults,
            atLeast(1, "mongoose.muc.max-occupants", maxOccupants),
            atLeast(0, "mongoose.muc.max-shown", maxShown),
            atLeast(1, "mongoose.muc.max-nickname", maxNickname),
            locked,
            guestsCreate.orElse(portal.isEmpty() && wordPress.isEmpty()),
            ownersStopArchive,
            siteRooms(siteRooms),
            notNegative("mongoose.muc.guest-ban", guestBan),
            notNegative("mongoose.muc.guest-kick", guestKick));
  }

  /** The domain of the rooms, prepared. */
  public String domain() {
    return domain;
  }

  /** How many rooms may be opened that are not stored. */
  OpeningLimits openings() {
    return openings;
  }

  /** Rooms that one session may be in. */
  int roomsBySession() {
    return roomsBySession;
  }

  /** What holds for every room. */
  RoomSettings rooms() {
    return rooms;
  }

  private static String domain(String key, String value) {
    try {
      var jid = Jid.of(value);
      if (jid.isHost()) {
        return jid.domain();
      }
    } catch (StanzaError e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(key + " must be a domain, not " + value);
  }

  private static SiteRooms siteRooms(String names) {
    try {
      return SiteRooms.of(names);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("mongoose.muc.site-rooms: " + e.getMessage(), e);
    }
  }

  private static Duration notNegative(String key, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(key + " must not be negative: " + time);
    }
    return time;
  }

  static int atLeast(int least, String key, int value) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", not " + value);
    }
    return value;
  }
}
