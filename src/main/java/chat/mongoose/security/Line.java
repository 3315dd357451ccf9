package chat.mongoose.security;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/**
 * The form of the log: {@code 2026-11-30T04:52:11.123Z login-failed address=192.0.2.7 name=romeo
 * door=websocket}. Time (UTC), what happened, and the address come first, in this order; fields
 * follow. A value has no space, quote, equals sign or control: letters and digits of any script,
 * and what {@link #PLAIN} lists, stand for themselves, and each byte of all else in UTF-8 is {@code
 * %} and two hexadecimal digits.
 */
final class Line {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  /** ASCII that stands for itself in a value. */
  private static final String PLAIN = "-._~!$*+,/:;?@()[]";

  /** Characters of a value; what is longer is cut and ends with three dots. */
  static final int LONGEST = 100;

  private Line() {}

  static String of(Instant at, SecurityEvent event) {
    return TIME.format(at)
        + " "
        + event.kind().word()
        + " address="
        + address(event.address())
        + event.fields();
  }

  /** That events of an address were not written one by one. */
  static String left(Instant at, SecurityEvent.Kind kind, String address, long count) {
    return TIME.format(at) + " more address=" + address + " count=" + count + " of=" + kind.word();
  }

  /** An IP address without the zone that Java adds. */
  static String address(String text) {
    if (text == null || text.isEmpty()) {
      return "-";
    }
    var zone = text.indexOf('%');
    return escaped(zone < 0 ? text : text.substring(0, zone));
  }

  static String escaped(String value) {
    var text = new StringBuilder(value.length());
    var end = value.length();
    for (int i = 0, length = 0; i < end; length++) {
      if (length == LONGEST) {
        return text.append("...").toString();
      }
      var c = value.codePointAt(i);
      i += Character.charCount(c);
      if (isPlain(c)) {
        text.appendCodePoint(c);
      } else {
        for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          text.append('%').append(String.format("%02X", octet));
        }
      }
    }
    return text.toString();
  }

  /** No combining marks and nothing invisible, so that no line looks like another. */
  private static boolean isPlain(int c) {
    return c < 128
        ? Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0
        : Character.isLetterOrDigit(c) && !isBlank(c);
  }

  /** Letters that show nothing: the fillers of Hangul. */
  private static boolean isBlank(int c) {
    return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
  }
}
