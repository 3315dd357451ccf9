package chat.mongoose.session;

import chat.mongoose.guard.Guarded;
import chat.mongoose.session.StreamError.Condition;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Pings clients that are silent, ends those that stay so or never finish their login, and tells all
 * when the server stops.
 */
@Singleton
@Startup
public class KeepAlive {

  @Inject private Sessions sessions;
  @Inject private SessionLimits limits;
  @Inject private StreamNegotiation negotiation;
  @Inject private Clock clock;

  /** For the container. */
  public KeepAlive() {}

  /** For tests without one. */
  KeepAlive(Sessions sessions, SessionLimits limits, StreamNegotiation negotiation, Clock clock) {
    this.sessions = sessions;
    this.limits = limits;
    this.negotiation = negotiation;
    this.clock = clock;
  }

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void look() {
    Guarded.run("the look after all sessions", this::lookAfterAll);
  }

  private void lookAfterAll() {
    var now = clock.instant();
    Guarded.run("the look at what clients hold", negotiation::look);
    Guarded.each(sessions.connected(), session -> look(session, now));
  }

  private void look(Session session, Instant now) {
    if (session.isDetached()) {
      if (session.isGivenUp(now)) {
        negotiation.giveUp(session);
      }
      return;
    }
    session.ask();
    if (session.jid().isEmpty() && isPast(session.connected(), limits.negotiation(), now)) {
      session.close(new StreamError(Condition.CONNECTION_TIMEOUT, "The login took too long."));
    } else if (isPast(session.heard(), limits.ping().multipliedBy(2), now)) {
      negotiation.lost(session);
    } else if (isPast(session.heard(), limits.ping(), now)) {
      session.ping();
    }
  }

  @PreDestroy
  void stop() {
    var error = new StreamError(Condition.SYSTEM_SHUTDOWN, "The server stops; come back soon.");
    Guarded.each(List.copyOf(sessions.connected()), session -> session.close(error));
  }

  private static boolean isPast(Instant since, Duration bound, Instant now) {
    return now.isAfter(since.plus(bound));
  }
}
