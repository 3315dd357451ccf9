package chat.mongoose.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was measured: for each subject, at each size of the archive, some values of one unit. */
final class Figures {

  /** Of one row: what was measured, and in which unit. */
  record Subject(String door, String name, String unit) {}

  private final String database;
  private final Map<Subject, TreeMap<Integer, List<Double>>> values = new LinkedHashMap<>();

  Figures(String database) {
    this.database = database;
  }

  void add(Subject subject, int size, double value) {
    values
        .computeIfAbsent(subject, each -> new TreeMap<>())
        .computeIfAbsent(size, each -> new ArrayList<>())
        .add(value);
  }

  /** A value for each size, and how it grows. */
  String table() {
    var sizes = values.values().stream().flatMap(row -> row.keySet().stream()).distinct().sorted();
    var columns = sizes.toList();
    var table = new StringBuilder("%-62s".formatted(database + ": p50 / p95 / p99"));
    columns.forEach(size -> table.append("%,25d".formatted(size)));
    table.append("  exponent\n");
    values.forEach(
        (subject, row) -> {
          table.append("%-8s %-44s %-8s".formatted(subject.door(), subject.name(), subject.unit()));
          for (int size : columns) {
            table.append("%25s".formatted(row.containsKey(size) ? cell(row.get(size)) : ""));
          }
          table.append(
              row.size() < 2 ? "\n" : String.format(Locale.ROOT, "  %8.2f%n", exponent(row)));
        });
    return table.toString();
  }

  private static String cell(List<Double> values) {
    return values.size() == 1
        ? number(values.get(0))
        : number(quantile(values, 0.5))
            + " / "
            + number(quantile(values, 0.95))
            + " / "
            + number(quantile(values, 0.99));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }

  /** One row for each subject and size. */
  void write(Path file) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("database,messages,door,subject,unit,samples,p50,p95,p99,exponent");
    values.forEach(
        (subject, row) ->
            row.forEach(
                (size, all) ->
                    lines.add(
                        String.format(
                            Locale.ROOT,
                            "%s,%d,%s,\"%s\",%s,%d,%.4f,%.4f,%.4f,%s",
                            database,
                            size,
                            subject.door(),
                            subject.name(),
                            subject.unit(),
                            all.size(),
                            quantile(all, 0.5),
                            quantile(all, 0.95),
                            quantile(all, 0.99),
                            row.size() < 2
                                ? ""
                                : String.format(Locale.ROOT, "%.3f", exponent(row))))));
    Files.write(file, lines);
  }

  private static double quantile(List<Double> values, double share) {
    var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1.0, Math.ceil(share * sorted.length) - 1)];
  }

  /** The slope of the medians' logarithm over that of the size, by least squares. */
  private static double exponent(TreeMap<Integer, List<Double>> row) {
    var x = row.keySet().stream().mapToDouble(Math::log).toArray();
    var y = row.values().stream().mapToDouble(all -> Math.log(quantile(all, 0.5))).toArray();
    var meanX = Arrays.stream(x).average().orElseThrow();
    var meanY = Arrays.stream(y).average().orElseThrow();
    var above = 0.0;
    var below = 0.0;
    for (int i = 0; i < x.length; i++) {
      above += (x[i] - meanX) * (y[i] - meanY);
      below += (x[i] - meanX) * (x[i] - meanX);
    }
    return above / below;
  }
}
