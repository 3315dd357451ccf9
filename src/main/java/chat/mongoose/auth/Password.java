package chat.mongoose.auth;

import com.ibm.icu.text.StringPrep;
import com.ibm.icu.text.StringPrepParseException;
import java.util.Optional;
import rocks.xmpp.precis.PrecisProfiles;

/** A password before it is hashed: prepared by RFC 8265 §4 (OpaqueString). */
final class Password {

  /** Bytes of UTF-8 that a client may send; a cookie or token in its place fits too. */
  static final int MAX_OCTETS = 4096;

  /** Characters that a new password has at least. */
  static final int MIN_LENGTH = 8;

  /** Characters that a new password has at most. */
  static final int MAX_LENGTH = 1000;

  private static final StringPrep SASLPREP = StringPrep.getInstance(StringPrep.RFC4013_SASLPREP);

  private Password() {}

  /** The password as it is hashed; empty if it is too short, too long, or cannot be one at all. */
  static Optional<String> newlyChosen(String typed) {
    return typed.length() > MAX_LENGTH
        ? Optional.empty()
        : prepared(typed).filter(text -> text.codePointCount(0, text.length()) >= MIN_LENGTH);
  }

  /** The password as it is hashed; empty if no password can be so. */
  static Optional<String> prepared(CharSequence typed) {
    if (isPrintableAscii(typed)) {
      return Optional.of(typed.toString()).filter(text -> !text.isEmpty());
    }
    try {
      return Optional.of(PrecisProfiles.OPAQUE_STRING.enforce(typed));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * What a client makes of a prepared password that goes by RFC 5802 §2.2: SASLprep (RFC 4013),
   * which makes {@code 2} of {@code ²}. Characters that are younger than it stay as they are. Empty
   * if that is the same, or cannot be prepared so.
   */
  static Optional<String> saslprep(String prepared) {
    if (isPrintableAscii(prepared)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SASLPREP.prepare(prepared, StringPrep.ALLOW_UNASSIGNED))
          .filter(other -> !other.equals(prepared) && !other.isEmpty());
    } catch (StringPrepParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isPrintableAscii(CharSequence text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
