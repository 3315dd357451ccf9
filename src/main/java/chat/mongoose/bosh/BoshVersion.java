package chat.mongoose.bosh;

import java.util.Comparator;
import java.util.regex.Pattern;

/** A version of BOSH, such as 1.11, whose parts are numbers of their own (XEP-0124 §7.1). */
record BoshVersion(int major, int minor) implements Comparable<BoshVersion> {

  /** What is implemented here. */
  static final BoshVersion OURS = new BoshVersion(1, 11);

  private static final Pattern TEXT = Pattern.compile("\\d{1,4}\\.\\d{1,4}");

  /**
   * Reads the attribute {@code ver}.
   *
   * @throws BoshException {@code bad-request}
   */
  static BoshVersion of(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new BoshException(Condition.BAD_REQUEST, "'ver' is not like 1.11.");
    }
    var dot = text.indexOf('.');
    return new BoshVersion(
        Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
  }

  /** The lower of both. */
  BoshVersion orLower(BoshVersion other) {
    return compareTo(other) <= 0 ? this : other;
  }

  @Override
  public int compareTo(BoshVersion other) {
    return Comparator.comparingInt(BoshVersion::major)
        .thenComparingInt(BoshVersion::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
