package chat.mongoose.conversation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the names in braces stand for: {@code {id}} is what was first received in its place, or what
 * the runner knew from the start.
 */
record Captures(Map<String, String> values) {

  private static final Pattern HOLE = Pattern.compile("\\{(\\*|\\?|[A-Za-z][A-Za-z0-9.]*)}");

  /** May stand for a whole attribute: whatever its value is, even if it is not there. */
  static final String OPTIONAL = "{?}";

  Captures {
    values = Map.copyOf(values);
  }

  Captures with(String name, String value) {
    var more = new HashMap<>(values);
    more.put(name, value);
    return new Captures(more);
  }

  Captures without(String name) {
    var fewer = new HashMap<>(values);
    fewer.remove(name);
    return new Captures(fewer);
  }

  /**
   * The text with every name replaced by its value.
   *
   * @throws IllegalArgumentException for a name without a value, and for wildcards
   */
  String fill(String template) {
    return HOLE.matcher(template)
        .replaceAll(hole -> Matcher.quoteReplacement(value(hole.group(1))));
  }

  /** Names with a value are replaced, the others kept: for messages to people. */
  String fillKnown(String template) {
    return HOLE.matcher(template)
        .replaceAll(
            hole -> Matcher.quoteReplacement(values.getOrDefault(hole.group(1), hole.group())));
  }

  /** These and what the template's new names stand for in the text; empty if it does not fit. */
  Optional<Captures> match(String template, String text) {
    var pattern = new StringBuilder();
    var groups = new HashMap<String, String>();
    var hole = HOLE.matcher(template);
    var end = 0;
    while (hole.find()) {
      pattern.append(Pattern.quote(template.substring(end, hole.start())));
      pattern.append(part(hole.group(1), groups));
      end = hole.end();
    }
    pattern.append(Pattern.quote(template.substring(end)));
    var matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var captured = this;
    for (var group : groups.entrySet()) {
      captured = captured.with(group.getKey(), matcher.group(group.getValue()));
    }
    return Optional.of(captured);
  }

  private String part(String name, Map<String, String> groups) {
    if (name.equals("*") || name.equals("?")) {
      return ".*";
    }
    if (values.containsKey(name)) {
      return Pattern.quote(values.get(name));
    }
    if (groups.containsKey(name)) {
      return "\\k<" + groups.get(name) + ">";
    }
    var group = "capture" + groups.size();
    groups.put(name, group);
    return "(?<" + group + ">.+)";
  }

  private String value(String name) {
    if (!values.containsKey(name)) {
      throw new IllegalArgumentException("nothing is known yet as {" + name + "}");
    }
    return values.get(name);
  }
}
