package chat.mongoose.muc;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A user's lasting association with a room (XEP-0045 §5.2), from the least to the most. */
public enum Affiliation {
  OUTCAST,
  NONE,
  MEMBER,
  ADMIN,
  OWNER;

  /**
   * Reads the value of an {@code affiliation} attribute.
   *
   * @throws StanzaError {@code bad-request}
   */
  static Affiliation of(String text) {
    for (Affiliation affiliation : values()) {
      if (affiliation.text().equals(text)) {
        return affiliation;
      }
    }
    throw new StanzaError(Condition.BAD_REQUEST, "There is no affiliation of this name.");
  }

  /** Reads what was stored; empty if it is none. */
  static Optional<Affiliation> stored(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isAtLeast(Affiliation that) {
    return compareTo(that) >= 0;
  }
}
