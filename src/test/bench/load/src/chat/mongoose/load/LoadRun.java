package chat.mongoose.load;

import java.io.IOException;
import java.util.List;

/**
 * One run from first login to last close: logs in, joins, loads, measures, and fills the report.
 */
final class LoadRun implements Run {

  private final Options options;
  private final Report report = new Report();
  private final ProcessProbe server;
  private final ProcessProbe self = new ProcessProbe(List.of(ProcessHandle.current().pid()));
  private final Crowd crowd;

  LoadRun(Options options) throws IOException {
    this.options = options;
    this.server = new ProcessProbe(options.serverPids);
    this.crowd = new Crowd(options, server);
  }

  @Override
  public Report execute() throws InterruptedException {
    crowd.start();
    describe();
    report.putAll(crowd.connect());
    if (report.number("connections_up") > 0) {
      load();
    }
    report
        .putAll(crowd.finish())
        .put("generator_cpu_total_s", self.sample().cpuSeconds)
        .put("generator_rss_bytes", self.sample().rssBytes);
    return report;
  }

  @Override
  public boolean isGood(Report result) {
    return result.number("connections_up") > 0;
  }

  private void load() throws InterruptedException {
    if (options.mode == Options.Mode.MUC) {
      report.putAll(crowd.joinRooms());
    } else if (options.mode == Options.Mode.CHAT) {
      crowd.pairUp();
    }
    runBeforeLoad();
    Measurement measurement = new Measurement(options, crowd, server, self);
    if (options.mode == Options.Mode.IDLE) {
      report.putAll(holdIdle());
    } else if (options.saturate) {
      report.putAll(new Saturation(options, crowd, measurement).find());
    } else {
      report.putAll(measurement.take(options.rate, options.warmupSeconds, options.durationSeconds));
    }
  }

  private void describe() {
    if (!options.label.isEmpty()) {
      report.put("label", options.label);
    }
    report
        .put("mode", options.mode.toString().toLowerCase())
        .put("transport", options.bosh ? "bosh" : "ws")
        .put("users", options.users);
    if (options.mode == Options.Mode.MUC) {
      report.put("rooms", options.rooms).put("users_per_room", options.usersPerRoom);
    }
  }

  private void runBeforeLoad() throws InterruptedException {
    if (options.beforeLoad.isEmpty()) {
      return;
    }
    try {
      int status =
          new ProcessBuilder("sh", "-c", options.beforeLoad)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor();
      report
          .put("before_load_status", status)
          .put("server_rss_before_load_bytes", server.sample().rssBytes);
    } catch (IOException e) {
      throw new IllegalStateException("cannot run the --before-load command", e);
    }
  }

  private Report holdIdle() throws InterruptedException {
    ProcessProbe.Sample start = server.sample();
    Seconds.pause(options.durationSeconds);
    ProcessProbe.Sample end = server.sample();
    int up = (int) report.number("connections_up");
    Report result =
        new Report()
            .put("idle_s", (end.nanos - start.nanos) / 1e9)
            .put("server_cpu_s", end.cpuSeconds - start.cpuSeconds)
            .put("server_rss_bytes", end.rssBytes)
            .put(
                "rss_per_connection_after_idle_bytes",
                up == 0
                    ? null
                    : (end.rssBytes - (long) report.number("server_rss_before_bytes")) / up);
    result.putMachine(start, end);
    return result;
  }
}
