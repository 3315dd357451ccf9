package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.routing.IqRouter;
import chat.mongoose.routing.PostOffice;
import chat.mongoose.session.Sessions;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A room's home on real lanes, with a store and an archive that do what a test tells them. */
abstract class HomeStage {

  /** Deliveries that somebody may cause at once. */
  static final int REACH = 30_000;

  final Lanes lanes = new Lanes();
  final Letters letters = new Letters();
  final Store store = new Store();
  final Archive archive = new Archive();
  final LinkedBlockingQueue<Boolean> left = new LinkedBlockingQueue<>();
  final Openings openings = new Openings(OpeningLimits.NONE, user -> Optional.empty(), user -> {});
  final RoomMemory memory = new RoomMemory(4L << 20);
  final AtomicInteger clockFaults = new AtomicInteger();
  final AtomicInteger nameFaults = new AtomicInteger();
  RoomHome home;

  @BeforeEach
  void start() {
    lanes.start(Executors.defaultThreadFactory());
    home = home(Stage.SETTINGS);
  }

  RoomHome home(RoomSettings settings) {
    var context =
        new RoomContext(
            settings,
            new OccupantIds(new byte[OccupantIds.SECRET_LENGTH]),
            new ArchiveIds(),
            user -> Affiliation.NONE,
            user -> Optional.empty(),
            openings,
            memory,
            new Visits(1000),
            (user, nickname) -> {},
            new GroupchatFilters(List.of(new ForgedMarks())),
            Set::of);
    return new RoomHome(
        ROOM,
        new RoomSurroundings(
            lanes,
            letters,
            new IqRouter(),
            store,
            (user, nickname) -> mayFail(nameFaults),
            archive,
            () -> context,
            openings,
            new Lookups(user -> Optional.empty()),
            new Reach(REACH, 300),
            new ArchiveShare(user -> Optional.empty()),
            user -> Optional.empty(),
            memory,
            new FailingClock()),
        () -> left.add(true));
  }

  static void mayFail(AtomicInteger faults) {
    if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new StackOverflowError();
    }
  }

  final class FailingClock extends Clock {

    @Override
    public Instant instant() {
      mayFail(clockFaults);
      return Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @AfterEach
  void stop() {
    archive.worker.shutdownNow();
    lanes.stop();
  }

  void enters(Jid who, String nick) {
    sends(who, Stage.join(nick, "<history maxstanzas='50'/>"));
  }

  void leaves(Jid who) {
    sends(who, "<presence type='unavailable' to='" + ROOM + "/any'/>");
  }

  void says(Jid who, String text) {
    sends(who, "<message type='groupchat' to='" + ROOM + "'><body>" + text + "</body></message>");
  }

  void sends(Jid who, String xml) {
    var stanza = Stage.stanza(who, xml);
    lanes.put(RoomHome.lane(ROOM), () -> home.take(stanza));
  }

  /** Waits until the room has looked at all that was sent. */
  void awaitLane() throws InterruptedException {
    var seen = new CountDownLatch(1);
    lanes.put(RoomHome.lane(ROOM), seen::countDown);
    assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
  }

  static boolean isSubject(Element letter) {
    return letter.has(Stanza.NS, "subject");
  }

  static String last(List<String> all) {
    return all.get(all.size() - 1);
  }

  /** Keeps what it is to deliver. */
  static final class Letters extends PostOffice {

    final Map<Jid, List<Element>> all = new ConcurrentHashMap<>();

    Letters() {
      super(new Sessions());
    }

    @Override
    public void deliver(Rendered stanza, Jid to) {
      all.computeIfAbsent(to, key -> new CopyOnWriteArrayList<>())
          .add(Xml.parse(stanza.text(Rendered.address(to))));
      synchronized (this) {
        notifyAll();
      }
    }

    @Override
    public void deliver(Rendered stanza, Collection<Jid> to) {
      to.forEach(each -> deliver(stanza, each));
    }

    @Override
    public void deliver(List<Rendered> stanzas, Jid to) {
      stanzas.forEach(each -> deliver(each, to));
    }

    List<Element> of(Jid who) {
      return all.getOrDefault(who, List.of());
    }

    List<String> bodies(Jid who) {
      return of(who).stream()
          .filter(letter -> letter.attribute("type").filter("groupchat"::equals).isPresent())
          .flatMap(letter -> letter.child(Stanza.NS, "body").stream())
          .map(Element::text)
          .toList();
    }

    synchronized Element await(Jid who, java.util.function.Predicate<Element> wanted)
        throws InterruptedException {
      while (true) {
        var found = of(who).stream().filter(wanted).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
        wait();
      }
    }

    synchronized List<String> awaitBodies(Jid who, int count) throws InterruptedException {
      while (bodies(who).size() < count) {
        wait();
      }
      return bodies(who);
    }

    synchronized List<String> awaitBody(Jid who, String last) throws InterruptedException {
      while (!bodies(who).contains(last)) {
        wait();
      }
      return bodies(who);
    }
  }

  /** Keeps rooms in memory, and fails when it is told to. */
  static final class Store extends RoomStore {

    final Map<Jid, RoomRecord> rooms = new ConcurrentHashMap<>();
    final CountDownLatch saved = new CountDownLatch(1);
    volatile CountDownLatch blocked = new CountDownLatch(0);
    volatile CountDownLatch saving = new CountDownLatch(0);
    volatile boolean down;
    volatile int failures;
    volatile int finds;
    volatile int saves;

    @Override
    public Optional<RoomRecord> find(Jid room) {
      finds++;
      check();
      return Optional.ofNullable(rooms.get(room));
    }

    @Override
    public void save(RoomRecord room) {
      saves++;
      if (failures-- > 0) {
        throw new IllegalStateException("The store is down, as this test wants it.");
      }
      await(saving);
      check();
      rooms.put(room.jid(), room);
      saved.countDown();
    }

    void awaitSaved() throws InterruptedException {
      assertThat(saved.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void remove(Jid room) {
      check();
      rooms.remove(room);
    }

    static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void check() {
      await(blocked);
      if (down) {
        throw new IllegalStateException("The store is down, as this test wants it.");
      }
    }
  }

  /** Keeps messages in memory, and is done with them on its own thread. */
  static final class Archive implements RoomArchive {

    final List<ArchivedGroupchat> appended = new CopyOnWriteArrayList<>();
    final List<ArchivedGroupchat> kept = new CopyOnWriteArrayList<>();
    final java.util.concurrent.ScheduledExecutorService worker =
        Executors.newScheduledThreadPool(2);
    volatile boolean down;
    volatile boolean shuffles;

    /** Until it is open the archive is done with nothing. */
    volatile CountDownLatch held = new CountDownLatch(0);

    @Override
    public CompletionStage<Void> append(ArchivedGroupchat message) {
      appended.add(message);
      var done = new CompletableFuture<Void>();
      var failing = down;
      var delay = shuffles ? ThreadLocalRandom.current().nextInt(2000) : 0;
      worker.schedule(
          () -> {
            Store.await(held);
            if (failing) {
              done.completeExceptionally(
                  new StanzaError(Condition.RESOURCE_CONSTRAINT, "The archive is down."));
            } else {
              kept.add(message);
              done.complete(null);
            }
          },
          delay,
          TimeUnit.MICROSECONDS);
      return done;
    }

    @Override
    public List<ArchivedGroupchat> newest(Jid room, int max) {
      var all = new ArrayList<>(kept);
      all.sort(java.util.Comparator.comparing(ArchivedGroupchat::id));
      return all.subList(Math.max(0, all.size() - max), all.size());
    }
  }
}
