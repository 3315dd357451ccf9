package chat.mongoose.bosh;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Lets the sessions look at the clock each second, see {@link BoshTransport#LOOK_EVERY}. */
@Singleton
@Startup
public class BoshClock {

  @Inject private BoshSessions sessions;

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void tick() {
    sessions.look();
  }
}
