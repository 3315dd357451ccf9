package chat.mongoose.session;

import chat.mongoose.stanza.Jid;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The names of guests: {@code guest-} and 26 characters of base32, 128 random bits. No account may
 * have such a name, so an address alone tells a guest, on any node.
 */
public final class Guest {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 26;
  private static final Pattern NAME = Pattern.compile("guest-[a-z2-7]{" + LENGTH + "}");
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
    return "guest-" + random(LENGTH);
  }

  /** Characters of base32, each five random bits. */
  static String random(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
