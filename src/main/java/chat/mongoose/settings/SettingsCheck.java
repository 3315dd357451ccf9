package chat.mongoose.settings;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Learns from the container which settings are injected, and stops the start, naming all of them,
 * if one has a value that is not of its type. It is found by {@code META-INF/services}, and called
 * by the container before any bean is made.
 */
public class SettingsCheck implements Extension {

  private static final Logger LOG = System.getLogger(SettingsCheck.class.getName());

  /** By key and type, since one key may be injected as several. */
  private final Map<String, Setting> settings = new TreeMap<>();

  /** For the container. */
  public SettingsCheck() {
    Setting.READ_BY_NAME.forEach(this::add);
  }

  void found(@Observes ProcessInjectionPoint<?, ?> event) {
    var point = event.getInjectionPoint();
    var property = point.getAnnotated().getAnnotation(ConfigProperty.class);
    if (property != null && property.name().startsWith("mongoose.")) {
      add(Setting.of(property.name(), point.getType()));
    }
  }

  private void add(Setting setting) {
    settings.put(setting.toString(), setting);
  }

  void check(@Observes AfterDeploymentValidation event) {
    var config = ConfigProvider.getConfig(SettingsCheck.class.getClassLoader());
    warn(config);
    var faults =
        settings.values().stream()
            .map(setting -> setting.fault(config))
            .flatMap(Optional::stream)
            .distinct()
            .collect(joining("; "));
    if (!faults.isEmpty()) {
      event.addDeploymentProblem(new IllegalStateException(faults));
    }
  }

  private void warn(Config config) {
    var names =
        StreamSupport.stream(config.getPropertyNames().spliterator(), false).collect(toSet());
    new KnownKeys(settings.values().stream().map(Setting::key).collect(toSet()))
        .unread(names, System.getenv().keySet())
        .forEach(sentence -> LOG.log(Level.WARNING, "{0}", sentence));
  }
}
