package chat.mongoose.web;

import chat.mongoose.auth.AllowedOrigins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The names that this server goes by. A page of another site can lead its own name to our address
 * (DNS rebinding), and is of our origin then, for its visitor's browser: it could read what a
 * server within a network, or behind an address that is trusted, answers to that visitor.
 *
 * <p>What cannot be led elsewhere by who owns a name is always good: addresses, and {@code
 * localhost} (RFC 6761 §6.3). Of other names, those that {@code mongoose.web.hosts} lists are good.
 * Without it, what the rest of the settings tells: the XMPP domain, the hosts of {@code
 * mongoose.web.origins}, the name of this machine; and any that has come by TLS, since its
 * certificate has shown then that the name is ours.
 */
@ApplicationScoped
public class Hosts {

  private static final String KEY = "mongoose.web.hosts";
  private static final String ANY = "*";
  private static final int LONGEST_NAME = 253;
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
  private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");
  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("\\[[0-9a-f:.]+(%[0-9a-z]+)?]");

  private final Set<String> names;
  private final boolean anyByTls;

  /** For the container's proxy. */
  Hosts() {
    this(Optional.of(ANY), "localhost", new AllowedOrigins(Optional.empty()));
  }

  @Inject
  Hosts(
      @ConfigProperty(name = KEY) Optional<String> hosts,
      @ConfigProperty(name = "mongoose.domain", defaultValue = "localhost") String domain,
      AllowedOrigins origins) {
    this.names = hosts.map(Hosts::listed).orElseGet(() -> learned(domain, origins));
    this.anyByTls = hosts.isEmpty();
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /**
   * Whether a request is meant for this server.
   *
   * @param host the {@code Host} as it came, with or without a port
   * @param secure whether it came by TLS
   */
  boolean own(String host, boolean secure) {
    if (anyByTls && secure || names.contains(ANY)) {
      return true;
    }
    var name = name(host);
    return V4.matcher(name).matches()
        || V6.matcher(name).matches()
        || name.equals("localhost")
        || name.endsWith(".localhost")
        || names.contains(name);
  }

  private static String name(String host) {
    var name = PORT.matcher(host.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static Set<String> listed(String hosts) {
    var names = new HashSet<String>();
    for (String host : hosts.split(",")) {
      var name = host.strip().toLowerCase(Locale.ROOT);
      var good =
          name.equals(ANY)
              || NAME.matcher(name).matches() && name.length() <= LONGEST_NAME
              || V6.matcher(name).matches();
      if (!good) {
        throw new IllegalArgumentException(
            KEY + " has " + host.strip() + ", which is not like chat.example.org (without a port)");
      }
      names.add(name);
    }
    return Set.copyOf(names);
  }

  private static Set<String> learned(String domain, AllowedOrigins origins) {
    var names = new HashSet<>(origins.hosts());
    names.add(domain.toLowerCase(Locale.ROOT));
    machine()
        .ifPresent(
            name -> {
              names.add(name);
              // as it is called in a network without a name server (RFC 6762)
              names.add(name.split("\\.", 2)[0] + ".local");
            });
    return Set.copyOf(names);
  }

  private static Optional<String> machine() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
