package chat.mongoose.load;

/**
 * The mark a load message carries at the start of its body: {@code ~A0123456789ab~}, where the
 * letter tells the phase of the run that sent it and the twelve hexadecimal digits the microsecond
 * at which it was due. A receiver finds it by one byte that occurs nowhere else in the traffic, so
 * counting a delivery needs no XML parsing.
 */
final class Marker {

  static final int LENGTH = 15;

  /**
   * Few enough for the letters that name them to stay clear of '~' and of characters special in
   * XML.
   */
  static final int MAX_PHASES = 48;

  private static final byte EDGE = '~';
  private static final char FIRST_PHASE = 'A';
  private static final int DIGITS = 12;
  private static final long EPOCH_NANOS = System.nanoTime();

  private Marker() {}

  static String encode(int phase, long dueNanos) {
    return encodeMicros(phase, micros(dueNanos));
  }

  static String encodeMicros(int phase, long dueMicros) {
    String digits = Long.toHexString(dueMicros);
    return "~" + (char) (FIRST_PHASE + phase) + "0".repeat(DIGITS - digits.length()) + digits + "~";
  }

  static long micros(long nanos) {
    return Math.max(0, nanos - EPOCH_NANOS) / 1000;
  }

  /** Position of the next whole marker in [from, to), or -1. */
  static int find(byte[] bytes, int from, int to) {
    int last = to - LENGTH;
    for (int at = from; at <= last; at++) {
      if (bytes[at] == EDGE && bytes[at + LENGTH - 1] == EDGE) {
        return at;
      }
    }
    return -1;
  }

  static int phase(byte[] bytes, int marker) {
    int phase = bytes[marker + 1] - FIRST_PHASE;
    return phase >= 0 && phase < MAX_PHASES ? phase : MAX_PHASES - 1;
  }

  static long dueMicros(byte[] bytes, int marker) {
    long value = 0;
    for (int i = marker + 2; i < marker + 2 + DIGITS; i++) {
      value = value << 4 | Character.digit(bytes[i], 16);
    }
    return value;
  }
}
