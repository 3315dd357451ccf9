package chat.mongoose.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The indented lines below a step, with {@code {repeat …}} and {@code {base64 …}} written out. */
record Block(List<String> lines) {

  private static final Pattern REPEAT = Pattern.compile("\\{repeat (\\d+) \"([^\"]*)\"}");
  private static final Pattern BASE64 = Pattern.compile("\\{base64 \"([^\"]*)\"}");

  Block {
    lines = List.copyOf(lines);
  }

  boolean isEmpty() {
    return lines.stream().allMatch(String::isBlank);
  }

  /**
   * The elements.
   *
   * @throws IllegalArgumentException if it is not XML
   */
  List<Tree> elements() {
    return Tree.fragment(text());
  }

  /** The text without the indentation that all lines have, and without blank lines at its end. */
  String text() {
    var margin =
        lines.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    var text = new StringBuilder();
    for (String line : lines) {
      text.append(line.isBlank() ? "" : line.substring(margin)).append('\n');
    }
    return encoded(repeated(text.toString().stripTrailing()));
  }

  private static String repeated(String text) {
    return REPEAT
        .matcher(text)
        .replaceAll(
            found -> {
              var out = new StringBuilder();
              for (int i = 1; i <= Integer.parseInt(found.group(1)); i++) {
                out.append(found.group(2).replace("#", Integer.toString(i)));
              }
              return Matcher.quoteReplacement(out.toString());
            });
  }

  private static String encoded(String text) {
    return BASE64
        .matcher(text)
        .replaceAll(
            found ->
                Base64.getEncoder()
                    .encodeToString(
                        found
                            .group(1)
                            .replace("\\0", "\0")
                            .replace("\\1", "\1")
                            .getBytes(StandardCharsets.UTF_8)));
  }
}
