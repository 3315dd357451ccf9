package chat.mongoose.muc;

/**
 * How long a text is to the people who write it: 33 faces are 33 characters, though Java keeps 66
 * of them. Addresses and identifiers, which nobody counts by eye, are bounded by their length in
 * Java.
 */
final class Characters {

  private Characters() {}

  static int of(String text) {
    return text.codePointCount(0, text.length());
  }
}
