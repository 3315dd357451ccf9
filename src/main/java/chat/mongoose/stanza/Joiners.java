package chat.mongoose.stanza;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.function.UnaryOperator;

/**
 * Zero width joiner and non-joiner, which names of Persian, Sinhala, Malayalam or Hindi need:
 * allowed where RFC 5892 A.1 and A.2 say so and they can be seen, and nowhere else. PRECIS asks for
 * that (RFC 8264 §9.9), its library refuses both everywhere.
 */
public final class Joiners {

  private static final char NON_JOINER = '\u200c';
  private static final char JOINER = '\u200d';

  /** Letters of a script that no profile changes; one that the text has not stands for a joiner. */
  private static final char FIRST_STAND_IN = '\ua000';

  private static final int VIRAMA = 9;

  private Joiners() {}

  /**
   * Prepares a text by a profile that knows nothing of joiners.
   *
   * @throws IllegalArgumentException if a joiner stands where none may, or the profile throws it
   */
  public static String around(String text, UnaryOperator<String> profile) {
    if (text.indexOf(NON_JOINER) < 0 && text.indexOf(JOINER) < 0) {
      return profile.apply(text);
    }
    var nonJoiner = standIn(text, FIRST_STAND_IN);
    var joiner = standIn(text, (char) (nonJoiner + 1));
    var prepared =
        profile
            .apply(text.replace(NON_JOINER, nonJoiner).replace(JOINER, joiner))
            .replace(nonJoiner, NON_JOINER)
            .replace(joiner, JOINER);
    check(prepared);
    return prepared;
  }

  private static char standIn(String text, char first) {
    var candidate = first;
    while (text.indexOf(candidate) >= 0) {
      candidate++;
    }
    return candidate;
  }

  private static void check(String text) {
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var allowed =
          switch (c) {
            case NON_JOINER -> followsVirama(text, i) || breaksJoining(text, i);
            case JOINER -> followsVirama(text, i);
            default -> true;
          };
      if (!allowed) {
        throw new IllegalArgumentException("an invisible character stands where none may be.");
      }
    }
  }

  /** RFC 5892 A.1 and A.2. */
  private static boolean followsVirama(String text, int at) {
    return at > 0 && UCharacter.getCombiningClass(text.codePointBefore(at)) == VIRAMA;
  }

  /** RFC 5892 A.1: between two letters that would be joined, with marks that join nothing. */
  private static boolean breaksJoining(String text, int at) {
    var before = at;
    var type = UCharacter.JoiningType.TRANSPARENT;
    while (before > 0 && type == UCharacter.JoiningType.TRANSPARENT) {
      var c = text.codePointBefore(before);
      type = joiningType(c);
      before -= Character.charCount(c);
    }
    if (type != UCharacter.JoiningType.LEFT_JOINING
        && type != UCharacter.JoiningType.DUAL_JOINING) {
      return false;
    }
    var after = at + 1;
    type = UCharacter.JoiningType.TRANSPARENT;
    while (after < text.length() && type == UCharacter.JoiningType.TRANSPARENT) {
      var c = text.codePointAt(after);
      type = joiningType(c);
      after += Character.charCount(c);
    }
    return type == UCharacter.JoiningType.RIGHT_JOINING
        || type == UCharacter.JoiningType.DUAL_JOINING;
  }

  private static int joiningType(int c) {
    return UCharacter.getIntPropertyValue(c, UProperty.JOINING_TYPE);
  }
}
