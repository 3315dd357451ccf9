package chat.mongoose.bosh;

import chat.mongoose.guard.Guarded;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/**
 * Lets sessions and bodies that come in look at the clock each second, see {@link
 * BoshTransport#LOOK_EVERY}.
 */
@Singleton
@Startup
public class BoshClock {

  @Inject private BoshSessions sessions;
  @Inject private Arrivals arrivals;

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void tick() {
    Guarded.run("the look after BOSH sessions", this::lookAtSessions);
    Guarded.run("the look after bodies of BOSH", this::lookAtBodies);
  }

  private void lookAtSessions() {
    sessions.look();
  }

  private void lookAtBodies() {
    arrivals.look();
  }
}
