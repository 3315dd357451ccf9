package chat.mongoose.load;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets people come and go by the clock of a day. All but the constructor runs on the thread of its
 * loop, which keeps the books without a lock.
 */
final class Day {

  private static final int MOST_COMPLAINTS = 200;
  private static final double TICK_SECONDS = 0.1;

  /** Nobody comes faster than that, in shares of all users a second. */
  private static final double RUSH = 0.04;

  private final Options options;
  private final IoLoop loop = new IoLoop(0);
  private final Habits habits;
  private final Events events = new Events();
  private final List<Venue> venues = new ArrayList<>();
  private final List<Visitor> atHome = new ArrayList<>();
  private final Set<Visit> visits = new LinkedHashSet<>();
  private final Set<Long> untimed = new HashSet<>();
  private final String filler;
  private long begin;
  private long lastMicros;
  private int complaints;
  private boolean closing;
  private boolean closed;

  Day(Options options) throws UnknownHostException {
    this.options = options;
    double seconds = options.minutes * 60;
    this.habits =
        new Habits(options.seed, Math.max(15, seconds / 12), options.talkSeconds, options.rooms);
    this.filler = Traffic.filler(options.bodyLength - Marker.LENGTH);
    // the same rooms every day: they are in the database
    for (int i = 0; i < options.rooms; i++) {
      venues.add(new Venue("day-" + i + "@" + options.mucService));
    }
    Endpoint webSocket = new Endpoint(options.url, options.sourceAddresses);
    Endpoint bosh = new Endpoint(options.boshUrl, options.sourceAddresses);
    for (int i = 0; i < options.users; i++) {
      Function<Session, Transport> door =
          i % 100 < options.boshShare * 100
              ? session -> new BoshTransport(session, bosh)
              : session -> new WebSocketTransport(session, webSocket);
      atHome.add(new Visitor(i, options.domain, i % 4 != 3, door));
    }
  }

  IoLoop loop() {
    return loop;
  }

  Habits habits() {
    return habits;
  }

  Events events() {
    return events;
  }

  boolean isClosing() {
    return closing;
  }

  double longestSleepSeconds() {
    return options.sleepSeconds;
  }

  void begin() {
    begin = System.nanoTime();
    tick();
  }

  /** 0 is the beginning, 1 the end. */
  double time() {
    return (System.nanoTime() - begin) / (options.minutes * 60e9);
  }

  int online() {
    return visits.size();
  }

  /** Messages that somebody has heard, in all rooms. */
  long heard() {
    return venues.stream().mapToLong(venue -> venue.order.size()).sum();
  }

  private void tick() {
    if (closing) {
      return;
    }
    int wanted = (int) Math.round(DayCurve.share(time()) * options.users);
    int rush = (int) Math.ceil(options.users * RUSH * TICK_SECONDS);
    for (int i = 0; i < rush && visits.size() < wanted && !atHome.isEmpty(); i++) {
      come();
    }
    sendOff(Math.min(rush, visits.size() - wanted));
    loop.later(TICK_SECONDS, this::tick);
  }

  private void come() {
    int last = atHome.size() - 1;
    int who = habits.upTo(atHome.size());
    Visitor visitor = atHome.set(who, atHome.get(last));
    atHome.remove(last);
    Visit visit = new Visit(this, visitor, venues.get(habits.room()));
    visits.add(visit);
    visit.begin();
  }

  /** Those who have been here longest go first. */
  private void sendOff(int number) {
    visits.stream()
        .filter(visit -> !visit.isLeaving())
        .limit(Math.max(0, number))
        .toList()
        .forEach(Visit::end);
  }

  /** The visit has ended. */
  void over(Visit visit, Visitor visitor) {
    visits.remove(visit);
    atHome.add(visitor);
  }

  /** Nobody comes or talks any more, and who sleeps wakes. */
  void close() {
    closing = true;
    List.copyOf(visits).forEach(Visit::wakeUp);
  }

  /** All go, some at a time. */
  void sendAllOff() {
    if (!closed && !visits.isEmpty()) {
      sendOff((int) Math.ceil(options.users * RUSH * TICK_SECONDS));
      loop.later(TICK_SECONDS, this::sendAllOff);
    }
  }

  /** Lets go of whoever has not got away. */
  void stop() {
    closed = true;
    loop.stop();
  }

  /** A time that is no other message's, and so names one. */
  long uniqueMicros() {
    lastMicros = Math.max(lastMicros + 1, Marker.micros(System.nanoTime()));
    return lastMicros;
  }

  String body(long dueMicros) {
    return Marker.encodeMicros(tenth(), dueMicros) + filler;
  }

  /** What is said is counted by the tenth of the day in which it was said. */
  int tenth() {
    return (int) Math.min(10, time() * 10);
  }

  /** Tells of what got lost, as long as that is not too much to be read. */
  void complain(String what) {
    if (complaints++ < MOST_COMPLAINTS) {
      System.err.println(what);
    }
  }

  /** This message may be under way for longer, by its sender's fault. */
  void untimed(long dueMicros) {
    untimed.add(dueMicros);
  }

  boolean isUntimed(long dueMicros) {
    return untimed.contains(dueMicros);
  }
}
