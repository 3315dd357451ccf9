package chat.mongoose.conversation;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One BOSH session, which says {@code <open/>} and {@code <close/>} in the attributes of its
 * requests. The runner's thread sends, the JDK's threads bring the answers; this object's monitor
 * guards everything but the queue of what has arrived.
 */
final class BoshWire implements Wire {

  private static final String BIND = "http://jabber.org/protocol/httpbind";
  private static final String XBOSH = "urn:xmpp:xbosh";
  private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
  private static final int MOST_UNDER_WAY = 2;
  private static final int OK = 200;

  private final URI address;
  private final Optional<String> origin;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Queue<Request> waiting = new ArrayDeque<>();

  /** Answers that came before others whose requests were sent earlier. */
  private final Map<Long, Tree> early = new TreeMap<>();

  private long rid = ThreadLocalRandom.current().nextLong(1L << 50);
  private long nextAnswer = rid + 1;
  private String sid = "";
  private boolean opening;
  private int underWay;
  private boolean ended;

  BoshWire(URI address, Optional<String> origin) {
    this.address = address;
    this.origin = origin;
  }

  /** What a request says besides its numbers. */
  private record Request(String attributes, String content) {}

  @Override
  public synchronized void send(String text) {
    if (text.startsWith("<open ")) {
      waiting.add(opening(Tree.parse(text)));
    } else if (text.startsWith("<close ")) {
      waiting.add(new Request("type='terminate'", ""));
    } else {
      waiting.add(new Request("", text));
    }
    flush();
  }

  private Request opening(Tree open) {
    opening = true;
    var attributes = new StringBuilder("xmlns:xmpp='" + XBOSH + "'");
    open.attributes().forEach((name, value) -> attributes.append(attribute(name, value)));
    attributes.append(sid.isEmpty() ? " ver='1.11' wait='30' hold='1'" : " xmpp:restart='true'");
    return new Request(attributes.toString(), "");
  }

  private static String attribute(String name, String value) {
    var prefix = name.equals("version") ? " xmpp:" : " ";
    return prefix + name + "='" + Tree.escaped(value) + "'";
  }

  @Override
  public void send(byte[] octets) {
    throw new UnsupportedOperationException("BOSH carries text only");
  }

  @Override
  public Arrival next(Duration patience) {
    try {
      var arrival = arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (arrival instanceof Arrival.End || arrival instanceof Arrival.Broken) {
        arrivals.add(arrival);
      }
      return arrival == null ? new Arrival.Nothing() : arrival;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Arrival.Broken("interrupted");
    }
  }

  @Override
  public synchronized void close() {
    if (!ended && !sid.isEmpty()) {
      post(new Request("type='terminate'", ""));
    }
    ended = true;
  }

  /** Says that it will be back in a second, and is not. */
  @Override
  public synchronized void drop() {
    if (!ended && !sid.isEmpty()) {
      post(new Request("pause='1'", ""));
    }
    ended = true;
  }

  /** Sends what waits, or else asks for what the server has; never more than two at once. */
  private void flush() {
    if (sid.isEmpty() && underWay > 0) {
      return;
    }
    while (!ended && underWay < MOST_UNDER_WAY && !waiting.isEmpty()) {
      post(waiting.poll());
      if (sid.isEmpty()) {
        return;
      }
    }
    if (!ended && underWay == 0 && !sid.isEmpty()) {
      post(new Request("", ""));
    }
  }

  private void post(Request request) {
    var number = ++rid;
    var body =
        "<body xmlns='%s' rid='%d'%s %s>%s</body>"
            .formatted(
                BIND,
                number,
                sid.isEmpty() ? "" : " sid='" + sid + "'",
                request.attributes(),
                request.content());
    var http =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "text/xml; charset=utf-8")
            .POST(BodyPublishers.ofString(body));
    origin.ifPresent(value -> http.header("Origin", value));
    underWay++;
    BoshDoor.CLIENT
        .sendAsync(http.build(), BodyHandlers.ofString())
        .whenComplete((answer, failure) -> answered(number, answer, failure));
  }

  private synchronized void answered(long number, HttpResponse<String> answer, Throwable failure) {
    underWay--;
    if (ended) {
      return;
    }
    if (failure != null) {
      end(new Arrival.Broken(failure.toString()));
    } else if (answer.statusCode() != OK) {
      end(new Arrival.Broken("HTTP status " + answer.statusCode() + ": " + answer.body()));
    } else {
      early.put(number, Tree.parse(answer.body()));
      for (Tree next = early.remove(nextAnswer); next != null; next = early.remove(nextAnswer)) {
        nextAnswer++;
        take(next);
      }
      flush();
    }
  }

  private void take(Tree body) {
    if (sid.isEmpty()) {
      sid = body.attribute("sid");
    }
    for (Tree child : body.children()) {
      if (opening && child.is(Tree.STREAMS, "features")) {
        opening = false;
        frame(open(body));
      }
      frame(child);
    }
    switch (body.attribute("type")) {
      case "" -> {}
      case "terminate" -> terminated(body.attribute("condition"));
      default -> end(new Arrival.Broken("the server answered " + body));
    }
  }

  private void terminated(String condition) {
    if (condition.isEmpty() || condition.equals("remote-stream-error")) {
      frame(Tree.parse("<close xmlns='" + FRAMING + "'/>"));
      end(new Arrival.End(0, condition));
    } else {
      end(new Arrival.Broken("the session ended with " + condition));
    }
  }

  /**
   * What the server would say over WebSocket. BOSH names a stream when the session begins, and not
   * when it is restarted.
   */
  private static Tree open(Tree body) {
    var open =
        "<open xmlns='%s' from='%s' id='%s' version='%s' xml:lang='en'/>"
            .formatted(
                FRAMING,
                body.attributes().getOrDefault("from", "localhost"),
                body.attributes().getOrDefault("authid", "restarted"),
                body.attributes().getOrDefault("{" + XBOSH + "}version", "1.0"));
    return Tree.parse(open);
  }

  private void frame(Tree element) {
    arrivals.add(new Arrival.Frame(element.toString()));
  }

  private void end(Arrival last) {
    ended = true;
    arrivals.add(last);
  }
}
