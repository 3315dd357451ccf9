package chat.mongoose.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * The database under the servers of a test run: H2, or a MariaDB of the run's own if the system
 * property {@code mongoose.test.database} says {@code mariadb}. Maven runs all integration tests on
 * H2, then those with the tag {@value #TAG} on MariaDB.
 */
public final class TestDatabase implements LauncherSessionListener {

  /** The JUnit tag of classes that are to be run on every database. */
  public static final String TAG = "database";

  private static final String SETTINGS = "mongoose.test.settings";
  private static MariaDb mariaDb;

  /** For JUnit. */
  public TestDatabase() {}

  /** Arquillian starts its server later, with the settings that are noted here. */
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("mongoose.data", Workplace.TARGET.resolve("arquillian").toString());
    settings.put("mongoose.db.url", "jdbc:h2:mem:arquillian;DB_CLOSE_DELAY=-1");
    settings.put("mongoose.admin.password", Mongoose.ADMIN_PASSWORD);
    if ("mariadb".equals(System.getProperty("mongoose.test.database"))) {
      mariaDb = MariaDb.create();
      settings.putAll(mariaDb.settings());
    }
    System.setProperty(
        SETTINGS,
        settings.entrySet().stream()
            .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(" ")));
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (mariaDb != null) {
      mariaDb.close();
    }
  }

  /**
   * What a server of this run needs to use its database; nothing for H2, which each server has in
   * its own folder.
   */
  static Map<String, String> settings() {
    return mariaDb == null ? Map.of() : mariaDb.settings();
  }
}
