package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.CuttingRelay;
import chat.mongoose.testkit.CuttingRelay.Cut;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * XEP-0198 §5: two guests talk while the connection of each breaks at random octets, also within a
 * frame, within the login and within the resumption. {@code -Dmongoose.test.seed} says which.
 */
@ExtendWith(SharedMongoose.class)
class CutConnectionsIT {

  private static final int RUNS = 200;
  private static final int AT_ONCE = 4;
  private static final int MESSAGES = 15;
  private static final int CUTS = 3;

  /** More than a few messages take, and more than a login with its resumption. */
  private static final int LONGEST = 5_000;

  private static final long PATIENCE_SECONDS = 120;

  private final long seed =
      Long.getLong("mongoose.test.seed", ThreadLocalRandom.current().nextLong());
  private final Mongoose server;

  CutConnectionsIT(Mongoose server) {
    this.server = server;
  }

  @Test
  void nothingIsLostOrDoubledAndTheOrderStays() throws Exception {
    var threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      var runs =
          IntStream.range(0, RUNS).mapToObj(run -> (Callable<Integer>) () -> talk(run)).toList();
      var resumptions = 0;
      for (var run : threads.invokeAll(runs)) {
        resumptions += run.get();
      }
      assertThat(resumptions).as("how often somebody came back").isGreaterThan(2 * RUNS);
    } finally {
      threads.shutdownNow();
    }
  }

  private int talk(int run) throws Exception {
    var random = new Random(seed + run);
    var satisfied = new CountDownLatch(2);
    try (var toRomeo = new CuttingRelay(server.port());
        var toJuliet = new CuttingRelay(server.port())) {
      var romeo = new Survivor(server, toRomeo, "romeo", satisfied);
      var juliet = new Survivor(server, toJuliet, "juliet", satisfied);
      var addresses = List.of(romeo.logIn(), juliet.logIn());
      var inRoom = run % 2 == 1;
      if (inRoom) {
        var room = "cut-" + UUID.randomUUID() + "@conference.localhost";
        romeo.enter(room);
        juliet.enter(room);
        romeo.talk(room, "groupchat", MESSAGES, 2 * MESSAGES);
        juliet.talk(room, "groupchat", MESSAGES, 2 * MESSAGES);
      } else {
        romeo.talk(addresses.get(1), "chat", MESSAGES, MESSAGES);
        juliet.talk(addresses.get(0), "chat", MESSAGES, MESSAGES);
      }
      toRomeo.cut(cuts(random));
      toJuliet.cut(cuts(random));

      var all = satisfied.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      var what =
          "run %d of mongoose.test.seed=%d, %s".formatted(run, seed, inRoom ? "room" : "chat");
      for (Survivor each : List.of(romeo, juliet)) {
        assertThat(each.failure())
            .as("%s: heard %s, surprised by %s", what, each.heard(), each.surprises())
            .isNull();
      }
      assertThat(all).as("%s: romeo %s, juliet %s", what, romeo.heard(), juliet.heard()).isTrue();
      romeo.end();
      juliet.end();
      if (inRoom) {
        assertThat(romeo.heard()).as(what).isEqualTo(juliet.heard());
        assertThat(by("romeo", juliet)).as(what).isEqualTo(all("romeo"));
        assertThat(by("juliet", juliet)).as(what).isEqualTo(all("juliet"));
      } else {
        assertThat(romeo.heard()).as(what).isEqualTo(all("juliet"));
        assertThat(juliet.heard()).as(what).isEqualTo(all("romeo"));
      }
      assertThat(romeo.surprises()).as(what).isEmpty();
      assertThat(juliet.surprises()).as(what).isEmpty();
      return romeo.resumptions() + juliet.resumptions();
    }
  }

  private static List<Cut> cuts(Random random) {
    var cuts = new ArrayList<Cut>();
    for (int i = 0; i < CUTS; i++) {
      cuts.add(new Cut(random.nextInt(LONGEST), random.nextBoolean()));
    }
    return cuts;
  }

  private static List<String> by(String name, Survivor listener) {
    return listener.heard().stream().filter(text -> text.startsWith(name + " ")).toList();
  }

  private static List<String> all(String name) {
    return IntStream.rangeClosed(1, MESSAGES).mapToObj(i -> name + " " + i).toList();
  }
}
