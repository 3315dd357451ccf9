package chat.mongoose.auth;

import chat.mongoose.auth.Expiring.Put;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The tokens of this node: 256 random bits that stand for a login that has just succeeded, good for
 * one login more within {@link #LIFETIME}. So a page whose visitor is logged in at the site opens
 * its stream without any lasting secret reaching its scripts.
 *
 * <p>Decision: what the token stands for is remembered here, by the hash of the token, and not
 * signed into it: so it is good once and no more, tells nothing to who finds it, and can be taken
 * back. The price is that it is good at the node that gave it; a balancer before several nodes has
 * to keep a client at one, as BOSH needs anyway. Where that cannot be, a portal signs JWTs, which
 * every node can check.
 *
 * <p>Who calls: any thread; nothing blocks. What happens when full: no token is given until older
 * ones have expired. One account fills a small part only: who asks for more of them than {@link
 * #EACH} waits as well.
 */
@ApplicationScoped
public class Tokens {

  /** How long a token is good. */
  public static final Duration LIFETIME = Duration.ofSeconds(60);

  /** What each token begins with, so that it is known where it turns up, in a log or a password. */
  static final String PREFIX = "mongoose-token-";

  static final int CAPACITY = 100_000;

  /** Tokens that one account may have at once. */
  static final int EACH = 32;

  private static final int OCTETS = 32;
  private static final int LENGTH = PREFIX.length() + 43;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Expiring<Hash, Grant> given;
  private Expiring<Slot, Boolean> slots;

  /** For the container's proxy. */
  Tokens() {}

  @Inject
  Tokens(Clock clock) {
    given = new Expiring<>(CAPACITY, LIFETIME, clock);
    slots = new Expiring<>(CAPACITY, LIFETIME, clock);
  }

  private record Hash(String sha256) {

    static Hash of(CharBuffer token) {
      var encoded = StandardCharsets.UTF_8.encode(token);
      var octets = new byte[encoded.remaining()];
      encoded.get(octets);
      return new Hash(Base64.getEncoder().encodeToString(ScramHash.SHA_256.digest(octets)));
    }
  }

  private record Grant(Admission admission, Slot slot) {}

  /** One of the few that an account has. */
  private record Slot(String username, int number) {}

  /**
   * Makes a token for who has just logged in.
   *
   * @throws LoginUnavailable if there are too many
   */
  String give(Admission admission) {
    var slot = slot(admission.identity().username());
    var random = new byte[OCTETS];
    RANDOM.nextBytes(random);
    var token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    if (given.put(Hash.of(CharBuffer.wrap(token)), new Grant(admission, slot)) != Put.DONE) {
      throw tooMany();
    }
    return token;
  }

  private Slot slot(String username) {
    return IntStream.range(0, EACH)
        .mapToObj(number -> new Slot(username, number))
        .filter(slot -> slots.put(slot, true) == Put.DONE)
        .findFirst()
        .orElseThrow(Tokens::tooMany);
  }

  private static LoginUnavailable tooMany() {
    return new LoginUnavailable("Too many are logging in now, please try again in a minute.");
  }

  /** True if this is a token, or a password that looks like one. */
  static boolean isOne(Evidence evidence) {
    return secret(evidence)
        .filter(text -> text.length == LENGTH)
        .filter(text -> PREFIX.equals(new String(text, 0, PREFIX.length())))
        .isPresent();
  }

  /**
   * Takes a token for which {@link #isOne} holds; it is good no more then.
   *
   * @param username empty, or the name that the token has to be for
   * @throws LoginRefused if it is no token of this node, has been used, or has expired
   */
  Admission redeem(String username, Evidence evidence) {
    var grant = secret(evidence).flatMap(text -> given.take(Hash.of(CharBuffer.wrap(text))));
    grant.ifPresent(used -> slots.take(used.slot()));
    return grant
        .map(Grant::admission)
        .filter(
            admission ->
                username.isEmpty() || SiteName.isFor(username, admission.identity().username()))
        .orElseThrow(LoginRefused::new);
  }

  /** Takes back all tokens of an account. */
  void takeBack(String username) {
    given.forget(grant -> grant.admission().identity().username().equals(username));
  }

  /** Takes back all tokens that hang on something at a site. */
  void takeBack(Predicate<SiteEvidence> over) {
    given.forget(grant -> grant.admission().site().filter(over).isPresent());
  }

  private static Optional<char[]> secret(Evidence evidence) {
    if (evidence instanceof Evidence.Bearer bearer) {
      return Optional.of(bearer.secret());
    }
    return evidence instanceof Evidence.Password password
        ? Optional.of(password.secret())
        : Optional.empty();
  }
}
