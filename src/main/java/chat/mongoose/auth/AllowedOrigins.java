package chat.mongoose.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whose pages may talk to this server: those of its own host, and the origins that {@code
 * mongoose.web.origins} lists, such as {@code https://www.example.org}.
 */
@ApplicationScoped
public class AllowedOrigins {

  private static final String KEY = "mongoose.web.origins";

  private final Set<String> listed;

  /** For the container's proxy. */
  AllowedOrigins() {
    this(Optional.empty());
  }

  @Inject
  public AllowedOrigins(@ConfigProperty(name = KEY) Optional<String> origins) {
    this.listed =
        Stream.of(origins.orElse("").split(","))
            .map(String::strip)
            .filter(origin -> !origin.isEmpty())
            .map(AllowedOrigins::checked)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /**
   * Whether a page of this origin may connect.
   *
   * @param origin the request's {@code Origin}, as it came
   * @param host the request's {@code Host}, as it came, or null
   */
  public boolean allows(String origin, String host) {
    var listedOne = parse(origin.strip()).filter(asked -> listed.contains(normal(asked)));
    return listedOne.isPresent() || isOwn(origin, host);
  }

  /** The names of the hosts that are listed, in lower case. */
  public Set<String> hosts() {
    return listed.stream().map(origin -> URI.create(origin).getHost()).collect(Collectors.toSet());
  }

  /** Whether a page of this origin comes from this server; see {@link #allows}. */
  public boolean isOwn(String origin, String host) {
    return host != null && parse(origin.strip()).filter(asked -> isHost(asked, host)).isPresent();
  }

  /** A proxy in front may speak TLS for us, so the scheme is not compared, only where it leads. */
  private static boolean isHost(URI origin, String host) {
    var own = parse(origin.getScheme() + "://" + host.strip());
    return own.isPresent() && normal(own.get()).equals(normal(origin));
  }

  private static String checked(String origin) {
    var uri =
        parse(origin)
            .filter(parsed -> parsed.getRawPath().isEmpty() && parsed.getRawQuery() == null)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        KEY + " has " + origin + ", which is not like https://www.example.org"));
    return normal(uri);
  }

  private static Optional<URI> parse(String origin) {
    try {
      var uri = URI.create(origin);
      var web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String normal(URI uri) {
    var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    var port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
