package chat.mongoose.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who a client is whose requests come by a proxy. What {@code X-Forwarded-For} and {@code
 * X-Forwarded-Proto} say counts only where a proxy that {@code mongoose.web.trusted-proxies} lists
 * has said it: anybody can send such a header, and could guess passwords under a new address each
 * time.
 */
@ApplicationScoped
public class TrustedProxies {

  private static final String KEY = "mongoose.web.trusted-proxies";

  /** Proxies in a row; who comes by more is known by the last of these. */
  private static final int MOST_HOPS = 16;

  private final List<Network> trusted;

  /** For the container's proxy. */
  TrustedProxies() {
    this(Optional.empty());
  }

  @Inject
  public TrustedProxies(@ConfigProperty(name = KEY) Optional<String> networks) {
    this.trusted =
        Stream.of(networks.orElse("").split(","))
            .map(String::strip)
            .filter(network -> !network.isEmpty())
            .map(TrustedProxies::checked)
            .toList();
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** True if what this peer says about others may be believed. */
  public boolean trusts(String peer) {
    return Network.address(peer).filter(this::trusts).isPresent();
  }

  /**
   * Who has sent a request: the last in the chain that is no proxy of ours.
   *
   * @param peer IP address as text of whom the connection is with
   * @param forwardedFor all headers {@code X-Forwarded-For}, in their order
   * @return IP address as text; the peer's where nothing that can be believed is said
   */
  public String client(String peer, List<String> forwardedFor) {
    if (forwardedFor.isEmpty() || !trusts(peer)) {
      return peer;
    }
    var chain = String.join(",", forwardedFor).split(",", -1);
    var client = peer;
    for (int i = chain.length - 1; i >= Math.max(0, chain.length - MOST_HOPS); i--) {
      var before = Network.address(withoutPort(chain[i].strip()));
      if (before.isEmpty()) {
        return client;
      }
      client = before.get().getHostAddress();
      if (!trusts(before.get())) {
        return client;
      }
    }
    return client;
  }

  /**
   * Whether the client has come by TLS.
   *
   * @param secure whether the peer has
   * @param forwardedProto the header {@code X-Forwarded-Proto}, or null
   */
  public boolean isSecure(String peer, boolean secure, String forwardedProto) {
    if (forwardedProto == null || !trusts(peer)) {
      return secure;
    }
    return switch (forwardedProto.strip()) {
      case "https" -> true;
      case "http" -> false;
      default -> secure;
    };
  }

  private boolean trusts(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  /** COMPAT Azure's gateways add the port, others write IPv6 in brackets as RFC 7239 §6 does. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      var end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    var colon = hop.indexOf(':');
    return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  private static Network checked(String text) {
    var network =
        Network.of(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        KEY + " has " + text + ", which is not like 192.0.2.1 or 10.0.0.0/8"));
    if (network.bits() == 0) {
      throw new IllegalArgumentException(
          "%s trusts everybody by %s, who could choose the address he is known by; list the proxies"
              .formatted(KEY, text));
    }
    return network;
  }
}
