package chat.mongoose.auth;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.cluster.Lanes.Work;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The way of every attempt to log in, from its door to {@link Login}: past the {@link Brake}, then
 * to a thread where waiting harms nobody. It never blocks its caller.
 */
@ApplicationScoped
public class Gate {

  private static final int CAPACITY = 10_000;

  /**
   * A refusal is answered at a multiple of this since its check began. Who exists costs the site's
   * database a row more than who does not, and that must not be told by the clock.
   */
  static final Duration REFUSAL_STEP = Duration.ofMillis(200);

  /**
   * A client that wants to prove a name is answered at a multiple of this, for the same reason: to
   * read an account takes a tenth of a millisecond longer than to find that there is none. Longer
   * than either takes, and nothing beside what the client has to derive then.
   */
  static final Duration PARAMETERS_STEP = Duration.ofMillis(20);

  private static final Trouble TROUBLE = new Trouble(System.getLogger(Gate.class.getName()));

  private final Turnstile turnstile = new Turnstile(Work.LOGIN.threads(), CAPACITY);
  private Lanes lanes;
  private Brake brake;
  private Login login;
  private Verifier verifier;
  private UselessEvidence useless;

  /** For the container's proxy. */
  Gate() {}

  @Inject
  Gate(Lanes lanes, Brake brake, Login login, Verifier verifier, Clock clock) {
    this.lanes = lanes;
    this.brake = brake;
    this.login = login;
    this.verifier = verifier;
    this.useless = new UselessEvidence(clock);
  }

  /**
   * Tries to log in.
   *
   * @param username as it was typed
   * @return completes with the admission; or with {@link LoginRefused}, {@link LoginUnavailable} or
   *     {@link LoginBraked}
   */
  CompletionStage<Admission> admit(Caller caller, String username, Evidence evidence) {
    return decide(caller.address(), username, evidence)
        .whenComplete((admission, failure) -> tell(caller, username, evidence, admission, failure));
  }

  /** To the security log; that nobody could tell is for the server's own. */
  private static void tell(
      Caller caller, String typed, Evidence evidence, Admission admission, Throwable failure) {
    var mechanism = caller.mechanism(evidence);
    if (failure == null) {
      var who = admission.identity();
      var kind = who.guest() ? Kind.GUEST_OK : Kind.LOGIN_OK;
      SecurityLog.tell(caller.event(kind).name(who.username()).mechanism(mechanism));
    } else if (cause(failure) instanceof LoginRefused) {
      SecurityLog.tell(caller.event(Kind.LOGIN_FAILED).name(typed).mechanism(mechanism));
    } else if (cause(failure) instanceof LoginBraked) {
      SecurityLog.tell(caller.event(Kind.LOGIN_BRAKED).name(typed).mechanism(mechanism));
    }
  }

  private CompletionStage<Admission> decide(String address, String username, Evidence evidence) {
    if (evidence instanceof Evidence.Anonymous) {
      return check(username, evidence);
    }
    try {
      if (!evidence.isGuessable()) {
        return useless.watch(address, () -> check(username, evidence));
      }
      return brake
          .pass(address, username, () -> guess(username, evidence))
          .whenComplete((admission, failure) -> evidence.wipe());
    } catch (LoginBraked e) {
      evidence.wipe();
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Tries to log in by the cookies of a request, if a login module knows any of them.
   *
   * @param cookies all that the request brought
   * @return empty if no module knows any; else it completes as the other one does
   */
  Optional<CompletionStage<Admission>> admit(Caller caller, Map<String, String> cookies) {
    var known = login.configuration().cookies().known(cookies);
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(admit(caller, "", new Evidence.Cookies(known)));
  }

  /** What to tell a SCRAM client that wants to prove this name; fails as {@link #admit} does. */
  CompletionStage<ScramParameters> parameters(ScramHash hash, String username) {
    var begun = System.nanoTime();
    return turnstile
        .pass(() -> lanes.offload(Work.LOGIN, () -> read(hash, username)))
        .thenCompose(
            parameters -> after(untilStep(begun, PARAMETERS_STEP)).thenApply(waited -> parameters));
  }

  private ScramParameters read(ScramHash hash, String username) {
    try {
      return verifier.parameters(hash, username);
    } catch (RuntimeException e) {
      TROUBLE.with(e);
      throw LoginUnavailable.now();
    }
  }

  private CompletionStage<Admission> check(String username, Evidence evidence) {
    return turnstile.pass(() -> lanes.offload(Work.LOGIN, () -> login.check(username, evidence)));
  }

  private CompletionStage<Admission> guess(String username, Evidence evidence) {
    var begun = System.nanoTime();
    return check(username, evidence)
        .exceptionallyCompose(
            failure ->
                cause(failure) instanceof LoginRefused refused
                    ? after(untilStep(begun, REFUSAL_STEP))
                        .thenCompose(waited -> CompletableFuture.failedStage(refused))
                    : CompletableFuture.failedStage(failure));
  }

  private static Duration untilStep(long begun, Duration multiple) {
    var step = multiple.toNanos();
    return Duration.ofNanos(step - (System.nanoTime() - begun) % step);
  }

  private CompletionStage<Void> after(Duration delay) {
    var waited = new CompletableFuture<Void>();
    if (delay.isZero()) {
      waited.complete(null);
    } else {
      lanes.later(delay, () -> waited.complete(null));
    }
    return waited;
  }

  /** The same, for who can do nothing about it. */
  static RuntimeException unchecked(Throwable failure) {
    return cause(failure) instanceof RuntimeException known
        ? known
        : new CompletionException(failure);
  }

  /** The exception that a stage has failed with. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
