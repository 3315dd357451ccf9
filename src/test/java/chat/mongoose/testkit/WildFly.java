package chat.mongoose.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * WildFly as it comes, in its default configuration, with the WAR in its folder {@code
 * deployments}, as README tells. Several may share the program: each has configuration, log and
 * ports of its own.
 */
final class WildFly implements AppServer {

  private static final String WAR = "mongoose.war";

  private final Path home = Workplace.built("wildfly");

  @Override
  public List<String> prepare(Path war, Path run, int port) throws IOException {
    Workplace.copy(home.resolve("standalone/configuration"), run.resolve("configuration"));
    var deployments = Files.createDirectories(run.resolve("deployments"));
    Files.copy(war, deployments.resolve(WAR));
    var arguments =
        new ArrayList<>(
            List.of(
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + run));
    arguments.addAll(ports(port, FreePorts.next()));
    return arguments;
  }

  /** The options that make it listen there; whatever else it listens on gets a free port. */
  static List<String> ports(int http, int management) {
    return List.of(
        "-Djboss.http.port=" + http,
        "-Djboss.https.port=" + FreePorts.next(),
        "-Djboss.management.http.port=" + management);
  }

  @Override
  public boolean refused(Path run, String log) {
    return Files.exists(run.resolve("deployments").resolve(WAR + ".failed"));
  }
}
