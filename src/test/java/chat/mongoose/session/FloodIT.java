package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.RawWebSocket;
import chat.mongoose.testkit.SharedMongoose;
import chat.mongoose.testkit.StreamClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who floods is slowed, and not who reads; and who asks and does not read is answered no more. */
@Tag("server")
@ExtendWith(SharedMongoose.class)
@Timeout(120)
class FloodIT {

  /** More than the outbox of who is flooded takes, and what the kernel buffers before it. */
  private static final int FLOOD = 25_000_000;

  private static final int LONG = 9_000;

  /** What a victim reads in a second: 4 Mbit/s. */
  private static final int PACE = 500_000;

  private static final Duration FLOODED_FOR = Duration.ofSeconds(6);

  private static final Pattern HELLO = Pattern.compile("<body>(hello [0-9]+)</body>");

  private final Mongoose server;

  FloodIT(Mongoose server) {
    this.server = server;
  }

  @Test
  void whoFloodsIsSlowedAndNotWhoReads() throws Exception {
    var scenes =
        List.of(
            new Scene(
                "said",
                "<message xmlns='jabber:client' type='groupchat' to='%1$s'><body>%3$s</body></message>"),
            new Scene(
                "private",
                "<message xmlns='jabber:client' type='chat' to='%1$s/%2$s'><body>%3$s</body></message>"),
            new Scene(
                "asked",
                "<iq xmlns='jabber:client' type='set' id='f' to='%1$s/%2$s'><query xmlns='urn:test'>%3$s</query></iq>"));
    try {
      for (Scene scene : scenes) {
        scene.begin();
      }
      var began = System.nanoTime();
      for (int i = 0; System.nanoTime() - began < FLOODED_FOR.toNanos(); i++) {
        for (Scene scene : scenes) {
          scene.exchange("hello " + i);
        }
      }
      for (Scene scene : scenes) {
        scene.assertSlowed(Duration.ofNanos(System.nanoTime() - began));
      }
      for (Scene scene : scenes) {
        scene.flooderGoes();
      }
    } finally {
      for (Scene scene : scenes) {
        scene.close();
      }
    }
  }

  /** What is asked for and not read waits within a bound, and then is refused. */
  @Test
  void whoAsksAndDoesNotReadIsAnsweredNoMore() throws Exception {
    var room = "flood-archive@conference.localhost";
    try (var greedy = slow()) {
      greedy.bind();
      greedy.enter(room, "greedy");
      var message =
          "<message xmlns='jabber:client' type='groupchat' to='%s'><body>%s</body></message>"
              .formatted(room, "x".repeat(LONG));
      for (int i = 0; i < 25; i++) {
        greedy.send(message);
        greedy.receive(element -> element.has(StreamClient.CLIENT, "body"));
      }
      var questions = 200;
      for (int i = 0; i < questions; i++) {
        greedy.send(
            ("<iq xmlns='jabber:client' type='set' id='q%d' to='%s'><query"
                    + " xmlns='urn:xmpp:mam:2'/></iq>")
                .formatted(i, room));
      }

      var answered = 0;
      for (int i = 0; i < questions; i++) {
        var answer = greedy.receive("iq");
        if (answer.attribute("type").filter("result"::equals).isPresent()) {
          answered++;
        } else {
          assertThat(answer.toString()).contains("<resource-constraint ");
        }
      }
      // the kernel takes up to four megabytes, which are 18 pages
      assertThat(answered).isBetween(1, 60);
    }
  }

  /** Reads slowly, as the kernel shall not take for it what is sent to it. */
  private StreamClient slow() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSendBufferSize(16_384);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return new StreamClient(socket, server.webSocket()).logIn();
  }

  /** A room with two who read, one who talks, and one who floods. */
  private final class Scene {

    private final String room;
    private final String stanza;
    private final List<Victim> victims = new ArrayList<>();
    private StreamClient talker;
    private StreamClient flooder;
    private Thread flood;
    private volatile int sent;
    private volatile IOException cut;
    private volatile boolean over;

    /**
     * @param stanza of the flood; gets the room, the victim and what makes it long
     */
    Scene(String name, String stanza) {
      this.room = "flood-" + name + "@conference.localhost";
      this.stanza = stanza;
    }

    private void begin() throws IOException {
      talker = new StreamClient(server).logIn();
      talker.bind();
      talker.enter(room, "talker");
      for (int i = 0; i < 2; i++) {
        var reader = slow();
        reader.bind();
        reader.enter(room, "victim" + i);
        victims.add(new Victim(reader));
      }
      flooder = slow();
      flooder.bind();
      flooder.enter(room, "flooder");
      flood = new Thread(this::flood);
      flood.start();
    }

    private void flood() {
      var padding = "x".repeat(LONG);
      var stanzas =
          List.of(
              stanza.formatted(room, "victim0", padding),
              stanza.formatted(room, "victim1", padding));
      try {
        for (int i = 0; sent < FLOOD; i++) {
          flooder.send(stanzas.get(i % 2));
          sent += LONG;
        }
      } catch (IOException e) {
        cut = over ? null : e;
      }
    }

    /** Somebody says something, and both hear it. */
    private void exchange(String text) throws Exception {
      talker.send(
          "<message xmlns='jabber:client' type='groupchat' to='%s'><body>%s</body></message>"
              .formatted(room, text));
      for (Victim victim : victims) {
        assertThat(victim.heard.poll(15, TimeUnit.SECONDS)).as("heard in " + room).isEqualTo(text);
      }
    }

    private void assertSlowed(Duration time) {
      assertThat(cut).as("the flooder of %s is slowed, not ended", room).isNull();
      assertThat(sent).as("octets that the flooder of %s got rid of", room).isLessThan(FLOOD);
      // a megabyte at once, and 131,072 octets a second; half as much again for what is around them
      var most = 1_500_000 + 196_608 * time.toMillis() / 1000;
      assertThat(victims)
          .extracting(victim -> victim.read)
          .as("what the victims of %s have read in %s", room, time)
          .allMatch(read -> read > 300_000 && read < most);
    }

    /** It is read no more, and its end is noticed nevertheless. */
    private void flooderGoes() throws Exception {
      over = true;
      flooder.drop();
      flood.join();
      for (Victim victim : victims) {
        assertThat(victim.gone.poll(15, TimeUnit.SECONDS)).as("who left " + room).isNotNull();
      }
    }

    private void close() throws IOException {
      over = true;
      for (Victim victim : victims) {
        victim.client.close();
      }
      if (flooder != null) {
        flooder.close();
      }
      if (talker != null) {
        talker.close();
      }
    }
  }

  /** Reads at its pace, and notes what else it hears than the flood. */
  private static final class Victim {

    private final StreamClient client;
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> gone = new LinkedBlockingQueue<>();
    private volatile long read;

    Victim(StreamClient client) {
      this.client = client;
      new Thread(this::listen).start();
    }

    private void listen() {
      var began = System.nanoTime();
      try {
        while (true) {
          var frame = client.socket().receive();
          if (frame.isEmpty() || frame.get().opcode() == RawWebSocket.CLOSE) {
            heard.add("the end of the connection");
            return;
          }
          note(frame.get().text());
          read += frame.get().payload().length;
          LockSupport.parkNanos(began + read * 1_000_000_000L / PACE - System.nanoTime());
        }
      } catch (IOException e) {
        heard.add(e.toString());
      }
    }

    private void note(String text) {
      var hello = HELLO.matcher(text);
      if (hello.find()) {
        heard.add(hello.group(1));
      } else if (text.contains("type=\"unavailable\"") && text.contains("/flooder\"")) {
        gone.add(text);
      }
    }
  }
}
