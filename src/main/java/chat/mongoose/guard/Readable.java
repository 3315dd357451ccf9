package chat.mongoose.guard;

/**
 * What a stranger may have had a hand in, as it may stand in the server's log: in one line, and not
 * for ever. An attribute of a stanza may hold {@code &#10;}, and what comes behind it would look
 * like a line of ours.
 */
public final class Readable {

  /** Characters; what is longer is cut and ends with three dots. */
  static final int LONGEST = 400;

  private Readable() {}

  /**
   * Without ends of lines, controls, and marks that turn the direction of what follows (categories
   * Cc, Cf, Zl, Zp and halves of characters): a question mark stands for each.
   */
  public static String of(Object said) {
    var all = String.valueOf(said);
    var cut = all.codePointCount(0, all.length()) > LONGEST;
    var text = new StringBuilder(Math.min(all.length(), LONGEST) + 3);
    all.codePoints().limit(LONGEST).forEach(c -> text.appendCodePoint(isShown(c) ? c : '?'));
    return cut ? text.append("...").toString() : text.toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
