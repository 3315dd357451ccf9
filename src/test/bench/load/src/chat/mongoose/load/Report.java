package chat.mongoose.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Named figures in order, written as a table for people and as JSON for programs. */
final class Report {

  private final Map<String, Object> figures = new LinkedHashMap<>();

  Report put(String name, Object value) {
    figures.put(name, value instanceof Double ? rounded((Double) value) : value);
    return this;
  }

  Report putAll(Report other) {
    figures.putAll(other.figures);
    return this;
  }

  /** What the machine as a whole did between two samples. */
  Report putMachine(ProcessProbe.Sample start, ProcessProbe.Sample end) {
    double idle = end.machineIdleSeconds - start.machineIdleSeconds;
    double busy = end.machineBusySeconds - start.machineBusySeconds;
    double stolen = end.machineStolenSeconds - start.machineStolenSeconds;
    double all = idle + busy + stolen;
    return put("machine_idle_share", all == 0 ? null : idle / all)
        .put("machine_stolen_share", all == 0 ? null : stolen / all);
  }

  /** A figure as a number; NaN if it could not be computed. */
  double number(String name) {
    Object figure = figures.get(name);
    return figure == null ? Double.NaN : ((Number) figure).doubleValue();
  }

  /** Three decimals; null for what is not a number. */
  private static Double rounded(Double value) {
    return value.isNaN() || value.isInfinite()
        ? null
        : Double.valueOf(Math.rint(value * 1000) / 1000);
  }

  String table() {
    StringBuilder table = new StringBuilder();
    for (Map.Entry<String, Object> figure : figures.entrySet()) {
      if (figure.getValue() instanceof List) {
        table.append(rows((List<?>) figure.getValue()));
      } else {
        table.append(
            String.format(
                "%-34s %s%n", figure.getKey().replace('_', ' '), shown(figure.getValue())));
      }
    }
    return table.toString();
  }

  private static String rows(List<?> reports) {
    StringBuilder rows = new StringBuilder();
    for (Object each : reports) {
      Map<String, Object> figures = ((Report) each).figures;
      if (rows.length() == 0) {
        figures.keySet().forEach(name -> rows.append(String.format("%16s", shortened(name))));
        rows.append(System.lineSeparator());
      }
      figures.values().forEach(value -> rows.append(String.format("%16s", shown(value))));
      rows.append(System.lineSeparator());
    }
    return rows.toString();
  }

  private static String shortened(String name) {
    return name.length() <= 15 ? name : name.substring(0, 15);
  }

  private static String shown(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    }
    return value instanceof Double
        ? String.format(Locale.ROOT, "%,.2f", value)
        : String.valueOf(value);
  }

  String json() {
    StringBuilder json = new StringBuilder();
    appendJson(json, this);
    return json.toString();
  }

  private static void appendJson(StringBuilder json, Object value) {
    if (value instanceof Report) {
      appendMap(json, ((Report) value).figures);
    } else if (value instanceof Map) {
      appendMap(json, (Map<?, ?>) value);
    } else if (value instanceof List) {
      String separator = "[";
      for (Object each : (List<?>) value) {
        json.append(separator);
        appendJson(json, each);
        separator = ",";
      }
      json.append(separator.equals("[") ? "[]" : "]");
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      json.append(value);
    } else {
      appendString(json, value.toString());
    }
  }

  private static void appendMap(StringBuilder json, Map<?, ?> map) {
    json.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.append(separator);
      appendString(json, entry.getKey().toString());
      json.append(':');
      appendJson(json, entry.getValue());
      separator = ",";
    }
    json.append('}');
  }

  private static void appendString(StringBuilder json, String text) {
    json.append('"');
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
