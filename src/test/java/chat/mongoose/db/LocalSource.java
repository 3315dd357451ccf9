package chat.mongoose.db;

import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/** The application's data source on a database of a test's own, with its tables. */
public final class LocalSource {

  private LocalSource() {}

  /**
   * An H2.
   *
   * @param url with the options that are not the server's
   */
  public static DataSource h2(String url) {
    return new MongooseDataSource(
        new DatabaseSettings(
            Vendor.H2, url, "mongoose", "", Duration.ofSeconds(10), Path.of("target")));
  }
}
