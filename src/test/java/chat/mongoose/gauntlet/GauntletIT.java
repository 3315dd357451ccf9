package chat.mongoose.gauntlet;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Heap;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.RawWebSocket;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One stranger with one machine does what he can, while ordinary visitors talk. Whatever he does,
 * the process lives, each visitor stays where he is and hears all that is said, and nothing of the
 * stranger is left in the heap.
 *
 * <p>The system property {@code mongoose.gauntlet.seconds} says how long each attack takes; that of
 * the name {@code mongoose.gauntlet.p99} how many milliseconds a message of a visitor may take,
 * where that is to be looked at too.
 */
@Tag("server")
@TestInstance(Lifecycle.PER_CLASS)
class GauntletIT {

  private static final Duration ATTACK =
      Duration.ofSeconds(Integer.getInteger("mongoose.gauntlet.seconds", 3));
  private static final int VISITORS = Integer.getInteger("mongoose.gauntlet.visitors", 60);
  private static final int P99_MILLIS = Integer.getInteger("mongoose.gauntlet.p99", 0);

  private static final Duration ROUND = Duration.ofMillis(500);

  /** The server's own waits are shorter here, so that what is left has gone. */
  private static final Duration SETTLED = Duration.ofSeconds(90);

  /**
   * What caches of bounded size, and classes, may take for good, and what each of the container's
   * threads keeps of the largest request that it has read.
   */
  private static final long GROWTH = 64L << 20;

  /** Of all attacks together, however many there are. */
  private static final long GROWTH_OF_ALL = 2 * GROWTH;

  private static final int MOST_GOES = 20_000;

  /** Attacks that take longer than a client has for its login. */
  private static final int PATIENT = 5;

  private Mongoose server;
  private Visitors visitors;
  private Heap first;
  private Heap before;
  private boolean sound;

  /** Each connected after an attack, without a word since. */
  private final Deque<RawWebSocket> silent = new ArrayDeque<>();

  /** Goes on from attack to attack, so that nobody is silent for long. */
  private long round;

  /** In the short form what no container can make a difference to is tried on one of them. */
  static List<Attack> attacks() {
    var only = Pattern.compile(System.getProperty("mongoose.gauntlet.only", ""));
    var all =
        System.getProperty("mongoose.gauntlet.seconds") != null
            || !"wildfly".equals(System.getProperty("arquillian.launch"));
    return Attacks.all().stream()
        .filter(attack -> all || attack.isForContainer())
        .filter(attack -> only.matcher(attack.name()).find())
        .toList();
  }

  /** A server that has come through all attacks until now, or a new one. */
  @BeforeEach
  void letVisitorsIn() throws Exception {
    if (sound) {
      return;
    }
    end();
    server =
        Mongoose.with("mongoose.session.resume-timeout", "PT10S")
            .and("mongoose.session.negotiation-timeout", "PT10S")
            .and("mongoose.bosh.inactivity", "PT10S")
            // everybody has an address of his own, as on the web; there is no proxy here
            .and("mongoose.web.trusted-proxies", "192.0.2.1")
            .jvmOption("-Xmx1g")
            .jvmOption("-XX:+ExitOnOutOfMemoryError")
            // what the JVM may throw away when it has to is no growth
            .jvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
            .start();
    visitors = new Visitors(server, VISITORS);
    for (int i = 0; i < 20; i++) {
      visitors.talk(round++);
    }
    visitors.awaitAll();
    visitors.delays();
    first = Heap.of(server);
    sound = true;
  }

  @AfterAll
  void end() throws IOException {
    if (visitors != null) {
      visitors.close();
    }
    for (RawWebSocket each : silent) {
      each.close();
    }
    silent.clear();
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void visitorsGoOnTalkingDuring(Attack attack) throws Exception {
    sound = false;
    before = Heap.of(server);
    var ground = new Ground(server);
    var repelled = new AtomicInteger();
    var goes = new AtomicInteger();
    var strangers = strangers(attack, ground, goes, repelled);
    talkFor(ATTACK);
    ground.end();
    for (Thread stranger : strangers) {
      stranger.join();
    }
    visitors.awaitAll();
    var delays = visitors.delays(0.5, 0.99, 1);
    assertThat(server.isRunning()).as("alive after %s", attack.name()).isTrue();
    assertThat(visitors.faults()).as("what visitors saw of %s", attack.name()).isEmpty();
    assertThat(answers()).as("answers after %s", attack.name()).isEqualTo(200);
    silentOneIsSentAway();
    var after = settled();
    System.out.printf(
        "%s: %d goes, %d repelled; visitors p50 %d, p99 %d, max %d ms; heap %+d kB, %+d kB in all%n",
        attack.name(),
        goes.get(),
        repelled.get(),
        delays[0].toMillis(),
        delays[1].toMillis(),
        delays[2].toMillis(),
        (after.octets() - before.octets()) / 1024,
        (after.octets() - first.octets()) / 1024);
    assertThat(after.octets() - before.octets())
        .as("what is left in the heap of %s\n%s", attack.name(), after.largest())
        .isLessThan(GROWTH);
    assertThat(after.octets() - first.octets())
        .as("what is left in the heap of all attacks until %s\n%s", attack.name(), after.largest())
        .isLessThan(GROWTH_OF_ALL);
    if (P99_MILLIS > 0) {
      assertThat(delays[1])
          .as("p99 during %s", attack.name())
          .isLessThan(Duration.ofMillis(P99_MILLIS));
    }
    sound = true;
  }

  /** The server's clock goes on: it has ended who has not logged in since some attacks ago. */
  private void silentOneIsSentAway() throws IOException {
    silent.add(new RawWebSocket(server.webSocket()));
    if (silent.size() > PATIENT) {
      try (var oldest = silent.remove()) {
        Optional<RawWebSocket.Frame> frame;
        do {
          frame = oldest.receive();
        } while (frame.isPresent() && frame.get().opcode() != RawWebSocket.CLOSE);
      }
    }
  }

  private static List<Thread> strangers(
      Attack attack, Ground ground, AtomicInteger goes, AtomicInteger repelled) {
    var strangers = new ArrayList<Thread>();
    for (int i = 0; i < attack.strangers(); i++) {
      var stranger =
          new Thread(
              () -> {
                while (!ground.isOver() && goes.incrementAndGet() < MOST_GOES) {
                  try {
                    attack.go(ground);
                    ground.rest(Duration.ofMillis(2));
                  } catch (IOException | RuntimeException e) {
                    repelled.incrementAndGet();
                  }
                }
              },
              attack.name());
      stranger.setDaemon(true);
      stranger.start();
      strangers.add(stranger);
    }
    return strangers;
  }

  /** In each room something is said twice a second. */
  private void talkFor(Duration time) throws InterruptedException {
    var pace = new CountDownLatch(1);
    var rounds = time.dividedBy(ROUND);
    for (long i = 0; i < rounds && visitors.faults().isEmpty(); i++) {
      visitors.talk(round++);
      pace.await(ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private int answers() throws Exception {
    var request =
        HttpRequest.newBuilder(server.http("api/health/live")).timeout(Duration.ofSeconds(20));
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  /** The heap when all that waits for a stranger has been given up. */
  private Heap settled() throws Exception {
    var end = System.nanoTime() + SETTLED.toNanos();
    var heap = Heap.of(server);
    while (heap.octets() - before.octets() >= GROWTH && System.nanoTime() < end) {
      talkFor(ROUND.multipliedBy(4));
      heap = Heap.of(server);
    }
    visitors.awaitAll();
    visitors.delays();
    return heap;
  }
}
