package chat.mongoose.auth;

import chat.mongoose.session.Identity;
import chat.mongoose.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** A small deployment without a server: accounts in a map, all else as it is. */
final class Verona implements Doorway {

  static final int ITERATIONS = 4096;

  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Counting derivation = new Counting();
  private final Verifier verifier = new Verifier(this::find, decoys(), derivation);
  private final Tokens tokens = new Tokens(new TestClock());
  private final Login login =
      new Login(LoginConfiguration.own(verifier, List.of()), tokens, Set.of());
  private Optional<Admission> visitor = Optional.empty();
  private boolean down;

  /** Writes down how much is derived. */
  static final class Counting extends KeyDerivation {

    private final List<Integer> derived = new ArrayList<>();

    @Override
    byte[] saltedPassword(ScramHash hash, String password, byte[] salt, int iterations) {
      derived.add(iterations);
      return super.saltedPassword(hash, password, salt, iterations);
    }
  }

  private static Decoys decoys() {
    return new Decoys(
        () -> "a plague on both your houses".getBytes(StandardCharsets.US_ASCII),
        () -> List.of(ITERATIONS));
  }

  Verona with(String username, String password, String... roles) {
    return with(username, password, "salt of the earth", false, roles);
  }

  Verona withDisabled(String username, String password) {
    return with(username, password, "salt of the earth", true);
  }

  private Verona with(
      String username, String password, String salt, boolean disabled, String... roles) {
    var bytes = Arrays.copyOf(salt.getBytes(StandardCharsets.US_ASCII), Accounts.SALT_LENGTH);
    return with(
        new Account(
            username,
            credentials(ScramHash.SHA_1, password, bytes),
            credentials(ScramHash.SHA_256, password, bytes),
            disabled,
            Set.of(roles)));
  }

  Verona with(Account account) {
    accounts.put(account.username(), account);
    return this;
  }

  static ScramCredentials credentials(ScramHash hash, String password, byte[] salt) {
    return ScramCredentials.derive(hash, password, salt, ITERATIONS, new KeyDerivation());
  }

  /** From now on the database does not answer. */
  void burn() {
    down = true;
  }

  Login login() {
    return login;
  }

  Function<String, Optional<Account>> accounts() {
    return this::find;
  }

  /** What the site's page has got for this account. */
  String token(String username) {
    return tokens.give(
        new Admission(new Identity(username, false, Set.of()), Optional.empty(), Optional.empty()));
  }

  /** From now on cookies of this account come along. */
  void visits(String username) {
    visitor =
        Optional.of(
            new Admission(
                new Identity(username, false, Set.of()), Optional.empty(), Optional.empty()));
  }

  Verifier verifier() {
    return verifier;
  }

  /** The iterations of each derivation so far; forgets them. */
  List<Integer> derived() {
    var all = List.copyOf(derivation.derived);
    derivation.derived.clear();
    return all;
  }

  @Override
  public CompletionStage<Admission> admit(String username, Evidence evidence) {
    return stage(() -> login.check(username, evidence));
  }

  @Override
  public void refused(SaslFailure failure) {}

  @Override
  public Optional<Admission> visitor() {
    return visitor;
  }

  @Override
  public CompletionStage<ScramParameters> parameters(ScramHash hash, String username) {
    return stage(() -> verifier.parameters(hash, username));
  }

  private Optional<Account> find(String username) {
    if (down) {
      throw new IllegalStateException("The database does not answer.");
    }
    return Optional.ofNullable(accounts.get(username));
  }

  private static <T> CompletionStage<T> stage(Supplier<T> work) {
    try {
      return CompletableFuture.completedFuture(work.get());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
