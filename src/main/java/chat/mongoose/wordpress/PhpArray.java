package chat.mongoose.wordpress;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the arrays that PHP's {@code serialize()} writes into WordPress's tables: only arrays,
 * texts, numbers, booleans and null. Objects and references are refused, since nothing that is
 * needed here has them and nothing good comes of reading them.
 *
 * <p>Keys are texts or {@code Long}s, values {@code String}, {@code Long}, {@code Double}, {@code
 * Boolean}, {@code Map} or null. A text that is not UTF-8 has replacement characters in it.
 */
final class PhpArray {

  /** Octets that are read; what is longer counts as unreadable. */
  static final int MAX_LENGTH = 1 << 20;

  private static final int MAX_DEPTH = 8;
  private static final int MAX_ENTRIES = 20_000;

  /** Characters of the longest number. */
  private static final int MAX_DIGITS = 30;

  private final ByteBuffer data;
  private int entries;

  private PhpArray(byte[] data) {
    this.data = ByteBuffer.wrap(data);
  }

  /** The array that was stored; an empty one if there is none or if it cannot be read. */
  static Map<Object, Object> stored(byte[] serialized) {
    if (serialized == null || serialized.length > MAX_LENGTH) {
      return Map.of();
    }
    try {
      var reader = new PhpArray(serialized);
      var value = reader.value(0);
      return reader.data.hasRemaining() ? Map.of() : map(value);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Map.of();
    }
  }

  /** This value as an array; an empty one if it is none. */
  static Map<Object, Object> map(Object value) {
    var entries = new LinkedHashMap<Object, Object>();
    if (value instanceof Map<?, ?> any) {
      entries.putAll(any);
    }
    return entries;
  }

  /** This value as a text, if it is one. */
  static Optional<String> text(Object value) {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** This value as a number, if it is a whole one. */
  static OptionalLong number(Object value) {
    return value instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /** What PHP takes this value for where it wants a truth. */
  static boolean truth(Object value) {
    return !(value == null
        || value.equals(false)
        || value.equals(0L)
        || value.equals(0.0)
        || value.equals("")
        || value.equals("0")
        || value instanceof Map<?, ?> map && map.isEmpty());
  }

  private Object value(int depth) {
    require(depth <= MAX_DEPTH && ++entries <= MAX_ENTRIES);
    var kind = data.get();
    if (kind == 'N') {
      expect(';');
      return null;
    }
    expect(':');
    return switch (kind) {
      case 'b' -> bool(until(';'));
      case 'i' -> Long.valueOf(until(';'));
      case 'd' -> Double.valueOf(until(';'));
      case 's' -> string();
      case 'a' -> array(depth);
      default -> throw new IllegalArgumentException("Not a kind of value that is read here");
    };
  }

  private static Boolean bool(String text) {
    require(text.equals("0") || text.equals("1"));
    return text.equals("1");
  }

  /** The length counts octets. */
  private String string() {
    var length = length();
    expect('"');
    require(length <= data.remaining());
    var text = new String(data.array(), data.position(), length, StandardCharsets.UTF_8);
    data.position(data.position() + length);
    expect('"');
    expect(';');
    return text;
  }

  private Map<Object, Object> array(int depth) {
    var length = length();
    expect('{');
    var entries = new LinkedHashMap<Object, Object>();
    for (int i = 0; i < length; i++) {
      var key = value(depth + 1);
      require(key instanceof String || key instanceof Long);
      entries.put(key, value(depth + 1));
    }
    expect('}');
    return entries;
  }

  private int length() {
    var length = Integer.parseInt(until(':'));
    require(length >= 0);
    return length;
  }

  private String until(char end) {
    var text = new StringBuilder();
    for (var next = (char) data.get(); next != end; next = (char) data.get()) {
      require(text.length() < MAX_DIGITS && next > ' ' && next <= '~');
      text.append(next);
    }
    return text.toString();
  }

  private void expect(char wanted) {
    require(data.get() == wanted);
  }

  private static void require(boolean kept) {
    if (!kept) {
      throw new IllegalArgumentException("Not what PHP writes");
    }
  }
}
