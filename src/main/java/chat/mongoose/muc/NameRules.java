package chat.mongoose.muc;

import chat.mongoose.stanza.Look;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.text.Normalizer;
import java.util.Set;

/**
 * What no nickname may have, whoever wants it, beyond what its PRECIS profile refuses. The page has
 * the same rules for what it can tell ({@code widget/name.js}), and one table tests both.
 */
final class NameRules {

  /** Marks above and below one letter; Tibetan and pointed Hebrew need as many. */
  static final int MAX_MARKS = 4;

  /** They have the properties of symbols and letters, and are drawn as nothing. */
  private static final Set<Integer> BLANK =
      Set.of(0x2800, 0xfffc, 0x13441, 0x13442, 0x16fe4, 0x1d159);

  private static final int NON_JOINER = 0x200c;
  private static final int JOINER = 0x200d;
  private static final int LEFT_TO_RIGHT_MARK = 0x200e;
  private static final int RIGHT_TO_LEFT_MARK = 0x200f;
  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;

  private NameRules() {}

  /**
   * Checks a name that its profile has let through.
   *
   * @throws StanzaError {@code jid-malformed} for what nobody can see, {@code not-acceptable} for
   *     what nobody can read
   */
  static void check(String name) {
    checkLetters(Normalizer.normalize(name, Normalizer.Form.NFD));
    for (String word : name.split(" ")) {
      if (!Look.isOfOneScript(word)) {
        throw unreadable("A word of a nickname has letters of one script, or digits.");
      }
    }
  }

  private static void checkLetters(String name) {
    var marks = 0;
    var before = ' ';
    var last = -1;
    for (int i = 0; i < name.length(); i += Character.charCount(last)) {
      var c = name.codePointAt(i);
      if (isBlank(c)) {
        throw new StanzaError(
            Condition.JID_MALFORMED, "A nickname has no characters that nobody can see.");
      }
      marks = isMark(c) ? marks + 1 : 0;
      if (marks > MAX_MARKS || marks > 0 && (before == ' ' || c == last)) {
        throw unreadable("A nickname has no heaps of marks.");
      }
      before = c == ' ' ? ' ' : 'x';
      last = c;
    }
  }

  /**
   * True for what ends a line, turns its direction, or is not drawn; not for marks of direction.
   */
  static boolean breaksLine(int c) {
    return Character.isISOControl(c)
        || c == LINE_SEPARATOR
        || c == PARAGRAPH_SEPARATOR
        || isBlank(c) && c != LEFT_TO_RIGHT_MARK && c != RIGHT_TO_LEFT_MARK && !isOfEmoji(c);
  }

  private static boolean isOfEmoji(int c) {
    return UCharacter.hasBinaryProperty(c, UProperty.VARIATION_SELECTOR)
        || UCharacter.hasBinaryProperty(c, UProperty.EMOJI_COMPONENT);
  }

  private static boolean isBlank(int c) {
    return BLANK.contains(c)
        || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
            && c != NON_JOINER
            && c != JOINER;
  }

  private static boolean isMark(int c) {
    var type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static StanzaError unreadable(String why) {
    return new StanzaError(Condition.NOT_ACCEPTABLE, StanzaError.Type.MODIFY, why);
  }
}
