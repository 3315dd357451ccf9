package chat.mongoose.session;

import chat.mongoose.testkit.CuttingRelay;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.StreamClient;
import chat.mongoose.xml.Element;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/**
 * A guest who resumes his stream as often as it breaks (XEP-0198 §5) and goes on talking, written
 * after the specification and not after the server. His own thread sends and receives; what he has
 * heard is looked at when he has {@link #end ended}.
 */
final class Survivor {

  /** Messages that may be unacknowledged. */
  private static final int AHEAD = 6;

  private static final int ASKS_EVERY = 3;

  private static final int LOOKS_AGAIN_MILLIS = 100;

  private final Mongoose server;
  private final CuttingRelay relay;
  private final String name;
  private final CountDownLatch satisfied;
  private final List<String> heard = new ArrayList<>();
  private final List<String> surprises = new ArrayList<>();
  private final Queue<String> unacknowledged = new ArrayDeque<>();
  private volatile StreamClient client;
  private volatile Throwable failure;
  private volatile boolean ending;
  private Thread thread;
  private String address;
  private String id;
  private String partner;
  private String type;
  private int messages;
  private int expected;
  private int said;
  private long acknowledged;
  private long handled;
  private int resumptions;
  private boolean content;

  /**
   * @param satisfied counted down when all has been said and heard
   */
  Survivor(Mongoose server, CuttingRelay relay, String name, CountDownLatch satisfied) {
    this.server = server;
    this.relay = relay;
    this.name = name;
    this.satisfied = satisfied;
  }

  /** Logs in; answers the full address. */
  String logIn() throws IOException {
    client = new StreamClient(relay.connect(), server.webSocket()).logIn();
    address = client.bind();
    id = client.enable("");
    return address;
  }

  void enter(String room) throws IOException {
    handled += client.enter(room, name);
    unacknowledged.add("the presence by which he entered, which has been answered");
  }

  /**
   * Begins to talk.
   *
   * @param expected messages to be heard
   */
  void talk(String to, String kind, int count, int toHear) {
    partner = to;
    type = kind;
    messages = count;
    expected = toHear;
    thread = new Thread(this::live, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the stream, and comes back no more if it breaks before. */
  void end() throws InterruptedException {
    ending = true;
    while (thread.isAlive()) {
      try {
        client.send("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
      } catch (IOException e) {
        // it has broken or ended; he may be on the way to another connection
      }
      thread.join(LOOKS_AGAIN_MILLIS);
    }
  }

  List<String> heard() {
    return heard;
  }

  /** What nobody should have sent him. */
  List<String> surprises() {
    return surprises;
  }

  int resumptions() {
    return resumptions;
  }

  /** Why he has given up, or null. */
  Throwable failure() {
    return failure;
  }

  private void live() {
    try {
      while (!ending) {
        try {
          converse();
        } catch (SocketTimeoutException e) {
          if (!content) {
            throw e;
          }
        } catch (IOException e) {
          if (!ending) {
            comeBack();
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
      satisfied.countDown();
    }
  }

  private void converse() throws IOException {
    while (true) {
      while (said < messages && unacknowledged.size() < AHEAD) {
        say();
      }
      if (!content && heard.size() >= expected && said == messages && unacknowledged.isEmpty()) {
        content = true;
        satisfied.countDown();
      }
      take(client.receive());
    }
  }

  private void say() throws IOException {
    said++;
    var message =
        "<message xmlns='jabber:client' type='%s' to='%s'><body>%s %d</body></message>"
            .formatted(type, partner, name, said);
    unacknowledged.add(message);
    client.send(message);
    if (said % ASKS_EVERY == 0 || said == messages) {
      client.send("<r xmlns='urn:xmpp:sm:3'/>");
    }
  }

  private void comeBack() throws IOException {
    while (!ending) {
      try {
        client.close();
        client = new StreamClient(relay.connect(), server.webSocket()).logIn();
        var answer = client.resume(id, handled);
        if (!answer.name().equals("resumed")) {
          throw new IllegalStateException(name + " may not come back: " + answer);
        }
        resumptions++;
        acknowledge(answer);
        for (String message : unacknowledged) {
          client.send(message);
        }
        client.send("<r xmlns='urn:xmpp:sm:3'/>");
        return;
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        // and again
        continue;
      }
    }
  }

  private void take(Element came) throws IOException {
    if (came.is(StreamClient.SM, "r")) {
      client.send("<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>");
    } else if (came.is(StreamClient.SM, "a")) {
      acknowledge(came);
    } else if (came.namespace().equals(StreamClient.CLIENT)) {
      handled++;
      note(came);
    } else if (satisfied.getCount() > 0) {
      surprises.add(came.toString());
    }
  }

  private void acknowledge(Element answer) {
    var count = Long.parseLong(answer.attribute("h").orElseThrow());
    if (count < acknowledged || count > acknowledged + unacknowledged.size()) {
      throw new IllegalStateException(
          "%s sent %d to %d stanzas, but the server says %s"
              .formatted(name, acknowledged, acknowledged + unacknowledged.size(), answer));
    }
    for (; acknowledged < count; acknowledged++) {
      unacknowledged.remove();
    }
  }

  private void note(Element stanza) {
    var body = stanza.child(StreamClient.CLIENT, "body");
    var wanted =
        stanza.name().equals("message")
            && stanza.attribute("type").filter(type::equals).isPresent();
    if (wanted && body.isPresent()) {
      heard.add(body.get().text());
    } else if (satisfied.getCount() > 0 && stanza.attribute("type").isPresent()) {
      // presence without a type is that of the partner who enters; when both are satisfied, one
      // goes
      surprises.add(stanza.toString());
    }
  }
}
