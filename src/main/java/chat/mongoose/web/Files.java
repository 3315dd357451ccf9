package chat.mongoose.web;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the pages and of the widget, in memory: some 150 kB, which never change while the
 * server runs.
 */
final class Files {

  /** Octets of the digest that count. */
  private static final int TAG = 16;

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "svg", "image/svg+xml");

  private final Map<String, StoredFile> files;

  private Files(Map<String, StoredFile> files) {
    this.files = Map.copyOf(files);
  }

  /**
   * Reads all files of the WAR that are for everybody.
   *
   * @throws IllegalStateException if there is one whose type is not known
   */
  static Files of(ServletContext war) throws IOException {
    var files = new HashMap<String, StoredFile>();
    read(war, "/", files);
    return new Files(files);
  }

  private static void read(ServletContext war, String folder, Map<String, StoredFile> files)
      throws IOException {
    var paths = war.getResourcePaths(folder);
    if (paths == null) {
      return;
    }
    for (String path : paths) {
      if (path.startsWith("/WEB-INF/") || path.startsWith("/META-INF/")) {
        continue;
      }
      if (path.endsWith("/")) {
        read(war, path, files);
      } else {
        files.put(path, read(war, path));
      }
    }
  }

  private static StoredFile read(ServletContext war, String path) throws IOException {
    var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("No type is known for the file " + path);
    }
    try (var in = war.getResourceAsStream(path)) {
      var plain = in.readAllBytes();
      return new StoredFile(type, tag(plain), plain, Gzip.compress(plain));
    }
  }

  private static String tag(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, TAG);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /**
   * The file at a path below the context root, if there is one.
   *
   * @param path decoded, as the container maps it; a folder is none but the first
   */
  Optional<StoredFile> at(String path) {
    return Optional.ofNullable(files.get(path.equals("/") ? "/index.html" : path));
  }
}
