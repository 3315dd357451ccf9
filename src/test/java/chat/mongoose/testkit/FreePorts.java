package chat.mongoose.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Ports for servers that have to be told theirs. Also tells the WildFly of Arquillian its ones,
 * which takes what {@code arquillian.xml} names.
 */
public final class FreePorts implements LauncherSessionListener {

  // Below those that outgoing connections take, on Linux and elsewhere: a port that is free now has
  // to be free still when the server is that far.
  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 32_000;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  /** For JUnit. */
  public FreePorts() {}

  /** One that nobody listens at, and that was not given to anybody before. */
  public static int next() {
    for (int tries = 0; tries < 1000; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No free port from " + LOWEST + " to " + HIGHEST);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    var management = next();
    System.setProperty("mongoose.test.management-port", Integer.toString(management));
    System.setProperty("mongoose.test.ports", String.join(" ", WildFly.ports(next(), management)));
  }
}
