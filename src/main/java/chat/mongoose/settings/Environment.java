package chat.mongoose.settings;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings among the environment variables, whatever language the machine speaks: {@code
 * mongoose.domain} is {@code MONGOOSE_DOMAIN} everywhere (MicroProfile Config §5.3.2). Payara's own
 * source makes {@code MONGOOSE_DOMAİN} of it where that is Turkish.
 *
 * <p>The container finds it by {@code META-INF/services}; any thread may call it.
 */
public class Environment implements ConfigSource {

  /** Beyond that of the container's source, 300, and below that of system properties, 400. */
  private static final int ORDINAL = 301;

  private final Map<String, String> variables;

  /** For the container. */
  public Environment() {
    this(System.getenv());
  }

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  /** None: which keys are meant cannot be told by the names of variables. */
  @Override
  public Set<String> getPropertyNames() {
    return Set.of();
  }

  @Override
  public String getValue(String key) {
    return key.startsWith("mongoose.") ? variables.get(KnownKeys.canonical(key)) : null;
  }

  @Override
  public String getName() {
    return "Environment variables of Mongoose EE";
  }
}
