package chat.mongoose.muc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The table of names that the tests of the page read too. */
record NameVectors(String verdict, String name) {

  private static final Path TABLE = Path.of("src/test/resources/names/vectors.txt");
  private static final Pattern ESCAPE = Pattern.compile("\\\\u\\{([0-9A-F]+)}");

  static List<NameVectors> all() {
    try {
      return Files.readAllLines(TABLE).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .map(cells -> new NameVectors(cells[0], unescaped(cells[1])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
  }
}
