package chat.mongoose.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file of an H2 that this process opens itself: it is for the server's own user alone, and has
 * a password. Who sets none gets one that is made here and kept in {@value #KEPT}, in the data
 * folder.
 *
 * <p>A file that has another password, or none as all had once, gets the wanted one. The generated
 * one is on the disk before it is tried for the first time, and nothing is done that the next start
 * would not do again, so a process that is killed at any moment has locked nobody out.
 */
final class H2File {

  /** The file with the generated password. */
  static final String KEPT = "database-password.txt";

  private static final String PREFIX = "jdbc:h2:";
  private static final String WRONG_PASSWORD = "28000";
  private static final int OCTETS = 24;

  private H2File() {}

  /**
   * Makes sure that the settings have the password of the file.
   *
   * @return settings whose password is the file's; the same if they lead to no such file
   * @throws SQLException if no password that is known opens the file
   */
  static DatabaseSettings secured(DatabaseSettings settings) throws SQLException {
    try {
      var file = path(settings.url());
      if (file.isEmpty()) {
        return settings;
      }
      synchronized (H2File.class) {
        PrivateFiles.folder(settings.folder());
        var secured = settings.withPassword(wanted(settings));
        close(file.get());
        open(secured);
        return secured;
      }
    } catch (IOException e) {
      throw new SQLException("mongoose.data: %s: %s".formatted(settings.folder(), e), e);
    }
  }

  /**
   * The file of a URL, or empty if H2 runs elsewhere, keeps nothing, or is told by the URL itself
   * who may open it.
   */
  static Optional<Path> path(String url) {
    if (!url.startsWith(PREFIX)) {
      return Optional.empty();
    }
    var parts = url.substring(PREFIX.length()).split(";", 2);
    var options = parts.length > 1 ? parts[1].toUpperCase(Locale.ROOT) : "";
    var name = parts[0].startsWith("file:") ? parts[0].substring("file:".length()) : parts[0];
    var elsewhere = name.matches("[A-Za-z]{2,}:.*");
    if (elsewhere || Stream.of("PASSWORD=", "USER=", "CIPHER=").anyMatch(options::contains)) {
      return Optional.empty();
    }
    var home = name.startsWith("~") ? System.getProperty("user.home") + name.substring(1) : name;
    return Optional.of(Path.of(home + ".mv.db"));
  }

  private static String wanted(DatabaseSettings settings) throws IOException {
    if (!settings.password().isEmpty()) {
      return settings.password();
    }
    var kept = kept(settings);
    if (kept.isPresent()) {
      return kept.get();
    }
    var random = new byte[OCTETS];
    new SecureRandom().nextBytes(random);
    var made = HexFormat.of().formatHex(random);
    PrivateFiles.write(settings.folder().resolve(KEPT), made + "\n");
    return made;
  }

  private static Optional<String> kept(DatabaseSettings settings) throws IOException {
    var file = settings.folder().resolve(KEPT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    PrivateFiles.file(file);
    return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
  }

  /** H2 takes an empty file for a new one. */
  private static void close(Path file) throws IOException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    PrivateFiles.file(file);
    var name = file.getFileName().toString();
    PrivateFiles.closeIfThere(file.resolveSibling(name.replaceFirst("mv\\.db$", "trace.db")));
  }

  private static void open(DatabaseSettings wanted) throws SQLException, IOException {
    try {
      wanted.vendor().source(wanted).getConnection().close();
    } catch (SQLException e) {
      if (!WRONG_PASSWORD.equals(e.getSQLState())) {
        return; // what is wrong with it is found out, and said, by who opens it next
      }
      for (String other : List.of(kept(wanted).orElse(""), "")) {
        if (changed(wanted.withPassword(other), wanted.password())) {
          return;
        }
      }
      throw new SQLException(
          "mongoose.db.password: %s has another password than the one that is set, or lies in %s"
              .formatted(wanted.name(), wanted.folder().resolve(KEPT)),
          e.getSQLState(),
          e);
    }
  }

  /** Whether it could be opened with the old password, and so has the new one. */
  private static boolean changed(DatabaseSettings old, String password) throws SQLException {
    try (var connection = old.vendor().source(old).getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SET PASSWORD '%s'".formatted(password.replace("'", "''")));
      return true;
    } catch (SQLException e) {
      if (WRONG_PASSWORD.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
