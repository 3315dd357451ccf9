package chat.mongoose.session;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/** Measures what heap things take, and compares it with what is counted for them. */
public final class HeapTaken {

  private static final int MARGIN = 3;

  private static boolean wrong;

  /** Keeps what is measured alive until it is. */
  static volatile Object held;

  private HeapTaken() {}

  public static void main(String[] args) {
    var sessions = args.length == 0 ? 10_000 : Integer.parseInt(args[0]);
    System.out.printf("%-56s %12s %12s %7s%n", "", "takes", "counted", "ratio");
    warmUp();
    trees();
    input();
    detached(sessions);
    if (wrong) {
      System.exit(1);
    }
  }

  /** Else what the JVM makes for itself would be measured. */
  private static void warmUp() {
    for (int i = 0; i < 20_000; i++) {
      held = Xml.parse("<a xmlns='u' b='c'><d/>e</a>").weight();
      heapOnce(i);
    }
  }

  private static void heapOnce(int turn) {
    if (turn % 10_000 == 0) {
      heap();
    }
  }

  /** Input of BOSH, which waits as a tree, and what a room keeps. */
  private static void trees() {
    tree("a chat message", "<message to='a@b/c' type='chat' id='1'><body>Hello</body></message>");
    tree(
        "a presence",
        "<presence to='a@b/c'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
    tree("one long text", "<message><body>" + "x".repeat(30_000) + "</body></message>");
    tree(
        "one long text, not Latin-1", "<message><body>" + "ж".repeat(15_000) + "</body></message>");
    tree("the shortest elements", message(i -> "<a/>", 8_000));
    tree("short elements of many names", message(i -> "<" + name(i) + "/>", 8_000));
    tree("short elements of many namespaces", message(i -> "<a xmlns='" + name(i) + "'/>", 3_000));
    tree("short texts between short elements", message(i -> "<a/>b", 6_000));
    tree("elements in elements", message(i -> "<a><a><a/></a></a>", 2_500));
    tree("short attributes", message(i -> "<a b='' c='' d='' e=''/>", 1_500));
    tree("short attributes of many values", message(i -> "<a b='" + name(i) + "'/>", 3_000));
    tree("short attributes of many names", message(i -> "<a " + name(i) + "=''/>", 3_000));
  }

  private static String message(IntFunction<String> part, int count) {
    var all = new StringBuilder("<message>");
    for (int i = 0; i < count; i++) {
      all.append(part.apply(i));
    }
    return all.append("</message>").toString();
  }

  private static String name(int i) {
    return "x" + Integer.toString(i, 36);
  }

  private static void tree(String what, String document) {
    var text = document.replaceFirst("(?=[ >])", " xmlns='jabber:client'");
    var octets = text.getBytes(StandardCharsets.UTF_8).length;
    var count = Math.max(20, 10_000_000 / octets / 10);
    var kept = new ArrayList<Element>(count);
    held = kept;
    kept.add(Xml.parse(text));
    var before = heap();
    for (int i = 0; i < count; i++) {
      kept.add(Xml.parse(text));
    }
    var taken = (heap() - before) / count;
    say(what + ", " + octets + " octets", taken, Octets.cost(kept.get(0)));
    held = null;
  }

  /** Input of WebSocket, which waits as text. */
  private static void input() {
    for (var text : List.of("<r xmlns='urn:xmpp:sm:3'/>", "x".repeat(9_000), "ж".repeat(9_000))) {
      taken(
          "input of " + text.length() + " characters",
          2_000,
          i -> new String(text.toCharArray()),
          s -> Octets.cost(s));
    }
  }

  private static <T> void taken(
      String what, int count, IntFunction<T> made, ToLongFunction<T> counted) {
    var inbound = new Inbound(new Share(Budget.unlimited()), () -> {});
    held = inbound;
    inbound.pause();
    var before = heap();
    var sum = 0L;
    for (int i = 0; i < count; i++) {
      var one = made.apply(i);
      sum += counted.applyAsLong(one);
      inbound.offer(() -> one.hashCode(), 1, Long.MAX_VALUE);
    }
    say(what, (heap() - before) / count, sum / count);
    inbound.resume();
    held = null;
  }

  /** Clients that have gone and may come back, by what waits for them. */
  private static void detached(int count) {
    for (int octets : new int[] {0, 100, 2_000, 20_000}) {
      detached(
          count / (octets > 2_000 ? 4 : 1),
          octets,
          octets == 0 ? 0 : octets > 2_000 ? 1 : 5,
          false);
    }
    detached(count, 300, 50, true);
    held = null;
  }

  private static void detached(int count, int octets, int frames, boolean shared) {
    var budget = new Budget(Long.MAX_VALUE, Long.MAX_VALUE);
    var sessions = new Sessions();
    var negotiation =
        new StreamNegotiation(
            "localhost",
            sessions,
            new SessionLimits(1_000_000, 10_000, 4 << 20, Duration.ofHours(1), Duration.ofHours(1)),
            new Bounds(
                new Addresses(0, 0, 0, Optional.empty()), new InputLimits(), budget, 1 << 20),
            List.of(),
            null,
            Clock.systemUTC());
    var all = new ArrayList<Session>(count);
    held = all;
    var said = new ArrayList<Rendered>();
    for (int i = 0; i < frames; i++) {
      said.add(Rendered.forMany(Stanza.of(stanza(i, octets))));
    }
    var before = heap();
    for (int i = 0; i < count; i++) {
      var session = negotiation.connect(new Nothing());
      var jid = Jid.of("guest" + i + "@localhost/" + Guest.random(10));
      session.authenticated(new Identity("guest" + i, true, Set.of()));
      session.bound(jid);
      sessions.bind(session, jid);
      session.manage(Element.of(StreamManagement.NS, "enabled"));
      session.resumable("id" + i, Duration.ofMinutes(5));
      sessions.resumable("id" + i, session);
      negotiation.lost(session);
      for (int frame = 0; frame < frames; frame++) {
        session.send(shared ? said.get(frame) : Rendered.of(stanza(frame, octets)));
      }
      all.add(session);
    }
    var what =
        "a detached session, %d frames of %d%s".formatted(frames, octets, shared ? ", shared" : "");
    say(what, (heap() - before) / count, budget.held() / count);
    all.forEach(Session::abort);
    held = null;
  }

  private static Element stanza(int id, int octets) {
    return Element.of(Stanza.NS, "message")
        .with("id", "m" + id)
        .plus(Element.of(Stanza.NS, "body").plus("x".repeat(octets)));
  }

  private static void say(String what, long taken, long counted) {
    var ratio = (double) taken / counted;
    wrong |= ratio > 1.5;
    System.out.printf(
        "%-56s %12d %12d %7.2f%s%n", what, taken, counted, ratio, ratio > 1.5 ? " !" : "");
  }

  private static long heap() {
    for (int i = 0; i < MARGIN; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Takes everything, and keeps nothing. */
  private static final class Nothing implements Transport {
    @Override
    public String remoteAddress() {
      return "192.0.2.1";
    }

    @Override
    public String door() {
      return "websocket";
    }

    @Override
    public Optional<Element> header(StreamHeader header) {
      return Optional.empty();
    }

    @Override
    public List<Element> farewell(Optional<StreamError> error) {
      return List.of();
    }

    @Override
    public void write(List<Rendered> batch, byte[] address, Completion completion) {
      completion.written();
    }

    @Override
    public void ping() {}

    @Override
    public void close() {}

    @Override
    public void abort() {}
  }
}
