package chat.mongoose;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the compiler has made of {@code src/main/java}. */
final class MainClasses {

  private static final Path FOLDER = folder();

  private MainClasses() {}

  /** All types, also the package-infos that carry annotations; none of them is initialised. */
  static Stream<Class<?>> types() {
    return files().map(MainClasses::load);
  }

  /** Every text that stands in the constant pools: literals, and the values in annotations. */
  static Stream<String> texts() {
    return files().flatMap(file -> texts(file).stream());
  }

  private static Stream<Path> files() {
    try (Stream<Path> paths = Files.walk(FOLDER)) {
      return paths.filter(path -> path.toString().endsWith(".class")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(Path file) {
    String name =
        FOLDER
            .relativize(file)
            .toString()
            .replace(file.getFileSystem().getSeparator(), ".")
            .replaceFirst("\\.class$", "");
    try {
      return Class.forName(name, false, MainClasses.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the constant pool (JVM specification §4.4) and no further. */
  private static List<String> texts(Path file) {
    List<String> texts = new ArrayList<>();
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      in.skipNBytes(8); // magic and version
      int count = in.readUnsignedShort();
      for (int index = 1; index < count; index++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts.add(in.readUTF());
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> { // long and double take two places
            in.skipNBytes(8);
            index++;
          }
          case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          default -> throw new IOException("Unknown constant %d in %s".formatted(tag, file));
        }
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Xep.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
