package chat.mongoose.session;

import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many connections and sessions the clients of one address have, and may have: by its IPv4
 * address, or by the /64 of an IPv6 one, behind trusted proxies the client's.
 *
 * <p>Who calls: any thread; the doors ask {@link #hasRoom} before they let a client in, and a
 * session takes its {@link Places}. What guards what: a concurrent map, whose entries change under
 * the map's lock for their key and go when nothing is left of them. What happens when full: the
 * caller is told no, and the log says once an hour, at most, what to set if it was a proxy.
 *
 * <p>Decision: as long as no proxy is trusted, loopback and private addresses have no bound. A
 * proxy that nobody has told us about stands there for all visitors, and locking a whole site out
 * is worse than what one neighbour can take, which the memory's budget bounds as well.
 */
@ApplicationScoped
public class Addresses {

  /** What is counted. */
  public enum Kind {
    /** Connections that have not bound a session yet, by WebSocket or BOSH. */
    UNBOUND("mongoose.session.address-unbound"),
    /** All sessions, those that have not logged in and those that wait to be resumed included. */
    SESSION("mongoose.session.address-max"),
    /** Sessions that wait, without a connection, to be resumed. */
    DETACHED("mongoose.session.address-detached");

    private final String key;

    Kind(String key) {
      this.key = key;
    }
  }

  private static final Logger LOG = System.getLogger(Addresses.class.getName());
  private static final int KINDS = Kind.values().length;
  private static final long HOUR = 3_600_000_000_000L;

  private final ConcurrentHashMap<ClientNetwork, int[]> counts = new ConcurrentHashMap<>();
  private final int[] limits;
  private final boolean behindProxies;
  private volatile long warned = System.nanoTime() - HOUR;

  /** For the container's proxy. */
  Addresses() {
    this(0, 0, 0, Optional.empty());
  }

  /**
   * @param unbound connections of one address that have not bound a session; 0 for any number
   * @param sessions of one address; 0 for any number
   * @param detached sessions of one address that wait to be resumed; 0 for any number
   * @param trustedProxies empty where every client has the address that its connection has
   */
  @Inject
  public Addresses(
      @ConfigProperty(name = "mongoose.session.address-unbound", defaultValue = "200") int unbound,
      @ConfigProperty(name = "mongoose.session.address-max", defaultValue = "1000") int sessions,
      @ConfigProperty(name = "mongoose.session.address-detached", defaultValue = "500")
          int detached,
      @ConfigProperty(name = "mongoose.web.trusted-proxies") Optional<String> trustedProxies) {
    this.limits =
        new int[] {
          checked(Kind.UNBOUND, unbound),
          checked(Kind.SESSION, sessions),
          checked(Kind.DETACHED, detached)
        };
    this.behindProxies = trustedProxies.filter(networks -> !networks.isBlank()).isPresent();
  }

  /** For tests, and for whoever assembles a server without a container: nobody is bounded. */
  public static Addresses unlimited() {
    return new Addresses();
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** True if one more connection from there would be taken; the doors ask this at handshakes. */
  public boolean hasRoom(String address) {
    var network = ClientNetwork.of(address);
    var now = counts.get(network);
    return now == null
        || isFree(network, now, Kind.UNBOUND) && isFree(network, now, Kind.SESSION)
        || refused(network, isFree(network, now, Kind.UNBOUND) ? Kind.SESSION : Kind.UNBOUND);
  }

  /**
   * The name of the network that an address belongs to, which is the same for all that one client
   * can choose from; empty where a proxy that nobody has told us about may stand for everybody.
   */
  public Optional<String> network(String address) {
    return Optional.of(ClientNetwork.of(address))
        .filter(network -> !isExempt(network))
        .map(ClientNetwork::name);
  }

  /** How many of these the address has. */
  public int count(String address, Kind kind) {
    var now = counts.get(ClientNetwork.of(address));
    return now == null ? 0 : now[kind.ordinal()];
  }

  /** How many addresses have anything. */
  int size() {
    return counts.size();
  }

  /** Takes a place; false if none is left. */
  boolean enter(ClientNetwork network, Kind kind) {
    var entered = new boolean[1];
    counts.compute(
        network,
        (same, before) -> {
          var now = before == null ? new int[KINDS] : before;
          if (isFree(network, now, kind)) {
            entered[0] = true;
            return with(now, kind, 1);
          }
          return before;
        });
    return entered[0] || refused(network, kind);
  }

  /** Gives a place back that was taken. */
  void leave(ClientNetwork network, Kind kind) {
    counts.computeIfPresent(
        network,
        (same, before) -> {
          var now = with(before, kind, -1);
          for (int count : now) {
            if (count != 0) {
              return now;
            }
          }
          return null;
        });
  }

  private boolean isFree(ClientNetwork network, int[] now, Kind kind) {
    var limit = limits[kind.ordinal()];
    return limit == 0 || isExempt(network) || now[kind.ordinal()] < limit;
  }

  /** True where a proxy that nobody has told us about may stand for everybody. */
  boolean isExempt(ClientNetwork network) {
    return network.local() && !behindProxies;
  }

  /** Who reads counts without the map's lock never sees them half changed. */
  private static int[] with(int[] before, Kind kind, int step) {
    var after = before.clone();
    after[kind.ordinal()] += step;
    return after;
  }

  private boolean refused(ClientNetwork network, Kind kind) {
    SecurityLog.tell(
        SecurityEvent.of(SecurityEvent.Kind.LIMIT_REACHED, network.name()).reason(kind.key));
    var now = System.nanoTime();
    if (now - warned >= HOUR) {
      warned = now;
      LOG.log(
          Level.WARNING,
          "{0} has as many as {1} allows, and gets no more. If it is a proxy, list it in"
              + " mongoose.web.trusted-proxies; if many people share it, raise {1}, or set it to 0.",
          network.name(),
          kind.key);
    }
    return false;
  }

  private static int checked(Kind kind, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(kind.key + " must not be negative: " + limit);
    }
    return limit;
  }
}
