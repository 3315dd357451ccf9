package chat.mongoose.conversation;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was said last, for whoever has to find out why a conversation failed. */
final class Transcript {

  private static final int LINES = 14;
  private static final int LENGTH = 700;

  private final Deque<String> lines = new ArrayDeque<>();

  void add(String line) {
    lines.add(shortened(line));
    if (lines.size() > LINES) {
      lines.remove();
    }
  }

  static String shortened(String text) {
    return text.length() <= LENGTH
        ? text
        : text.substring(0, LENGTH) + "… (" + text.length() + " characters)";
  }

  @Override
  public String toString() {
    return String.join("\n  ", lines);
  }
}
