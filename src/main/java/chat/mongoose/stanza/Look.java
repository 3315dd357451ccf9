package chat.mongoose.stanza;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a name looks like, and whether it may look so (UTS #39, by ICU's data). The data is read at
 * the first use, which takes a quarter of a second; a look takes about 3 µs.
 */
public final class Look {

  private static final SpoofChecker CHECKER =
      new SpoofChecker.Builder()
          .setChecks(SpoofChecker.RESTRICTION_LEVEL)
          .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
          .build();

  private Look() {}

  /**
   * Keys of the looks of a name: two names can be taken for one another if they have one in common.
   * There are several since letters that look alike are of both cases: {@code Ivy} is confusable
   * with {@code lvy}, and must be the same as {@code ivy}.
   *
   * @return one to three keys
   */
  public static Set<String> of(String name) {
    var keys = new LinkedHashSet<String>(4);
    keys.add(key(name));
    keys.add(key(folded(name)));
    var first = name.isEmpty() ? 0 : name.offsetByCodePoints(0, 1);
    keys.add(key(UCharacter.toTitleCase(name.substring(0, first), null) + name.substring(first)));
    return keys;
  }

  /**
   * False for a word of letters of several scripts that nobody writes together (UTS #39 §5.2,
   * "highly restrictive": Latin with what is written in East Asia, else one script).
   */
  public static boolean isOfOneScript(String word) {
    return !CHECKER.failsChecks(word);
  }

  private static String key(String name) {
    return folded(CHECKER.getSkeleton(folded(CHECKER.getSkeleton(name))));
  }

  private static String folded(String text) {
    return UCharacter.foldCase(text, true);
  }
}
