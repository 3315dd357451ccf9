package chat.mongoose.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a script, line by line. */
final class ScriptReader {

  private static final Pattern TITLE = Pattern.compile("(XEP-\\d{4}|RFC \\d{4})\\b.*: .+");
  private static final Pattern MEMBER =
      Pattern.compile(
          "([A-Z]\\w*): (?:guest(?: with token (\\S{43}))?|account (\\S+))(?: with resource (\\S+))?"
              + "(?: with password (\\S+))?(?: by (\\S+))?");

  private final String file;
  private final List<String> lines;
  private final List<Role> cast = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private int at;

  private ScriptReader(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  /**
   * Reads a script.
   *
   * @throws ScriptError if it cannot be understood
   */
  static Conversation read(String file, String text) {
    return new ScriptReader(file, text).read();
  }

  private Conversation read() {
    if (lines.isEmpty() || !TITLE.matcher(lines.get(0)).matches()) {
      throw error(1, "the first line is 'XEP-0045 §7.4: what is shown', or names an RFC");
    }
    for (at = 1; at < lines.size(); at++) {
      var line = lines.get(at);
      if (!line.isBlank() && !line.startsWith("#")) {
        statement(line);
      }
    }
    checkSilences();
    if (steps.isEmpty()) {
      throw error(lines.size(), "nothing happens");
    }
    return new Conversation(file, lines.get(0), cast, steps);
  }

  private void statement(String line) {
    if (Character.isWhitespace(line.charAt(0))) {
      throw error(at + 1, "nothing above takes a block");
    }
    var member = MEMBER.matcher(line);
    if (member.matches()) {
      cast.add(
          new Role(
              member.group(1),
              Optional.ofNullable(member.group(3)),
              Optional.ofNullable(member.group(2)),
              Optional.ofNullable(member.group(4)),
              Optional.ofNullable(member.group(5)),
              Optional.ofNullable(member.group(6))));
      return;
    }
    var number = at + 1;
    steps.add(new Step(number, line.strip(), action(number, line.strip())));
  }

  private Step.Action action(int number, String text) {
    for (String name : Grammar.actors(text)) {
      if (cast.stream().noneMatch(role -> role.name().equals(name))) {
        throw error(number, "'" + name + "' is not in the cast");
      }
    }
    var block = text.endsWith(":") ? block() : new Block(List.of());
    try {
      return Grammar.action(text, block)
          .orElseThrow(() -> error(number, "what does '" + text + "' mean?"));
    } catch (ScriptError e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw error(number, e.getMessage());
    }
  }

  private Block block() {
    var block = new ArrayList<String>();
    while (at + 1 < lines.size()
        && (lines.get(at + 1).isBlank() || Character.isWhitespace(lines.get(at + 1).charAt(0)))) {
      at++;
      block.add(lines.get(at));
    }
    return new Block(block);
  }

  /** That nothing was received can only be told when something else is. */
  private void checkSilences() {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).text().endsWith(" nothing")) {
        for (String name : Grammar.actors(steps.get(i).text())) {
          var later = steps.subList(i + 1, steps.size()).stream();
          if (later.noneMatch(step -> isReceiving(step, name))) {
            throw error(
                steps.get(i).line(), "only something that " + name + " receives later can tell");
          }
        }
      }
    }
  }

  private static boolean isReceiving(Step step, String name) {
    return step.text().contains(" receive")
        && step.text().endsWith(":")
        && Grammar.actors(step.text()).contains(name);
  }

  private ScriptError error(int line, String what) {
    return new ScriptError(file, line, what);
  }
}
