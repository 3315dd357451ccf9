package chat.mongoose.muc;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.Locale;

/** What an occupant may do during a visit (XEP-0045 §5.1), from the least to the most. */
enum Role {
  NONE,
  VISITOR,
  PARTICIPANT,
  MODERATOR;

  /** §5.1.2: the role in which a user of this affiliation enters. */
  static Role initial(Affiliation affiliation, boolean moderated) {
    return switch (affiliation) {
      case OWNER, ADMIN -> MODERATOR;
      case MEMBER -> PARTICIPANT;
      case NONE -> moderated ? VISITOR : PARTICIPANT;
      case OUTCAST -> NONE;
    };
  }

  /**
   * Reads the value of a {@code role} attribute.
   *
   * @throws StanzaError {@code bad-request}
   */
  static Role of(String text) {
    for (Role role : values()) {
      if (role.text().equals(text)) {
        return role;
      }
    }
    throw new StanzaError(Condition.BAD_REQUEST, "There is no role of this name.");
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isAtLeast(Role that) {
    return compareTo(that) >= 0;
  }
}
