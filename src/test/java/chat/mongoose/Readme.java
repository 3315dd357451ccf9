package chat.mongoose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The tables of README.md. */
final class Readme {

  private Readme() {}

  /** The cells of each row of the tables below a heading, without the row of titles. */
  static List<List<String>> rows(String heading) {
    try (Stream<String> lines =
        Files.lines(Path.of(System.getProperty("basedir", ""), "README.md"))) {
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1).split("\\|")).map(String::strip).toList();
  }
}
