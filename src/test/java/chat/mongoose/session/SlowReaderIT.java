package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Heap;
import chat.mongoose.testkit.MariaDb;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.StreamClient;
import chat.mongoose.xml.Element;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred clients stop reading while their room is talkative. They cost no more than their
 * bounded outboxes, nobody else misses anything, and who may resume gets all.
 *
 * <p>How much the kernel takes for a client is its own business: nothing to four megabytes on the
 * loopback. So the outboxes hold twice as much, and the test works for whatever it is.
 */
@Timeout(300)
class SlowReaderIT {

  private static final int STALLED = 100;
  private static final int RESUMING = 5;
  private static final int LISTENERS = 4;
  private static final int TALKERS = 4;

  private static final int OUTBOX = 8_000_000;
  private static final int MESSAGE = 2_000;

  /** So that the server has loaded what it needs before it is measured. */
  private static final int WARM_UP = 500;

  /** More than the kernel takes, and less than three quarters of an outbox. */
  private static final int FIRST = 5_800_000 / MESSAGE;

  /** So that three quarters of an outbox are full, and a quarter since anything has left. */
  private static final int SECOND = 1_400_000 / MESSAGE;

  /** Some more, until the last outbox is full. */
  private static final int MORE = 1_000_000 / MESSAGE;

  private static final String PADDING = "x".repeat(MESSAGE - 300);

  /** What has left the outbox for the server's queues: a batch that leaves, and the next one. */
  private static final int BATCHES = 2 * 64 * 1024;

  /** What the outboxes keep about their messages, and what the server does beside. */
  private static final int BESIDE = 8 * 1024 * 1024;

  /** The messages that wait are there once, and not once for each outbox. */
  private static final int GROWTH = OUTBOX + STALLED * BATCHES + BESIDE;

  private static final String ROOM = "slow@conference.localhost";

  @Test
  void whoDoesNotReadHarmsNobodyAndGrowsNoHeap() throws Exception {
    // a database of its own process keeps nothing in the heap that is measured
    try (var database = MariaDb.create();
        var server =
            Mongoose.on(database)
                .and("mongoose.routing.rate", "100000")
                .and("mongoose.routing.burst", "100000")
                .and("mongoose.muc.deliveries-rate", "0")
                .and("mongoose.routing.rate-size", "1000000000")
                .and("mongoose.routing.burst-size", "1000000000")
                // on a machine that does other things as well
                .and("mongoose.archive.timeout", "PT60S")
                .and("mongoose.session.outbox-size", "" + OUTBOX)
                // else it leaves megabytes of what is dead, and counts them
                .jvmOption("-XX:MarkSweepAlwaysCompactCount=1")
                .start()) {
      warmUp(server);
      var talkers = listeners(server, ROOM, "talker", TALKERS);
      var listeners = new ArrayList<>(talkers);
      listeners.addAll(listeners(server, ROOM, "listener", LISTENERS));
      var resumable = sleepers(server, "resumable", true);
      var others = sleepers(server, "other", false);
      var before = Heap.of(server);

      var said = FIRST;
      say(talkers, ROOM, FIRST);
      awaitHeard(listeners, said);
      assertThat(listeners.get(0).left()).as("those who have gone already").isEmpty();
      var full = Heap.of(server);
      assertThat(full.octets() - before.octets())
          .as("growth of the heap by those who do not read\n%s", full.largest())
          .isLessThan(GROWTH);

      said += SECOND;
      say(talkers, ROOM, SECOND);
      awaitHeard(listeners, said);
      for (Sleeper sleeper : resumable.subList(0, RESUMING)) {
        listeners.add(sleeper.wakeUp());
      }
      awaitHeard(listeners, said);

      while (listeners.get(0).left().size() < STALLED - RESUMING) {
        say(talkers, ROOM, MORE);
        said += MORE;
        awaitHeard(listeners, said);
      }

      var heard = listeners.get(0).heard();
      assertThat(heard).hasSize(said).doesNotHaveDuplicates();
      listeners.forEach(listener -> assertThat(listener.heard()).isEqualTo(heard));
      var after = Heap.of(server);
      assertThat(after.octets() - before.octets())
          .as("what is left of the growth when they have gone\n%s", after.largest())
          .isLessThan(BESIDE);
      // until here, or the collector would have closed what nobody refers to
      others.forEach(Sleeper::close);
    }
  }

  private static void warmUp(Mongoose server) throws Exception {
    var elsewhere = "warm@conference.localhost";
    var talkers = listeners(server, elsewhere, "talker", TALKERS);
    say(talkers, elsewhere, WARM_UP);
    awaitHeard(talkers, WARM_UP);
  }

  private static List<Listener> listeners(Mongoose server, String room, String nick, int count)
      throws IOException {
    var all = new ArrayList<Listener>();
    for (int i = 0; i < count; i++) {
      var client = new StreamClient(server).logIn();
      client.bind();
      client.enter(room, nick + i);
      all.add(new Listener(client, nick + i).listen());
    }
    return all;
  }

  private static List<Sleeper> sleepers(Mongoose server, String nick, boolean resumable)
      throws IOException {
    var all = new ArrayList<Sleeper>();
    for (int i = 0; i < STALLED / 2; i++) {
      all.add(new Sleeper(server, nick + i, resumable));
    }
    return all;
  }

  private static void say(List<Listener> talkers, String room, int count) {
    talkers.forEach(talker -> talker.talk(room, count / TALKERS, PADDING));
  }

  private static void awaitHeard(List<Listener> listeners, int count) throws Exception {
    for (Listener listener : listeners) {
      listener.awaitHeard(count);
    }
  }

  /** Somebody who enters the room and then reads nothing. */
  private static final class Sleeper {

    private final Mongoose server;
    private final String nick;
    private final StreamClient client;
    private final String id;
    private long handled;

    private Sleeper(Mongoose server, String nick, boolean resumable) throws IOException {
      this.server = server;
      this.nick = nick;
      var socket = new Socket();
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      client = new StreamClient(socket, server.webSocket()).logIn();
      client.bind();
      id = resumable ? client.enable("") : "";
      handled = client.enter(ROOM, nick);
    }

    private void close() {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Reads what has come until the connection ends, as it must, and resumes the stream. */
    private Listener wakeUp() throws IOException {
      var missed = new ArrayList<Element>();
      try {
        while (true) {
          var next = client.receive();
          if (next.namespace().equals(StreamClient.CLIENT)) {
            handled++;
            missed.add(next);
          }
        }
      } catch (SocketTimeoutException e) {
        throw new AssertionError(nick + " is still connected.", e);
      } catch (IOException e) {
        // it has been detached
      }
      var again = new StreamClient(server).logIn();
      assertThat(again.resume(id, handled).name()).as(nick).isEqualTo("resumed");
      var listener = new Listener(again, nick, handled);
      missed.forEach(listener::note);
      return listener.listen();
    }
  }
}
