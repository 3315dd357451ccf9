package chat.mongoose.auth;

import chat.mongoose.guard.Guarded;
import chat.mongoose.session.NamePassedOn;
import chat.mongoose.session.Session;
import chat.mongoose.session.Sessions;
import chat.mongoose.session.StreamError;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends all that somebody's logins on this node have led to: his sessions, bound or not, also those
 * that wait to be resumed, and his tokens. It is remembered for a while, and a login makes its
 * session known first and looks here then; so none that began before passes by.
 *
 * <p>Any thread may call; nothing blocks. What happens when full: {@link #CAPACITY} names are
 * remembered, for longer than a login takes.
 */
@ApplicationScoped
public class EndedLogins {

  private static final Duration MEMORY = Duration.ofMinutes(10);
  private static final int CAPACITY = 10_000;

  private final Cache<String, Ending> endings =
      Caffeine.newBuilder()
          .expireAfterWrite(MEMORY)
          .maximumSize(CAPACITY)
          .executor(Runnable::run)
          .build();

  private Sessions sessions;
  private Tokens tokens;
  private RecentAccounts recent;
  private Clock clock;

  /** For the container's proxy. */
  EndedLogins() {}

  @Inject
  EndedLogins(Sessions sessions, Tokens tokens, RecentAccounts recent, Clock clock) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.recent = recent;
    this.clock = clock;
  }

  private record Ending(Instant at, StreamError error) {}

  /**
   * Ends them.
   *
   * @param why a sentence for who had them
   */
  void end(String username, String why) {
    var error = new StreamError(StreamError.Condition.NOT_AUTHORIZED, why);
    recent.forget(username);
    endings.put(username, new Ending(clock.instant(), error));
    tokens.takeBack(username);
    Guarded.each(
        sessions.connected().stream().filter(session -> isOf(username, session)).toList(),
        session -> session.close(error));
  }

  /** Called before the one who has the name next is let in. */
  void end(@Observes(during = TransactionPhase.AFTER_SUCCESS) NamePassedOn passedOn) {
    end(passedOn.name().local().orElseThrow(), "Your account has been removed.");
  }

  /** What to tell a session that has just been logged in by what was good before. */
  Optional<StreamError> farewell(Session session) {
    return session
        .identity()
        .map(who -> endings.getIfPresent(who.username()))
        .filter(ending -> !session.connected().isAfter(ending.at()))
        .map(Ending::error);
  }

  private static boolean isOf(String username, Session session) {
    return session.identity().filter(who -> who.username().equals(username)).isPresent();
  }
}
