package chat.mongoose.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The program that runs the WAR: how it is started, and how it says that it could not start the
 * WAR. The system property {@code arquillian.launch} chooses the one of a test run, for Arquillian
 * too. Maven runs all integration tests on Payara Micro, then those with the tag {@value #TAG} on
 * WildFly.
 */
interface AppServer {

  /** The JUnit tag of classes that are to be run on every server. */
  String TAG = "server";

  /** The one of this test run. */
  static AppServer ofThisRun() {
    var name = System.getProperty("arquillian.launch", "payara");
    return switch (name) {
      case "payara" -> new PayaraMicro();
      case "wildfly" -> new WildFly();
      default -> throw new IllegalStateException("arquillian.launch must not be " + name);
    };
  }

  /**
   * Makes what it needs for one start.
   *
   * @param war what is to be deployed
   * @param run a folder that is its own and does not exist yet
   * @param port where it is to listen on 127.0.0.1
   * @return what stands behind the options of the JVM
   */
  List<String> prepare(Path war, Path run, int port) throws IOException;

  /** Whether it runs, but without the WAR. */
  boolean refused(Path run, String log);
}
