package chat.mongoose.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;

/** PLAIN (RFC 4616). */
record PlainExchange(Doorway doorway) implements Exchange {

  private static final int MAX_NAME = Username.MAX_OCTETS;

  /** RFC 7622 §3: octets of a bare address. */
  private static final int MAX_AUTHZID = 2 * MAX_NAME + 1;

  @Override
  public CompletionStage<Step> respond(byte[] data) {
    var first = nul(data, 0);
    var second = nul(data, first + 1);
    var authzid = part(data, 0, first, MAX_AUTHZID).toString();
    var username = part(data, first + 1, second, MAX_NAME).toString();
    var typed = part(data, second + 1, data.length, Password.MAX_OCTETS);
    var password = new char[typed.remaining()];
    typed.get(password);
    Arrays.fill(typed.array(), '\0');
    Arrays.fill(data, (byte) 0);
    if (username.isEmpty() || password.length == 0 || contains(password, '\0')) {
      throw SaslFailure.malformed("PLAIN takes a username and a password, separated by NUL.");
    }
    return doorway
        .admit(username, new Evidence.Password(password))
        .thenApply(admission -> Admitted.of(admission, authzid));
  }

  private static CharBuffer part(byte[] data, int from, int to, int max) {
    if (to - from > max) {
      throw SaslFailure.malformed("A part of what you sent is longer than " + max + " octets.");
    }
    return Utf8.decode(ByteBuffer.wrap(data, from, to - from)).orElseThrow(SaslFailure::notUtf8);
  }

  private static int nul(byte[] data, int from) {
    for (int i = from; i < data.length; i++) {
      if (data[i] == 0) {
        return i;
      }
    }
    throw SaslFailure.malformed("PLAIN takes three parts, separated by NUL.");
  }

  private static boolean contains(char[] text, char wanted) {
    for (char c : text) {
      if (c == wanted) {
        return true;
      }
    }
    return false;
  }
}
