package chat.mongoose.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders under {@code target}, and what the build has made. */
final class Workplace {

  /** Maven tells where the project is; elsewhere it is the folder the tests run in. */
  static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  static final Path TARGET = PROJECT.resolve("target");

  private Workplace() {}

  /** Something that {@code mvn package} makes. */
  static Path built(String name) {
    Path path = TARGET.resolve(name);
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing: run mvn package first");
    }
    return path;
  }

  /**
   * A new folder that no other test uses. It is left behind, for who wants to see what went wrong.
   */
  static Path newFolder(String name) {
    try {
      Path parent = Files.createDirectories(TARGET.resolve("it"));
      return Files.createTempDirectory(parent, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a folder with all that is in it; the place must not exist yet. */
  static void copy(Path folder, Path place) throws IOException {
    Files.createDirectories(place.getParent());
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        Files.copy(path, place.resolve(folder.relativize(path)));
      }
    }
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
