package chat.mongoose.bosh;

import chat.mongoose.guard.Guarded;
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
    Guarded.run("the look after BOSH sessions", this::look);
  }

  private void look() {
    sessions.look();
  }
}
