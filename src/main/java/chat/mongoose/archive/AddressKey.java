package chat.mongoose.archive;

import chat.mongoose.stanza.Jid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The number under which the indexes know an address: the first 64 bits of its SHA-256. An address
 * may have 2,047 octets, a key of an index far fewer, and small keys make small indexes. Two
 * addresses with one number can be made on purpose, so every query compares the address too.
 */
final class AddressKey {

  private AddressKey() {}

  /** The key of the bare address. */
  static long of(Jid address) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256")
              .digest(address.bare().toString().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
