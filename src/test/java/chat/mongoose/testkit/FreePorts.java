package chat.mongoose.testkit;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Finds ports for the WildFly of Arquillian, which takes what {@code arquillian.xml} names. */
public final class FreePorts implements LauncherSessionListener {

  /** For JUnit. */
  public FreePorts() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    var management = Workplace.freePort();
    System.setProperty("mongoose.test.management-port", Integer.toString(management));
    System.setProperty(
        "mongoose.test.ports", String.join(" ", WildFly.ports(Workplace.freePort(), management)));
  }
}
