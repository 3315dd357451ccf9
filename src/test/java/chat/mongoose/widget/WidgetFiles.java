package chat.mongoose.widget;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The files of the page and of the widget, and which of them bring along which others. */
final class WidgetFiles {

  private static final Path PROJECT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();

  private static final Path ROOT = PROJECT.resolve("src/main/webapp");

  /** The scripts as the build ships them, without comments. */
  private static final Path SHIPPED = PROJECT.resolve("target/webapp");

  /** What a page names: scripts, style sheets, icons. */
  private static final Pattern IN_PAGE =
      Pattern.compile("<(?:script|link|img)\\b[^>]*?\\s(?:src|href)=\"([^\"]+)\"");

  /** An import that a browser follows at once; not {@code import('…')}, which waits. */
  private static final Pattern IN_MODULE =
      Pattern.compile("^(?:import|export)\\s[^;'(]*'(\\.[^']+)';", Pattern.MULTILINE);

  private WidgetFiles() {}

  /** What a browser loads for this file, itself included, as paths below the context root. */
  static Set<String> loadedFor(String path) {
    var loaded = new TreeSet<String>();
    var waiting = new ArrayDeque<>(Set.of(path));
    while (!waiting.isEmpty()) {
      String next = waiting.remove();
      if (loaded.add(next)) {
        waiting.addAll(namedIn(next));
      }
    }
    return loaded;
  }

  /** What this file names itself. */
  static Set<String> namedIn(String path) {
    if (!path.endsWith(".js") && !path.endsWith(".html")) {
      return Set.of();
    }
    Path file = ROOT.resolve(path);
    var named = new TreeSet<String>();
    var found = (path.endsWith(".js") ? IN_MODULE : IN_PAGE).matcher(read(file));
    while (found.find()) {
      Path target = file.resolveSibling(found.group(1)).normalize();
      named.add(ROOT.relativize(target).toString().replace('\\', '/'));
    }
    return named;
  }

  /** Bytes after {@code gzip -9}, each file for itself as a server sends it. */
  static int compressed(Collection<String> paths) {
    return paths.stream().mapToInt(path -> compressed(read(ROOT.resolve(path)))).sum();
  }

  private static int compressed(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(9);
          }
        }) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size();
  }

  private static String read(Path file) {
    try {
      Path shipped = SHIPPED.resolve(ROOT.relativize(file));
      return Files.readString(Files.exists(shipped) ? shipped : file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
