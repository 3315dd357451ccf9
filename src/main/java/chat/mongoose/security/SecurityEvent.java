package chat.mongoose.security;

import java.util.Locale;

/**
 * Something that happened to the safety of this server. It never holds a secret.
 *
 * @param kind what happened
 * @param address the client's IP address as text, behind trusted proxies not theirs; null or empty
 *     if there is none
 * @param fields what else is known, as {@link Line} writes it
 */
public record SecurityEvent(Kind kind, String address, String fields) {

  /** What can happen. In the log it has hyphens and small letters: {@code login-failed}. */
  public enum Kind {
    /** An account, or a user of the site, has logged in. */
    LOGIN_OK,
    /** A guest has come. */
    GUEST_OK,
    /** Evidence was wrong. */
    LOGIN_FAILED,
    /** A login was refused unseen, since too many have failed before. */
    LOGIN_BRAKED,
    /** An account was made. */
    ACCOUNT_MADE,
    /** An account was removed. */
    ACCOUNT_REMOVED,
    /** An account has another password or other roles, or was disabled or enabled. */
    ACCOUNT_CHANGED,
    /** Somebody has asked for what his roles do not allow, such as a look into the archive. */
    ACCESS_REFUSED,
    /** Somebody was banned from a room. */
    BANNED,
    /** Somebody has become, or is no longer, an admin or owner of a room. */
    STAFF_CHANGED,
    /** A room was destroyed. */
    ROOM_DESTROYED,
    /** A connection, session or room was refused, since its address has too many. */
    LIMIT_REACHED,
    /** A request was refused because of its {@code Host}. */
    HOST_REFUSED,
    /** A request was refused because of its {@code Origin}. */
    ORIGIN_REFUSED,
    /** A session was ended that sent more than it may. */
    FLOOD_ENDED,
    /** A session was ended that held more memory than others, when there was little left. */
    GREED_ENDED,
    /** A request or stream was refused that nobody sends by accident. */
    MALFORMED;

    /** As it stands in the log. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** An event of which nothing else is known yet. */
  public static SecurityEvent of(Kind kind, String address) {
    return new SecurityEvent(kind, address, "");
  }

  /** As whom: the name of an account, or an address, in whatever form a stranger has sent it. */
  public SecurityEvent name(String name) {
    return with("name", name);
  }

  /** By which door: {@code websocket}, {@code bosh}, {@code rest}. */
  public SecurityEvent door(String door) {
    return with("door", door);
  }

  /** By which SASL mechanism or HTTP scheme. */
  public SecurityEvent mechanism(String mechanism) {
    return with("mechanism", mechanism);
  }

  /** Why: a few words of ours, best joined by hyphens, for who searches the log. */
  public SecurityEvent reason(String reason) {
    return with("reason", reason);
  }

  /**
   * Something else that is known; a field without a value is left out.
   *
   * @param key of small letters
   * @param value any text; it is escaped and shortened
   */
  public SecurityEvent with(String key, String value) {
    return value == null || value.isEmpty()
        ? this
        : new SecurityEvent(kind, address, fields + " " + key + "=" + Line.escaped(value));
  }
}
