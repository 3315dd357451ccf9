package chat.mongoose.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code mongoose.db.*} becomes a database, and what is said when it cannot. */
class DatabaseSettingsTest {

  @Test
  void theDefaultIsAFileInTheDataFolder() {
    DatabaseSettings settings = read(Map.of());
    assertThat(settings.vendor()).isEqualTo(Vendor.H2);
    assertThat(settings.url())
        .isEqualTo("jdbc:h2:file:" + Path.of("data", "mongoose").toAbsolutePath());
    assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void theDataFolderMoves() {
    Path folder = Path.of("elsewhere").toAbsolutePath();
    assertThat(read(Map.of("mongoose.data", folder.toString())).url())
        .isEqualTo("jdbc:h2:file:" + folder.resolve("mongoose"));
  }

  @Test
  void aDataFolderThatWouldBeReadAsOptionsIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> read(Map.of("mongoose.data", "/srv/a;INIT=DROP")))
        .withMessageStartingWith("mongoose.data must not contain a semicolon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:postgresql://db/chat", "mariadb://db/chat", "h2", "JDBC:H2:mem:x"})
  void anotherDatabaseIsRefused(String url) {
    assertThatIllegalStateException()
        .isThrownBy(() -> read(Map.of("mongoose.db.url", url)))
        .withMessage("mongoose.db.url must begin with jdbc:h2: or jdbc:mariadb:, but is " + url);
  }

  @Test
  void aPasswordNeverGetsIntoAMessage() {
    String url = "jdbc:oracle://db/chat?password=secret";
    assertThatIllegalStateException()
        .isThrownBy(() -> read(Map.of("mongoose.db.url", url)))
        .withMessageNotContaining("secret");
    assertThat(
            read(
                Map.of(
                    "mongoose.db.url", "jdbc:mariadb://db/chat?password=secret",
                    "mongoose.db.password", "secret")))
        .hasToString("jdbc:mariadb://db/chat as mongoose");
  }

  @Test
  void aWrongDurationNamesItsKey() {
    assertThatIllegalStateException()
        .isThrownBy(() -> read(Map.of("mongoose.db.start-timeout", "soon")))
        .withMessageStartingWith("mongoose.db.start-timeout must be a duration");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mariadb://db/chat, jdbc:mariadb://db/chat?connectTimeout=2&socketTimeout=3",
    "jdbc:mariadb://db/chat?useSsl=true, jdbc:mariadb://db/chat?useSsl=true&connectTimeout=2&socketTimeout=3",
    "jdbc:mariadb://db/chat?sockettimeout=9, jdbc:mariadb://db/chat?sockettimeout=9&connectTimeout=2",
  })
  void whatTheUrlSaysItselfCounts(String url, String expected) {
    assertThat(Vendor.withDefaults(url, '?', '&', "connectTimeout=2", "socketTimeout=3"))
        .isEqualTo(expected);
  }

  private static DatabaseSettings read(Map<String, String> values) {
    return DatabaseSettings.of(new MapConfig(values));
  }

  /** MicroProfile Config brings no implementation to a plain test. */
  private record MapConfig(Map<String, String> values) implements Config {

    @Override
    public <T> Optional<T> getOptionalValue(String key, Class<T> type) {
      return Optional.ofNullable(values.get(key)).map(value -> type.cast(convert(value, type)));
    }

    private static Object convert(String value, Class<?> type) {
      if (type != Duration.class) {
        return value;
      }
      try {
        return Duration.parse(value);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public <T> T getValue(String key, Class<T> type) {
      return getOptionalValue(key, type).orElseThrow();
    }

    @Override
    public ConfigValue getConfigValue(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<String> getPropertyNames() {
      return values.keySet();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new UnsupportedOperationException();
    }
  }
}
