package chat.mongoose.muc;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.regex.Pattern;

/**
 * Names one message in a room's archive, and is its {@code stanza-id} (XEP-0359): the microseconds
 * since 1970 at which the room accepted it, moved on where two would be equal. Identifiers are
 * ordered as their messages are, and so are their texts.
 *
 * @param micros never negative
 */
public record ArchiveId(long micros) implements Comparable<ArchiveId> {

  private static final int LENGTH = 13;
  private static final int RADIX = 32;
  private static final Pattern TEXT = Pattern.compile("[0-7][0-9a-v]{12}");

  public ArchiveId {
    if (micros < 0) {
      throw new IllegalArgumentException("There was no archive before 1970: " + micros);
    }
  }

  /**
   * Reads the text form.
   *
   * @throws StanzaError {@code item-not-found}, since no message is called otherwise
   */
  public static ArchiveId of(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new StanzaError(Condition.ITEM_NOT_FOUND, "No message has this identifier.");
    }
    return new ArchiveId(Long.parseLong(text, RADIX));
  }

  @Override
  public int compareTo(ArchiveId that) {
    return Long.compare(micros, that.micros);
  }

  /** 13 characters of base32hex (RFC 4648 §7) in lower case. */
  @Override
  public String toString() {
    var digits = Long.toString(micros, RADIX);
    return "0".repeat(LENGTH - digits.length()) + digits;
  }
}
