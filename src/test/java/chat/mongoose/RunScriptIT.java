package chat.mongoose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./payara/run}, the first thing that anybody does with the project. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RunScriptIT {

  @TempDir private Path data;
  private Process script;
  private final List<String> said = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() {
    if (script != null) {
      script.descendants().forEach(ProcessHandle::destroyForcibly);
      script.destroyForcibly();
    }
  }

  @Test
  void startsAServerThatAnswersAndStopsItWhenAsked() throws Exception {
    int port = FreePorts.next();
    run("--port", Integer.toString(port), "--data", data.toString());
    readUntil("Ctrl-C stops it");
    assertThat(said)
        .anyMatch(line -> line.endsWith("http://localhost:%d/mongoose/".formatted(port)));
    assertThat(status(port)).isEqualTo(200);
    List<ProcessHandle> started = script.descendants().toList();
    assertThat(started).isNotEmpty();

    // Process.destroy() would close the pipe that we read.
    script.toHandle().destroy();
    readUntil("Stopped.");
    assertThat(script.waitFor()).isZero();
    assertThat(started).noneMatch(ProcessHandle::isAlive);
    assertThat(data.resolve("mongoose.mv.db")).exists();
  }

  @Test
  void listensWhereItIsToldTellsStrangersNothingOfWhatIsBeneathAndUsThatItWasKilled()
      throws Exception {
    int port = FreePorts.next();
    run("--port", "" + port, "--address", "127.0.0.9", "--data", data.toString());
    readUntil("Ctrl-C stops it");

    assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
        .isInstanceOf(ConnectException.class);
    for (String path : List.of("metrics", "openapi", "health", "health/live", "nothing", "")) {
      var address = URI.create("http://127.0.0.9:%d/%s".formatted(port, path));
      var answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isIn(403, 404);
      assertThat(answer.body() + answer.headers()).doesNotContainIgnoringCase("payara");
    }
    tellsThatTheServerWasKilled();
  }

  private void tellsThatTheServerWasKilled() throws Exception {
    script
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("/java"))
        .forEach(ProcessHandle::destroyForcibly);
    readUntil("the server ended by itself (exit code 137)");
    assertThat(script.waitFor()).isEqualTo(1);
  }

  @Test
  void namesTheSettingThatItCannotStartWith() throws Exception {
    var builder = builder("--port", Integer.toString(FreePorts.next()), "--data", data.toString());
    builder.environment().put("MONGOOSE_DB_URL", "jdbc:oracle:thin:@somewhere?password=secret");
    script = builder.start();
    readUntil("the WAR did not start: mongoose.db.url must begin with");
    assertThat(script.waitFor()).isEqualTo(1);
    assertThat(said).noneMatch(line -> line.contains("secret"));
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      run("--port", Integer.toString(taken.getLocalPort()), "--data", data.toString());
      readUntil("port %d is taken".formatted(taken.getLocalPort()));
      assertThat(script.waitFor()).isEqualTo(1);
    }
  }

  private void run(String... arguments) throws IOException {
    script = builder(arguments).start();
  }

  private static ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("basedir", ""), "payara", "run").toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("MONGOOSE_"));
    builder.environment().put("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx768m");
    return builder;
  }

  private void readUntil(String words) throws IOException {
    BufferedReader reader = script.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      said.add(line);
      if (line.contains(words)) {
        return;
      }
    }
    throw new AssertionError("It never said \"" + words + "\" but:\n" + String.join("\n", said));
  }

  private static int status(int port) throws IOException, InterruptedException {
    var address = URI.create("http://127.0.0.1:%d/mongoose/api/health/ready".formatted(port));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
