package chat.mongoose.session;

import chat.mongoose.testkit.StreamClient;
import chat.mongoose.xml.Element;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Somebody in a room who reads all that comes, in a thread of his own, and may talk. This object's
 * monitor guards what he has heard and who has left.
 */
final class Listener {

  /** Messages of his own that may be on their way. */
  private static final int AHEAD = 100;

  private static final long PATIENCE_MILLIS = 120_000;

  private final StreamClient client;
  private final String nick;
  private final Semaphore allowed = new Semaphore(AHEAD);
  private final List<String> heard = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private long handled;
  private int said;
  private Throwable failure;

  Listener(StreamClient client, String nick) {
    this(client, nick, 0);
  }

  /**
   * @param handled stanzas that have come by a connection before
   */
  Listener(StreamClient client, String nick, long handled) {
    this.client = client;
    this.nick = nick;
    this.handled = handled;
  }

  /** Begins to read. */
  Listener listen() {
    daemon(this::readAll);
    return this;
  }

  /** Begins to say so many things, when all of those before have been heard. */
  void talk(String room, int count, String padding) {
    var from = said;
    said += count;
    daemon(
        () -> {
          for (int i = from; i < from + count; i++) {
            allowed.acquire();
            client.send(
                "<message xmlns='jabber:client' type='groupchat' to='%s'><body>%s %d %s</body></message>"
                    .formatted(room, nick, i, padding));
          }
        });
  }

  /** What was said, without the padding. */
  synchronized List<String> heard() {
    return List.copyOf(heard);
  }

  void awaitHeard(int count) throws InterruptedException {
    await(() -> heard.size() >= count);
  }

  /** Who has left the room. */
  synchronized List<String> left() {
    return List.copyOf(left);
  }

  synchronized void note(Element came) {
    if (came.name().equals("presence")
        && came.attribute("type").filter("unavailable"::equals).isPresent()) {
      left.add(came.attribute("from").orElse(""));
    }
    if (came.attribute("type").filter("error"::equals).isPresent()) {
      failure = new IllegalStateException(came.toString());
    }
    var body = came.child(StreamClient.CLIENT, "body").map(Element::text);
    if (body.isPresent()) {
      var words = body.get().split(" ");
      heard.add(words[0] + " " + words[1]);
      if (words[0].equals(nick)) {
        allowed.release();
      }
    }
    notifyAll();
  }

  private synchronized void await(BooleanSupplier wanted) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (!wanted.getAsBoolean()) {
      var rest = (end - System.nanoTime()) / 1_000_000;
      if (failure != null || rest <= 0) {
        throw new AssertionError(
            "%s has heard %d, and %d have left".formatted(nick, heard.size(), left.size()),
            failure);
      }
      wait(rest);
    }
  }

  private void readAll() throws IOException {
    while (true) {
      try {
        read(client.receive());
      } catch (SocketTimeoutException e) {
        // nobody says anything just now
        continue;
      }
    }
  }

  private void read(Element came) throws IOException {
    if (came.namespace().equals(StreamClient.CLIENT)) {
      handled++;
      note(came);
    } else if (came.name().equals("r")) {
      client.acknowledge(handled);
    }
  }

  private void daemon(Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException | RuntimeException e) {
                failed(e);
              }
            },
            nick);
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized void failed(Exception e) {
    failure = e;
    notifyAll();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }
}
