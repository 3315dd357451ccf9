package chat.mongoose.load;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Logs in by PLAIN and out again without a pause, with right and with wrong passwords, as many at a
 * time as there are users. All but {@link #execute} runs on the thread of the loop.
 */
final class Storm implements Run, Listener {

  private static final String WRONG = "no-such-";

  private final Options options;
  private final ProcessProbe server;
  private final IoLoop loop = new IoLoop(0);
  private final Function<Session, Transport> door;
  private final SplittableRandom random;
  private final Histogram doneMicros = new Histogram();
  private final Histogram refusedMicros = new Histogram();
  private final Map<String, Integer> failures = new TreeMap<>();
  private boolean over;

  Storm(Options options) throws IOException {
    this.options = options;
    this.server = new ProcessProbe(options.serverPids);
    this.random = new SplittableRandom(options.seed);
    Endpoint endpoint = new Endpoint(options.url, options.sourceAddresses);
    this.door = session -> new WebSocketTransport(session, endpoint);
  }

  @Override
  public Report execute() throws InterruptedException {
    ProcessProbe.Sample start = server.sample();
    loop.start();
    for (int i = 0; i < options.users; i++) {
      int slot = i;
      loop.execute(() -> attempt(slot));
    }
    Seconds.pause(options.durationSeconds);
    ProcessProbe.Sample end = server.sample();
    CompletableFuture<Report> report = new CompletableFuture<>();
    loop.execute(
        () -> {
          over = true;
          loop.stop();
          report.complete(report(start, end));
        });
    return report.join();
  }

  private Report report(ProcessProbe.Sample start, ProcessProbe.Sample end) {
    double seconds = (end.nanos - start.nanos) / 1e9;
    Report report =
        new Report()
            .put("mode", "storm")
            .put("seconds", seconds)
            .put("done", doneMicros.total())
            .put("refused", refusedMicros.total())
            .put("done_per_s", doneMicros.total() / seconds)
            .put("refused_per_s", refusedMicros.total() / seconds)
            .put("done_p50_ms", doneMicros.percentile(0.5) / 1000.0)
            .put("done_p99_ms", doneMicros.percentile(0.99) / 1000.0)
            .put("refused_p99_ms", refusedMicros.percentile(0.99) / 1000.0)
            .put("server_cores_used", (end.cpuSeconds - start.cpuSeconds) / seconds);
    if (!failures.isEmpty()) {
      report.put("failures", failures);
    }
    return report;
  }

  @Override
  public boolean isGood(Report report) {
    return failures.isEmpty() && doneMicros.total() + refusedMicros.total() > 0;
  }

  private void attempt(int slot) {
    if (over) {
      return;
    }
    String number = Integer.toString(options.firstUser + random.nextInt(options.accounts));
    boolean wrong = random.nextDouble() < options.wrongShare;
    String credentials =
        "\0"
            + options.userPattern.replace("%d", number)
            + "\0"
            + (wrong ? WRONG : "")
            + options.passwordPattern.replace("%d", number);
    Login login = new Login(options.domain, "PLAIN", index -> credentials);
    Session session = new Session(slot, loop, login, door, Optional.empty(), this);
    long begin = System.nanoTime();
    session.logIn(
        failure -> {
          boolean refused = failure != null && failure.contains("not-authorized");
          if (failure == null && !wrong || refused && wrong) {
            (wrong ? refusedMicros : doneMicros).record((System.nanoTime() - begin) / 1000);
          } else {
            failures.merge(
                failure == null ? "a wrong password was taken" : failure, 1, Integer::sum);
          }
          session.logOut(ended -> loop.later(0, () -> attempt(slot)));
        });
  }

  @Override
  public void heard(Session session, byte[] bytes, int marker, int to) {}

  @Override
  public void refused(Session session, String error) {}

  @Override
  public void dropped(Session session, String reason) {
    failures.merge("dropped: " + reason, 1, Integer::sum);
    loop.later(0, () -> attempt(session.index));
  }
}
