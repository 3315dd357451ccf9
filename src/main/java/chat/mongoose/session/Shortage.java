package chat.mongoose.session;

import chat.mongoose.guard.Faults;
import chat.mongoose.guard.Guarded;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Makes room when the {@link Budget} is short, or an address has more than its part of it: the
 * sessions that make the server hold most are let go, those that wait without a connection count
 * double, until an eighth is free.
 *
 * <p>Who calls: whoever has just made the server hold more, without any lock, and the clock. What
 * guards what: one thread looks at a time, and not more often than each {@link #DISTANCE}; others
 * go on at once.
 */
final class Shortage {

  /** Nanoseconds between two looks at all sessions. */
  private static final long DISTANCE = 50_000_000;

  private final Budget budget;
  private final Addresses addresses;
  private final Sessions sessions;
  private final Consumer<Session> drop;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long looked = System.nanoTime() - DISTANCE;

  /**
   * @param drop lets a session go, whether it has ended or not
   */
  Shortage(Budget budget, Addresses addresses, Sessions sessions, Consumer<Session> drop) {
    this.budget = budget;
    this.addresses = addresses;
    this.sessions = sessions;
    this.drop = drop;
  }

  /** Makes room if there is none; costs next to nothing if there is. */
  void relieve() {
    if (!budget.isShort()
        || System.nanoTime() - looked < DISTANCE
        || !looking.compareAndSet(false, true)) {
      return;
    }
    try {
      look();
    } finally {
      looked = System.nanoTime();
      looking.set(false);
    }
  }

  /** Looks at all sessions, and makes room where there is too little. */
  void look() {
    if (!budget.isShort() && budget.held() <= budget.mostOfAddress()) {
      return;
    }
    var all = burdens();
    relieveAddresses(all);
    if (budget.isShort()) {
      var enough = budget.most() - budget.most() / 8;
      var gone = 0;
      for (Burden one : all) {
        if (budget.held() <= enough || one.octets() <= 0) {
          break;
        }
        end(one, "memory");
        gone++;
      }
      Faults.warn(
          "Clients hold all that they may, and sessions that hold most are let go",
          gone + " now; they may hold " + budget.most() + " bytes");
    }
  }

  private void end(Burden greedy, String why) {
    var session = greedy.session();
    SecurityLog.tell(
        session.event(Kind.GREED_ENDED).with("octets", "" + greedy.octets()).reason(why));
    Guarded.run(session, () -> drop.accept(session));
  }

  /** All sessions, the greediest first. */
  private List<Burden> burdens() {
    var all = new ArrayList<Burden>();
    sessions.connected().forEach(session -> all.add(Burden.of(session)));
    sessions.leaving().forEach(session -> all.add(Burden.of(session)));
    all.sort(Comparator.comparingLong(Burden::octets).reversed());
    return all;
  }

  private void relieveAddresses(List<Burden> all) {
    Map<ClientNetwork, Long> byAddress = new HashMap<>();
    for (Burden one : all) {
      byAddress.merge(one.session().network(), one.session().ownOctets(), Long::sum);
    }
    byAddress
        .keySet()
        .removeIf(
            network ->
                addresses.isExempt(network) || byAddress.get(network) <= budget.mostOfAddress());
    for (Burden one : all) {
      var network = one.session().network();
      var held = byAddress.getOrDefault(network, 0L);
      if (held > budget.mostOfAddress()) {
        byAddress.put(network, held - one.session().ownOctets());
        Faults.warn(
            "The clients of one address hold too much, and sessions are let go",
            network.name() + ", " + one.session());
        end(one, "memory-of-address");
      }
    }
  }

  /**
   * What a session makes the server hold, as it counts here.
   *
   * @param octets beyond what each has
   */
  private record Burden(Session session, long octets) {

    static Burden of(Session session) {
      var octets = session.burden();
      return new Burden(session, session.isDetached() ? 2 * octets : octets);
    }
  }
}
