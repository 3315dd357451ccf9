package chat.mongoose;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.settings.Setting;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * README's table of settings says what the code reads, however it reads it: each key stands as a
 * text in some class, be it in {@link ConfigProperty}, in a constant, or as the beginning of keys
 * that are put together.
 */
class SettingsTableTest {

  private static final String KEY = "mongoose(\\.[a-z][a-z0-9-]*)+";

  /** What is left in a class of {@code "mongoose.x." + name}, or stands in a format. */
  private static final String BEGINNING = "(" + KEY + "\\.)(\u0001|%s).*|(" + KEY + "\\.)";

  /** Texts that look like keys. */
  private static final List<String> NO_KEYS = List.of("mongoose.properties");

  private final SortedSet<String> told =
      Readme.rows("Settings").stream()
          .map(cells -> cells.get(0).replace("`", ""))
          .collect(toCollection(TreeSet::new));

  @Test
  void listsEveryKeyThatIsRead() {
    SortedSet<String> keys =
        MainClasses.texts()
            .filter(text -> text.matches(KEY) && !NO_KEYS.contains(text))
            .collect(toCollection(TreeSet::new));
    assertThat(keys).isNotEmpty();
    assertThat(told).containsAll(keys);
    assertThat(beginnings())
        .allMatch(beginning -> told.stream().anyMatch(key -> key.startsWith(beginning)));

    told.removeAll(keys);
    told.removeIf(key -> beginnings().stream().anyMatch(key::startsWith));
    assertThat(told).as("keys that nothing reads").isEmpty();
  }

  @Test
  void tellsTheDefaults() {
    Map<String, String> defaults = new TreeMap<>();
    MainClasses.types()
        .flatMap(SettingsTableTest::annotated)
        .map(element -> element.getAnnotation(ConfigProperty.class))
        .filter(property -> property != null)
        .filter(property -> !property.defaultValue().equals(ConfigProperty.UNCONFIGURED_VALUE))
        .forEach(property -> defaults.put(property.name(), "`" + property.defaultValue() + "`"));
    Map<String, String> toldDefaults = new TreeMap<>();
    Readme.rows("Settings")
        .forEach(cells -> toldDefaults.put(cells.get(0).replace("`", ""), cells.get(1)));
    assertThat(toldDefaults).containsAllEntriesOf(defaults);
  }

  /** Each is of a type that can be checked, also of those that are read by their name. */
  @Test
  void theStartLooksAtAll() {
    SortedSet<String> checked =
        Stream.concat(
                MainClasses.types().flatMap(SettingsTableTest::injected),
                Setting.READ_BY_NAME.stream())
            .map(Setting::key)
            .collect(toCollection(TreeSet::new));
    assertThat(checked).isEqualTo(told);
  }

  private static Stream<Setting> injected(Class<?> type) {
    Stream<Setting> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(ConfigProperty.class))
            .map(field -> setting(field, field.getGenericType()));
    Stream<Setting> parameters =
        Arrays.stream(type.getDeclaredConstructors())
            .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
            .filter(parameter -> parameter.isAnnotationPresent(ConfigProperty.class))
            .map(parameter -> setting(parameter, parameter.getParameterizedType()));
    return Stream.concat(fields, parameters);
  }

  private static Setting setting(AnnotatedElement where, Type type) {
    return Setting.of(where.getAnnotation(ConfigProperty.class).name(), type);
  }

  private static List<String> beginnings() {
    return MainClasses.texts()
        .filter(text -> text.matches(BEGINNING))
        .map(text -> text.replaceAll("(\u0001|%s).*", ""))
        .distinct()
        .toList();
  }

  private static Stream<AnnotatedElement> annotated(Class<?> type) {
    Stream<Executable> executables =
        Stream.concat(
            Arrays.stream(type.getDeclaredConstructors()),
            Arrays.stream(type.getDeclaredMethods()));
    return Stream.concat(
        Arrays.stream(type.getDeclaredFields()),
        executables.flatMap(
            executable ->
                Stream.concat(Stream.of(executable), Arrays.stream(executable.getParameters()))));
  }
}
