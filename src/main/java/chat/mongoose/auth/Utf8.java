package chat.mongoose.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a client sends as UTF-8. */
final class Utf8 {

  private Utf8() {}

  /** All of it as text; empty if it is not UTF-8. */
  static Optional<CharBuffer> decode(ByteBuffer data) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(data));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static Optional<String> decode(byte[] data) {
    return decode(ByteBuffer.wrap(data)).map(CharBuffer::toString);
  }
}
