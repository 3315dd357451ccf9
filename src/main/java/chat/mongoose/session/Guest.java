package chat.mongoose.session;

import chat.mongoose.stanza.Jid;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The names of guests: {@code guest-} and 26 characters of base32, 130 random bits. No account may
 * have such a name, so an address alone tells a guest, on any node.
 */
public final class Guest {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final String PREFIX = "guest-";
  private static final int LENGTH = 26;
  private static final int BITS = 5;
  private static final Pattern NAME = Pattern.compile(PREFIX + "[a-z2-7]{" + LENGTH + "}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Guest() {}

  public static boolean names(Jid jid) {
    return jid.local().filter(Guest::names).isPresent();
  }

  public static boolean names(String username) {
    return NAME.matcher(username).matches();
  }

  /** A new name that nobody can guess. */
  public static String username() {
    return PREFIX + random(LENGTH);
  }

  /**
   * The name that follows from these bits.
   *
   * @param bits at least 18 bytes, of which the first 130 bits count
   */
  public static String username(byte[] bits) {
    var name = new StringBuilder(PREFIX);
    for (int bit = 0; bit < LENGTH * BITS; bit += BITS) {
      var pair = (bits[bit / 8] & 0xff) << 8 | bits[bit / 8 + 1] & 0xff;
      name.append(ALPHABET.charAt(pair >> 16 - BITS - bit % 8 & ALPHABET.length() - 1));
    }
    return name.toString();
  }

  /**
   * Characters of base32, each five random bits. All are drawn at once: the JVM's source of them
   * lets one thread in at a time, which is where many that log in on a busy machine would queue up.
   */
  static String random(int length) {
    var bits = new byte[length];
    RANDOM.nextBytes(bits);
    var text = new StringBuilder(length);
    for (byte five : bits) {
      text.append(ALPHABET.charAt(five & ALPHABET.length() - 1));
    }
    return text.toString();
  }
}
