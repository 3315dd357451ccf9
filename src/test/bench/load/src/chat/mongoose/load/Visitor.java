package chat.mongoose.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** Somebody who comes now and then, is known again or not, and by one of the two ways. */
final class Visitor {

  private final int number;
  private final String domain;
  private final Function<Session, Transport> door;

  /** What the site keeps in the browser, or nothing. */
  private final String trace;

  private int visits;

  /**
   * @param known is under the same address each time, by a secret that only he has
   */
  Visitor(int number, String domain, boolean known, Function<Session, Transport> door) {
    this.number = number;
    this.domain = domain;
    this.door = door;
    this.trace = known ? "guest:" + secret(number) : "";
  }

  private static String secret(int number) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("visitor " + number).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Session session(IoLoop loop, Optional<Resumption> resumption, Listener listener) {
    visits++;
    Login login = new Login(domain, "ANONYMOUS", index -> trace);
    return new Session(number, loop, login, door, resumption, listener);
  }

  /** A stranger may still be in the room as somebody else, so he takes a new name each time. */
  String nick() {
    return trace.isEmpty() ? "s" + number + "-" + visits : "u" + number;
  }
}
