package chat.mongoose.auth;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** By what somebody wants to prove that he is who he says. None of it may be logged. */
public sealed interface Evidence {

  /** Overwrites what is secret in it; it proves nothing from then on. */
  default void wipe() {}

  /** The SASL mechanism by which it comes, or came, as the security log has it. */
  String mechanism();

  /** The HTTP scheme by which it comes, or what else it is in HTTP. */
  default String scheme() {
    return mechanism();
  }

  /** True if who tries often enough may find it. */
  default boolean isGuessable() {
    return true;
  }

  /** A password, or what stands in its place, as it was typed; wiped once it has been looked at. */
  record Password(char[] secret) implements Evidence {

    @Override
    public void wipe() {
      Arrays.fill(secret, '\0');
    }

    @Override
    public String mechanism() {
      return Mechanism.PLAIN.saslName();
    }

    @Override
    public String scheme() {
      return "Basic";
    }

    /** Nothing of the password. */
    @Override
    public String toString() {
      return "a password";
    }
  }

  /**
   * A token that proves by itself who has it (RFC 6750): one of {@link Tokens}, a JWT, or another
   * that a login module knows; wiped once it has been looked at. The name beside it is empty.
   */
  record Bearer(char[] secret) implements Evidence {

    @Override
    public void wipe() {
      Arrays.fill(secret, '\0');
    }

    @Override
    public boolean isGuessable() {
      return false;
    }

    @Override
    public String mechanism() {
      return Mechanism.OAUTHBEARER.saslName();
    }

    @Override
    public String scheme() {
      return "Bearer";
    }

    /** Nothing of the token. */
    @Override
    public String toString() {
      return "a token";
    }
  }

  /**
   * Cookies of a site, which a login module asks for with {@link CookieCallback}; only those whose
   * names a module has announced. The name beside them is empty.
   */
  record Cookies(Map<String, String> values) implements Evidence {

    public Cookies {
      values = Map.copyOf(values);
    }

    @Override
    public boolean isGuessable() {
      return false;
    }

    @Override
    public String mechanism() {
      return Mechanism.EXTERNAL.saslName();
    }

    @Override
    public String scheme() {
      return "cookies";
    }

    /** Nothing of the cookies. */
    @Override
    public String toString() {
      return "cookies";
    }
  }

  /**
   * What a SCRAM client sends in its last message (RFC 5802 §3).
   *
   * @param authMessage {@code AuthMessage}: what both have said before
   * @param clientProof {@code ClientProof}, of any length
   */
  record ScramProof(ScramHash hash, byte[] authMessage, byte[] clientProof) implements Evidence {

    @Override
    public String mechanism() {
      return hash.mechanism();
    }

    /** Nothing of the proof. */
    @Override
    public String toString() {
      return "a proof of " + hash.mechanism();
    }
  }

  /**
   * Nothing: the visitor wants to be a guest (RFC 4505).
   *
   * @param token by which he is known again, if he was here before; wiped once it has been looked
   *     at
   */
  record Anonymous(Optional<GuestToken> token) implements Evidence {

    /** Somebody new. */
    Anonymous() {
      this(Optional.empty());
    }

    @Override
    public void wipe() {
      token.ifPresent(GuestToken::wipe);
    }

    @Override
    public String mechanism() {
      return Mechanism.ANONYMOUS.saslName();
    }

    /** Nothing of the token. */
    @Override
    public String toString() {
      return "nothing";
    }
  }
}
