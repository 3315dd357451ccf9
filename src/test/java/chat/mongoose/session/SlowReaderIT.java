package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.MariaDb;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.StreamClient;
import chat.mongoose.xml.Element;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred clients stop reading while their room is talkative. They cost no more than their
 * bounded outboxes, nobody else misses anything, and who may resume gets all.
 */
@Timeout(300)
class SlowReaderIT {

  private static final int FRAMES = 4_000;
  private static final int STALLED = 100;
  private static final int RESUMING = 5;
  private static final int LISTENERS = 4;
  private static final int TALKERS = 4;

  /** More than three quarters of what may wait, and less than all of it. */
  private static final int FIRST = 3_600;

  /** Enough to fill what is left, and whatever the network holds. */
  private static final int SECOND = 5_600;

  private static final String PADDING = "x".repeat(1_000);

  /** Less than half of what the outbox of one session may hold by default. */
  private static final long OCTETS_OF_A_STALLED_SESSION = 3 * 512 * 1024;

  /** The messages that wait, of which there is one for all, history, and what the server does. */
  private static final long OCTETS_BESIDE = 40 * 1024 * 1024;

  private final String room = "slow@conference.localhost";

  @Test
  void whoDoesNotReadHarmsNobodyAndGrowsNoHeap() throws Exception {
    // a database of its own process keeps nothing in the heap that is measured
    try (var database = MariaDb.create();
        var server =
            Mongoose.on(database)
                .and("mongoose.routing.rate", "100000")
                .and("mongoose.routing.burst", "100000")
                // on a machine that does other things as well
                .and("mongoose.archive.timeout", "PT60S")
                .and("mongoose.session.outbox-frames", "" + FRAMES)
                .and("mongoose.session.outbox-size", "" + 64 * 1024 * 1024)
                .start()) {
      var listeners = new ArrayList<Listener>();
      for (int i = 0; i < LISTENERS + TALKERS; i++) {
        listeners.add(listener(server, "listener" + i));
      }
      var talkers = listeners.subList(0, TALKERS);
      var resumable = new ArrayList<Sleeper>();
      for (int i = 0; i < STALLED; i++) {
        var sleeper = new Sleeper(server, "sleeper" + i, i % 2 == 0);
        if (i % 2 == 0) {
          resumable.add(sleeper);
        }
      }
      var before = Heap.of(server);

      say(talkers, 0, FIRST);
      awaitHeard(listeners, FIRST);

      var full = Heap.of(server);
      assertThat(full.octets() - before.octets())
          .as("growth of the heap by those who do not read\n%s", full.largest())
          .isLessThan(STALLED * OCTETS_OF_A_STALLED_SESSION + OCTETS_BESIDE);
      for (Sleeper sleeper : resumable.subList(0, RESUMING)) {
        listeners.add(sleeper.wakeUp());
      }
      awaitHeard(listeners, FIRST);

      say(talkers, FIRST, SECOND);
      awaitHeard(listeners, FIRST + SECOND);
      listeners.get(0).awaitLeft(STALLED - RESUMING);

      var heard = listeners.get(0).heard();
      assertThat(heard).hasSize(FIRST + SECOND).doesNotHaveDuplicates();
      listeners.forEach(listener -> assertThat(listener.heard()).isEqualTo(heard));
      var after = Heap.of(server);
      assertThat(after.octets() - before.octets())
          .as("what is left of the growth when they have gone\n%s", after.largest())
          .isLessThan(OCTETS_BESIDE);
    }
  }

  private Listener listener(Mongoose server, String nick) throws IOException {
    var client = new StreamClient(server).logIn();
    client.bind();
    client.enter(room, nick);
    return new Listener(client, nick).listen();
  }

  private void say(List<Listener> talkers, int from, int count) {
    var each = count / TALKERS;
    talkers.forEach(talker -> talker.talk(room, from / TALKERS, each, PADDING));
  }

  private static void awaitHeard(List<Listener> listeners, int count) throws Exception {
    for (Listener listener : listeners) {
      listener.awaitHeard(count);
    }
  }

  /**
   * What is alive; the JVM collects all else first.
   *
   * @param octets of it
   * @param largest the classes that have most of it, for people
   */
  private record Heap(long octets, String largest) {

    private static final int LARGEST = 16;

    static Heap of(Mongoose server) throws IOException {
      var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      var process = new ProcessBuilder(jcmd, "" + server.pid(), "GC.class_histogram").start();
      try (var reader = process.inputReader()) {
        var lines = reader.lines().toList();
        var total = lines.get(lines.size() - 1).strip().split("\\s+")[2];
        return new Heap(Long.parseLong(total), String.join("\n", lines.subList(0, LARGEST)));
      }
    }
  }

  /** Somebody who enters the room and then reads nothing. */
  private final class Sleeper {

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
      handled = client.enter(room, nick);
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
      var listener = new Listener(again, nick);
      missed.forEach(listener::note);
      return listener.listen();
    }
  }
}
