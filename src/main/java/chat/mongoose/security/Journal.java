package chat.mongoose.security;

import chat.mongoose.security.SecurityEvent.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes events down, as many as the disk bears. In a minute {@link #EACH} lines of a kind and an
 * address are written, and {@link #ALL} of a kind; what comes beyond is counted, and the counts are
 * written with the first event of a later minute and at the end: for the {@link #WORST} addresses
 * their own, for all others one. So a stranger who fills one kind hides no other.
 *
 * <p>Who calls: any thread. What guards what: this object's monitor guards the counts. What happens
 * when full: {@link #CAPACITY} addresses are counted by themselves in a minute, all others as one.
 */
final class Journal {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  static final int EACH = 20;
  static final int ALL = 600;
  static final int WORST = 20;
  static final int CAPACITY = 10_000;

  /** RFC 6177: who has IPv6 has a network of this many bytes, and all addresses in it. */
  private static final int NETWORK = 8;

  /** Stands for all whose addresses are not counted by themselves. */
  private static final String OTHERS = "-";

  private final Consumer<String> lines;
  private final Map<Source, Tally> tallies = new HashMap<>();
  private final Map<Kind, Integer> written = new EnumMap<>(Kind.class);
  private Instant end = Instant.MIN;

  /**
   * @param lines takes one line after the other, without its end; never throws
   */
  Journal(Consumer<String> lines) {
    this.lines = lines;
  }

  private record Source(Kind kind, String network) {}

  /** What came from one source in this minute. */
  private static final class Tally {
    private int written;
    private long left;
  }

  synchronized void tell(SecurityEvent event, Instant now) {
    if (!now.isBefore(end) || now.isBefore(end.minus(MINUTE))) {
      close(now);
      end = now.plus(MINUTE);
    }
    var tally = tally(event);
    var all = written.getOrDefault(event.kind(), 0);
    if (tally.written >= EACH || all >= ALL) {
      tally.left++;
      return;
    }
    tally.written++;
    written.put(event.kind(), all + 1);
    lines.accept(Line.of(now, event));
  }

  /** Writes what was counted and begins anew. */
  synchronized void close(Instant now) {
    for (Kind kind : Kind.values()) {
      close(kind, now);
    }
    tallies.clear();
    written.clear();
  }

  private void close(Kind kind, Instant now) {
    List<Map.Entry<Source, Tally>> left =
        tallies.entrySet().stream()
            .filter(each -> each.getKey().kind() == kind && each.getValue().left > 0)
            .sorted(Comparator.comparingLong(each -> -each.getValue().left))
            .toList();
    var worst = left.subList(0, Math.min(WORST, left.size()));
    for (Map.Entry<Source, Tally> each : worst) {
      var network = each.getKey().network();
      lines.accept(Line.left(now, kind, network, each.getValue().left));
    }
    var others = left.stream().skip(WORST).mapToLong(each -> each.getValue().left).sum();
    if (others > 0) {
      lines.accept(Line.left(now, kind, OTHERS, others));
    }
  }

  private Tally tally(SecurityEvent event) {
    var source = new Source(event.kind(), network(event.address()));
    return tallies.containsKey(source) || tallies.size() < CAPACITY
        ? tallies.computeIfAbsent(source, same -> new Tally())
        : tallies.computeIfAbsent(new Source(event.kind(), OTHERS), same -> new Tally());
  }

  private static String network(String address) {
    var text = Line.address(address);
    if (!text.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      return text;
    }
    try {
      var octets = InetAddress.getByName(text).getAddress();
      return octets.length == NETWORK * 2
          ? InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(octets, NETWORK), octets.length))
                  .getHostAddress()
              + "/64"
          : InetAddress.getByAddress(octets).getHostAddress();
    } catch (UnknownHostException e) {
      return text;
    }
  }
}
