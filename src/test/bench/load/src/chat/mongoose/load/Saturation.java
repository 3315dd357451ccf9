package chat.mongoose.load;

import java.util.ArrayList;
import java.util.List;

/** Finds the highest load that the server sustains. */
final class Saturation {

  private final Options options;
  private final Crowd crowd;
  private final Measurement measurement;

  Saturation(Options options, Crowd crowd, Measurement measurement) {
    this.options = options;
    this.crowd = crowd;
    this.measurement = measurement;
  }

  /** Raises the rate by steps until one is not sustained, then bisects between the last two. */
  Report find() throws InterruptedException {
    long atFirst = crowd.up();
    List<Report> steps = new ArrayList<>();
    double good = 0;
    double bad = 0;
    double rate = options.rate;
    Report best = null;
    int refinementsLeft = options.refinements;
    while (measurement.isPossible()) {
      Report step = measurement.take(rate, options.stepSeconds / 5, options.stepSeconds * 4 / 5);
      boolean sustained = isSustained(step);
      steps.add(summary(step, sustained));
      if (sustained) {
        good = rate;
        best = step;
      } else {
        bad = rate;
      }
      if (!sustained && crowd.up() < atFirst) {
        break; // the server has dropped sessions; what follows would not be comparable
      }
      if (bad == 0) {
        rate = good * options.stepFactor;
      } else if (good == 0) {
        rate = bad / options.stepFactor;
      } else if (refinementsLeft-- > 0) {
        rate = (good + bad) / 2;
      } else {
        break;
      }
    }
    Report report =
        new Report()
            .put(
                "highest_sustained_deliveries_per_s",
                best == null ? 0.0 : best.number("deliveries_per_s"));
    if (best != null) {
      report.putAll(best);
    }
    report.put("steps", steps);
    return report;
  }

  /**
   * The deliveries of one message may be under way as the window ends without the server having
   * fallen behind.
   */
  private boolean isSustained(Report step) {
    double oneMessage = 1 / Math.max(1, step.number("sent"));
    return step.number("delivered_in_time") >= Math.min(options.minDelivered, 1 - oneMessage)
        && step.number("latency_p99_ms") <= options.maxP99Millis
        && step.number("lost") == 0
        && step.number("unsent") == 0;
  }

  private static Report summary(Report step, boolean sustained) {
    Report summary = new Report();
    summary
        .put("messages_per_s", step.number("offered_messages_per_s"))
        .put("deliveries_per_s", step.number("deliveries_per_s"))
        .put("in_time", step.number("delivered_in_time"))
        .put("lost", (long) step.number("lost"))
        .put("p50_ms", step.number("latency_p50_ms"))
        .put("p99_ms", step.number("latency_p99_ms"))
        .put("server_cpu_us", step.number("server_cpu_us_per_delivery"))
        .put("server_cores", step.number("server_cores_used"))
        .put("generator_us", step.number("generator_cpu_us_per_delivery"))
        .put("idle_share", step.number("machine_idle_share"))
        .put("sustained", sustained);
    return summary;
  }
}
