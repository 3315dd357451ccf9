package chat.mongoose.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values stop the start, and what is said then. */
class SettingTest {

  private static final String KEY = "mongoose.session.max";

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "int", int.class,
          "long", long.class,
          "double", double.class,
          "boolean", boolean.class,
          "Duration", Duration.class,
          "String", String.class);

  @ParameterizedTest
  @CsvSource({
    "int, 20000",
    "int, 0",
    "int, -1",
    "long, 4194304",
    "double, 0.4",
    "double, 1",
    "double, 1e-1",
    "boolean, true",
    "boolean, FALSE",
    "boolean, True",
    "Duration, PT30S",
    "Duration, P1D",
    "Duration, pt0.5s",
    "String, anything at all"
  })
  void whatIsOfItsTypeIsGood(String type, String value) {
    assertThat(fault(TYPES.get(type), value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "int, abc, 'a whole number up to 2147483647, but is abc'",
    "int, 1e3, 'a whole number up to 2147483647, but is 1e3'",
    "int, 1_000, 'a whole number up to 2147483647, but is 1_000'",
    "int, 2147483648, 'a whole number up to 2147483647, but is 2147483648'",
    "int, ' 5', 'a whole number up to 2147483647, but is  5'",
    "int, 10.0, 'a whole number up to 2147483647, but is 10.0'",
    "long, 4M, 'a whole number up to 9223372036854775807, but is 4M'",
    "double, '0,4', 'a number such as 0.25, but is 0,4'",
    "double, 40%, 'a number such as 0.25, but is 40%'",
    "Duration, 30, 'a duration such as PT30S, but is 30'",
    "Duration, 7d, 'a duration such as PT30S, but is 7d'",
    "Duration, PT0.5, 'a duration such as PT30S, but is PT0.5'",
    "Duration, PT, 'a duration such as PT30S, but is PT'",
    "boolean, yes please, 'true or false, but is yes please'",
    "boolean, yes, 'true or false, but is yes'",
    "boolean, nein, 'true or false, but is nein'",
    "boolean, ture, 'true or false, but is ture'",
    "boolean, 1, 'true or false, but is 1'",
    "boolean, 'true ', 'true or false, but is true '"
  })
  void whatIsNotStopsTheStartAndNamesTheKey(String type, String value, String words) {
    assertThat(fault(TYPES.get(type), value)).contains(KEY + " must be " + words);
  }

  @Test
  void whatTheServerReadsOtherwiseStopsTheStart() {
    // SmallRye would take the space away
    var trimming = new Settings(Map.of(KEY, "5"), Map.of(KEY, 6));
    assertThat(new Setting(KEY, int.class, false).fault(trimming)).isPresent();
  }

  @Test
  void emptyIsNotTheDefault() {
    assertThat(fault(int.class, "")).hasValueSatisfying(said -> assertThat(said).contains(KEY));
    assertThat(fault(String.class, " ")).isPresent();
    assertThat(new Setting(KEY, String.class, true).fault(new Settings(Map.of(KEY, "")))).isEmpty();
    assertThat(new Setting(KEY, int.class, false).fault(new Settings(Map.of()))).isEmpty();
  }

  @Test
  void neitherASecretNorAnotherLineIsShown() {
    for (String key : List.of("mongoose.a.password", "mongoose.a.secret", "mongoose.a.db-url")) {
      var said =
          new Setting(key, int.class, false)
              .fault(new Settings(Map.of(key, "hidden")))
              .orElseThrow();
      assertThat(said).startsWith(key + " must be a whole number").doesNotContain("hidden");
    }
    assertThat(fault(int.class, "1\n" + "x".repeat(9000)).orElseThrow())
        .contains("1?xx")
        .hasSizeLessThan(200);
  }

  @Test
  void anOptionalIsWhatIsInIt() throws Exception {
    var type = Types.class.getDeclaredField("truth").getGenericType();
    var setting = Setting.of(KEY, type);
    assertThat(setting).isEqualTo(new Setting(KEY, Boolean.class, true));
    assertThat(setting.fault(new Settings(Map.of(KEY, "ja")))).isPresent();
    assertThat(setting.fault(new Settings(Map.of(KEY, "true")))).isEmpty();
  }

  @Test
  void aTypeThatNobodyChecksIsNoneForASetting() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.of(KEY, StringBuilder.class))
        .withMessageContaining(KEY);
  }

  private static Optional<String> fault(Class<?> type, String value) {
    return new Setting(KEY, type, false).fault(new Settings(Map.of(KEY, value)));
  }

  private static final class Types {
    Optional<Boolean> truth;
  }

  /**
   * One source, of which only some is asked.
   *
   * @param read what the server makes of a text, where it is not what the text says
   */
  private record Settings(Map<String, String> values, Map<String, Object> read)
      implements Config, ConfigSource {

    Settings(Map<String, String> values) {
      this(values, Map.of());
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
      var value = values.get(name);
      if (value == null || value.isEmpty()) {
        return Optional.empty();
      }
      try {
        Object read = type == String.class ? value : this.read.getOrDefault(name, as(type, value));
        return Optional.of(type.cast(read));
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(e);
      }
    }

    private static Object as(Class<?> type, String value) {
      return switch (type.getSimpleName()) {
        case "Integer" -> Integer.valueOf(value.strip());
        case "Long" -> Long.valueOf(value.strip());
        case "Double" -> Double.valueOf(value);
        case "Duration" -> Duration.parse(value);
        case "Boolean" -> value.strip().matches("(?i)true|yes|y|on|1");
        default -> throw new IllegalArgumentException(type.getName());
      };
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
      return List.of(this);
    }

    @Override
    public String getValue(String name) {
      return values.get(name);
    }

    @Override
    public Set<String> getPropertyNames() {
      return values.keySet();
    }

    @Override
    public String getName() {
      return "test";
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ConfigValue getConfigValue(String name) {
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
