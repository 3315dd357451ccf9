package chat.mongoose.gauntlet;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.StreamClient;
import chat.mongoose.xml.Element;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * An ordinary visitor, at an address of his own, who reads all that comes in a thread of his own
 * and talks when told to.
 */
final class Visitor implements AutoCloseable {

  /** What visitors say begins with it; a number and the time follow. */
  static final String MARK = "visitor-said";

  private final Visitors all;
  private final String room;
  private final StreamClient client;

  Visitor(Mongoose server, Visitors all, int number, String room) throws IOException {
    this.all = all;
    this.room = room;
    var socket = new Socket();
    var address = "127.0.%d.%d".formatted(100 + number / 200, 1 + number % 200);
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.port()));
    client = new StreamClient(socket, server.webSocket()).logIn();
    client.bind();
    client.enter(room, "visitor" + number);
    var reader = new Thread(this::readAll, "visitor" + number);
    reader.setDaemon(true);
    reader.start();
  }

  void say(long number) throws IOException {
    client.send(
        "<message xmlns='%s' to='%s' type='groupchat'><body>%s %d %d</body></message>"
            .formatted(StreamClient.CLIENT, room, MARK, number, System.nanoTime()));
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private void readAll() {
    while (true) {
      try {
        read(client.receive());
      } catch (SocketTimeoutException e) {
        // nobody says anything just now
        continue;
      } catch (IOException | RuntimeException e) {
        // an end, or what cannot be read as XML
        all.lost(this, e);
        return;
      }
    }
  }

  private void read(Element came) {
    if (came.attribute("type").filter("error"::equals).isPresent()) {
      all.refused(came);
      return;
    }
    var body = came.child(StreamClient.CLIENT, "body").map(Element::text).orElse("");
    if (body.startsWith(MARK) && !came.has("urn:xmpp:delay", "delay")) {
      var words = body.split(" ");
      all.heard(System.nanoTime() - Long.parseLong(words[2]));
    }
  }
}
