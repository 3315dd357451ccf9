package chat.mongoose.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Payara Micro, started as {@code payara/run} does. */
final class PayaraMicro implements AppServer {

  @Override
  public List<String> prepare(Path war, Path run, int port) throws IOException {
    // It deploys twice if it finds its folder of an earlier run.
    var server = Files.createDirectories(run.resolve("server"));
    var unpacked = Files.createDirectories(run.resolve("unpacked"));
    var payara = Workplace.PROJECT.resolve("payara");
    return List.of(
        "-jar",
        Workplace.built("payara/payara-micro.jar").toString(),
        "--deploy",
        war.toString(),
        "--contextroot",
        "/mongoose",
        "--port",
        Integer.toString(port),
        "--rootdir",
        server.toString(),
        "--unpackdir",
        unpacked.toString(),
        "--prebootcommandfile",
        payara.resolve("preboot").toString(),
        "--logproperties",
        payara.resolve("logging.properties").toString(),
        "--disablephonehome",
        "--nocluster");
  }

  @Override
  public boolean refused(Path run, String log) {
    return log.contains("Exception while loading the app");
  }
}
