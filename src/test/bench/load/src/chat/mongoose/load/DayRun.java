package chat.mongoose.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs a day from its begin to its end, and writes down every tenth how things are. */
final class DayRun implements Run {

  private static final int TENTHS = 10;
  private static final double WAKE_SECONDS = 3;
  private static final double LEAVE_SECONDS = 90;
  private static final double POLL_SECONDS = 0.2;
  private static final String HEAD =
      "%-6s %7s %8s %8s %9s %10s %8s %8s %7s %7s %6s %6s %6s %8s %7s %8s %8s%n";
  private static final String ROW =
      "%-6s %7d %8d %8d %9d %10d %8.1f %8.1f %7d %7d %6d %6d %6d %8.2f %7d %8d %8d  %s%n";

  private final Options options;
  private final Day day;
  private final ProcessProbe server;

  /** What was known at the last row. */
  private Events before = new Events();

  private ProcessProbe.Sample sampleBefore;
  private long deliveriesBefore;

  DayRun(Options options) throws IOException {
    this.options = options;
    this.day = new Day(options);
    this.server = new ProcessProbe(options.serverPids);
  }

  @Override
  public Report execute() throws InterruptedException {
    System.out.printf(
        HEAD,
        "clock",
        "online",
        "logins",
        "resumes",
        "messages",
        "deliveries",
        "p50_ms",
        "p99_ms",
        "refused",
        "toolate",
        "lost",
        "again",
        "failed",
        "cpu",
        "rss_MB",
        "threads",
        "files");
    ProcessProbe.Sample start = server.sample();
    sampleBefore = start;
    day.loop().start();
    day.loop().execute(day::begin);
    for (int tenth = 1; tenth <= TENTHS; tenth++) {
      waitFor(tenth / (double) TENTHS);
      row(DayCurve.clock(tenth / (double) TENTHS), tenth - 1);
    }
    day.loop().execute(day::close);
    Seconds.pause(WAKE_SECONDS + Attendance.GRACE_SECONDS);
    day.loop().execute(day::sendAllOff);
    long giveUp = System.nanoTime() + Seconds.nanos(LEAVE_SECONDS);
    while (ask(day::online) > 0 && System.nanoTime() < giveUp) {
      Seconds.pause(POLL_SECONDS);
    }
    row("after", TENTHS);
    Report report = report(start, server.sample());
    ask(
        () -> {
          day.stop();
          return null;
        });
    return report;
  }

  private void waitFor(double time) throws InterruptedException {
    while (ask(day::time) < time) {
      Seconds.pause(POLL_SECONDS);
    }
  }

  private void row(String clock, int tenth) {
    Events now = ask(() -> day.events().copy());
    Tally tally = ask(day.loop().tally::copy);
    ProcessProbe.Sample sample = server.sample();
    Histogram latency = tally.phase(tenth).latencyMicros;
    System.out.printf(
        ROW,
        clock,
        ask(day::online),
        now.logins - before.logins,
        now.resumes - before.resumes,
        now.said - before.said,
        tally.deliveries - deliveriesBefore,
        latency.percentile(0.5) / 1000.0,
        latency.percentile(0.99) / 1000.0,
        now.refused - before.refused,
        now.tooLate - before.tooLate,
        now.lost - before.lost,
        now.repeated - before.repeated,
        now.failed() - before.failed(),
        (sample.cpuSeconds - sampleBefore.cpuSeconds)
            / Math.max(0.001, (sample.nanos - sampleBefore.nanos) / 1e9),
        sample.rssBytes / 1_000_000,
        sample.threads,
        sample.files,
        watched());
    System.out.flush();
    before = now;
    sampleBefore = sample;
    deliveriesBefore = tally.deliveries;
  }

  /** The last line of what the command that is to be watched says. */
  private String watched() {
    if (options.watch.isEmpty()) {
      return "";
    }
    try {
      Process process =
          new ProcessBuilder("sh", "-c", options.watch)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = output.lines().toList();
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    } catch (IOException e) {
      throw new IllegalStateException("cannot run the --watch command", e);
    }
  }

  private Report report(ProcessProbe.Sample start, ProcessProbe.Sample end) {
    Events events = ask(() -> day.events().copy());
    Tally tally = ask(day.loop().tally::copy);
    Histogram latency = new Histogram();
    for (int tenth = 0; tenth <= TENTHS; tenth++) {
      latency.add(tally.phase(tenth).latencyMicros);
    }
    Report report =
        new Report()
            .put("mode", "day")
            .put("users", options.users)
            .put("rooms", options.rooms)
            .put("minutes", options.minutes)
            .put("visits", events.visits)
            .put("logins", events.logins)
            .put("resumes", events.resumes)
            .put("resumes_too_late", events.tooLate)
            .put("messages", events.said)
            .put("messages_heard", ask(day::heard))
            .put("deliveries", tally.deliveries)
            .put("presences", tally.presences)
            .put("latency_p50_ms", latency.percentile(0.5) / 1000.0)
            .put("latency_p99_ms", latency.percentile(0.99) / 1000.0)
            .put("latency_max_ms", latency.max() / 1000.0)
            .put("lost", events.lost)
            .put("repeated", events.repeated)
            .put("refused", events.refused)
            .put("failed", events.failed())
            .put("still_there", ask(day::online))
            .put("server_cpu_s", end.cpuSeconds - start.cpuSeconds);
    report.putMachine(start, end);
    if (!events.failures.isEmpty()) {
      report.put("failures", events.failures);
    }
    return report;
  }

  /** A day without a fault. */
  @Override
  public boolean isGood(Report report) {
    return report.number("messages_heard") > 0
        && report.number("lost") == 0
        && report.number("repeated") == 0
        && report.number("failed") == 0
        && report.number("still_there") == 0;
  }

  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    day.loop().execute(() -> answer.complete(question.get()));
    return answer.join();
  }
}
