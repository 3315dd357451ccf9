package chat.mongoose.load;

import java.util.Locale;

/** Offers a load at a fixed rate and measures what becomes of it. */
final class Measurement {

  private static final double POLL_SECONDS = 0.05;
  private static final double LEAD_SECONDS = 0.1;

  private final Options options;
  private final Crowd crowd;
  private final ProcessProbe server;
  private final ProcessProbe self;
  private int phasesUsed;

  /** Deliveries no longer awaited, because they did not come within the drain time. */
  private long writtenOff;

  Measurement(Options options, Crowd crowd, ProcessProbe server, ProcessProbe self) {
    this.options = options;
    this.crowd = crowd;
    this.server = server;
    this.self = self;
  }

  /** Whether the markers can tell another measurement from those before. */
  boolean isPossible() {
    return phasesUsed + 2 <= Marker.MAX_PHASES - 1;
  }

  /**
   * Sends at a fixed rate: a warm-up, then the measured window, then a wait for what is still on
   * its way.
   */
  Report take(double rate, double warmupSeconds, double seconds) throws InterruptedException {
    int warmup = phasesUsed++;
    int measured = phasesUsed++;
    long warmupStart = System.nanoTime() + Seconds.nanos(LEAD_SECONDS);
    long windowStart = warmupStart + Seconds.nanos(warmupSeconds);
    long windowEnd = windowStart + Seconds.nanos(seconds);
    Traffic before =
        new Traffic(warmup, crowd.groups(), warmupStart, rate, warmupSeconds, options.bodyLength);
    Traffic during =
        new Traffic(measured, crowd.groups(), windowStart, rate, seconds, options.bodyLength);
    crowd.loops().forEach(loop -> loop.follow(before));
    crowd.loops().forEach(loop -> loop.follow(during));

    PacedSteps.waitUntil(windowStart);
    ProcessProbe.Sample serverStart = server.sample();
    ProcessProbe.Sample selfStart = self.sample();
    long deliveriesStart = IoLoop.sum(crowd.loops(), tally -> tally.deliveries);
    PacedSteps.waitUntil(windowEnd);
    ProcessProbe.Sample serverEnd = server.sample();
    ProcessProbe.Sample selfEnd = self.sample();
    long inWindow = IoLoop.sum(crowd.loops(), tally -> tally.deliveries) - deliveriesStart;
    double drainSeconds = drain();

    Tally.Phase counts = IoLoop.total(crowd.loops()).phase(measured);
    double cpu = serverEnd.cpuSeconds - serverStart.cpuSeconds;
    double elapsed = (serverEnd.nanos - serverStart.nanos) / 1e9;
    Report result =
        new Report()
            .put("offered_messages_per_s", rate)
            .put("window_s", elapsed)
            .put("sent", counts.sent)
            .put("expected_deliveries", counts.expected)
            .put("received_deliveries", counts.received)
            .put("lost", counts.expected - counts.received)
            .put("deliveries_per_s", inWindow / elapsed)
            .put(
                "delivered_in_time",
                counts.expected == 0 ? 0.0 : (double) inWindow / counts.expected)
            .put("latency_p50_ms", counts.latencyMicros.percentile(0.50) / 1000.0)
            .put("latency_p95_ms", counts.latencyMicros.percentile(0.95) / 1000.0)
            .put("latency_p99_ms", counts.latencyMicros.percentile(0.99) / 1000.0)
            .put("latency_max_ms", counts.latencyMicros.max() / 1000.0)
            .put("latency_samples", counts.latencyMicros.total())
            .put("server_cpu_s", cpu)
            .put("server_cpu_us_per_delivery", inWindow == 0 ? null : cpu * 1e6 / inWindow)
            .put("server_cores_used", cpu / elapsed)
            .put("server_rss_bytes", serverEnd.rssBytes)
            .put("generator_cpu_s", selfEnd.cpuSeconds - selfStart.cpuSeconds)
            .put(
                "generator_cpu_us_per_delivery",
                inWindow == 0 ? null : (selfEnd.cpuSeconds - selfStart.cpuSeconds) * 1e6 / inWindow)
            .put("send_lag_p99_ms", counts.sendLagMicros.percentile(0.99) / 1000.0)
            .put("unsent", counts.unsent)
            .put("drain_s", drainSeconds);
    result.putMachine(serverStart, serverEnd);
    options.progress(
        String.format(
            Locale.ROOT,
            "%.2f messages/s: %.0f deliveries/s, p99 %.1f ms, lost %.0f,"
                + " server %.1f us/delivery on %.2f cores",
            rate,
            result.number("deliveries_per_s"),
            result.number("latency_p99_ms"),
            result.number("lost"),
            inWindow == 0 ? 0 : cpu * 1e6 / inWindow,
            cpu / elapsed));
    return result;
  }

  /**
   * Waits until every expected delivery has arrived; returns how long that took, at most the drain
   * time.
   */
  private double drain() throws InterruptedException {
    long start = System.nanoTime();
    long giveUp = start + Seconds.nanos(options.drainSeconds);
    while (missing() > writtenOff && System.nanoTime() < giveUp) {
      Seconds.pause(POLL_SECONDS);
    }
    writtenOff = Math.max(0, missing());
    return (System.nanoTime() - start) / 1e9;
  }

  private long missing() {
    return IoLoop.sum(crowd.loops(), tally -> tally.expected() - tally.deliveries);
  }
}
