package chat.mongoose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables and examples of README.md. */
public final class Readme {

  private Readme() {}

  /** The cells of each row of the tables below a heading, without the row of titles. */
  static List<List<String>> rows(String heading) {
    try (Stream<String> lines = lines()) {
      List<List<String>> rows =
          lines
              .dropWhile(line -> !line.matches("#+ " + heading))
              .skip(1)
              .takeWhile(line -> !line.startsWith("#"))
              .filter(line -> line.startsWith("|"))
              .map(Readme::cells)
              .toList();
      // the titles, then the line of dashes
      return rows.size() < 2 ? List.of() : rows.subList(2, rows.size());
    }
  }

  /** The text of the only example in this language. */
  public static String example(String language) {
    try (Stream<String> lines = lines()) {
      return lines
          .dropWhile(line -> !line.equals("```" + language))
          .skip(1)
          .takeWhile(line -> !line.equals("```"))
          .collect(Collectors.joining("\n", "", "\n"));
    }
  }

  private static Stream<String> lines() {
    try {
      return Files.lines(Path.of(System.getProperty("basedir", ""), "README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1).split("\\|")).map(String::strip).toList();
  }
}
