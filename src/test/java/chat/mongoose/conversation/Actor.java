package chat.mongoose.conversation;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A member of the cast with his connection, if he has one now. */
final class Actor {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern REQUEST = Pattern.compile("<r xmlns=['\"]urn:xmpp:sm:3['\"] ?/>");

  private static final Pattern CLOSE =
      Pattern.compile("^<close xmlns=['\"]urn:ietf:params:xml:ns:xmpp-framing['\"]");

  private final Role role;
  private final Door door;
  private final Transcript transcript;
  private Optional<Wire> wire = Optional.empty();
  private boolean bound;
  private boolean open;

  Actor(Role role, Door door, Transcript transcript) {
    this.role = role;
    this.door = door;
    this.transcript = transcript;
  }

  Role role() {
    return role;
  }

  String name() {
    return role.name();
  }

  /** True between a login and the end of the connection. */
  boolean isBound() {
    return bound;
  }

  /** True while a stream is open. */
  boolean isOpen() {
    return open;
  }

  boolean isConnected() {
    return wire.isPresent();
  }

  void opened() {
    open = true;
  }

  void bound() {
    bound = true;
  }

  void connect(Optional<String> origin) throws Door.Refused {
    try {
      wire = Optional.of(door.enter(origin));
    } catch (Door.Refused e) {
      throw e;
    } catch (IOException e) {
      throw new Departure(name() + " could not connect: " + e.getMessage(), e);
    }
  }

  void send(String text) {
    transcript.add(name() + " sent " + text);
    wire().send(text);
  }

  void send(Tree element) {
    send(element.toString());
  }

  void send(byte[] octets) {
    transcript.add(name() + " sent " + octets.length + " octets");
    wire().send(octets);
  }

  /**
   * The next element.
   *
   * @param expected what is hoped for, in words, for the case that something else comes
   */
  Tree receive(String expected) {
    var arrival = arrival();
    if (!(arrival instanceof Arrival.Frame frame)) {
      throw new Departure("%s expected %s, but %s.".formatted(name(), expected, words(arrival)));
    }
    try {
      return Tree.parse(frame.text());
    } catch (IllegalArgumentException e) {
      throw new Departure(
          "%s expected %s, but what came is %s: %s"
              .formatted(name(), expected, e.getMessage(), frame.text()));
    }
  }

  /** Takes the end of the connection, which may be an ordered or a broken one. */
  void expectEnd(boolean inGoodOrder) {
    var arrival = arrival();
    var ended = arrival instanceof Arrival.End || !inGoodOrder && arrival instanceof Arrival.Broken;
    if (!ended) {
      throw new Departure(
          "%s expected the connection to end%s, but %s."
              .formatted(name(), inGoodOrder ? " in good order" : "", words(arrival)));
    }
    gone();
  }

  /** What has come and nobody has asked for; empty if there is nothing now. */
  Optional<Arrival> leftover() {
    if (wire.isEmpty()) {
      return Optional.empty();
    }
    Arrival arrival;
    do {
      arrival = wire.get().next(Duration.ZERO);
    } while (isRequest(arrival));
    return Optional.of(arrival).filter(came -> !(came instanceof Arrival.Nothing));
  }

  /** Ends the connection; if a stream is open, the server has ended it then, whatever comes. */
  void leave() {
    if (open) {
      wire().send("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
      Arrival arrival;
      do {
        arrival = wire().next(PATIENCE);
      } while (arrival instanceof Arrival.Frame frame && !CLOSE.matcher(frame.text()).find());
    }
    close();
  }

  void drop() {
    wire().drop();
    transcript.add(name() + " broke the connection");
    gone();
  }

  void close() {
    wire().close();
    gone();
  }

  static String words(Arrival arrival) {
    if (arrival instanceof Arrival.Frame frame) {
      return "received\n    " + Transcript.shortened(frame.text());
    }
    if (arrival instanceof Arrival.End end) {
      return "the server closed the connection (%d %s)".formatted(end.code(), end.reason());
    }
    if (arrival instanceof Arrival.Broken broken) {
      return "the connection broke (" + broken.why() + ")";
    }
    return "nothing came within " + PATIENCE.toSeconds() + " seconds";
  }

  private Arrival arrival() {
    Arrival arrival;
    do {
      arrival = wire().next(PATIENCE);
    } while (isRequest(arrival));
    transcript.add(name() + " " + words(arrival).replaceFirst("\n *", " "));
    return arrival;
  }

  /** XEP-0198 §4: the server asks when it likes, and nobody has to answer at once. */
  private static boolean isRequest(Arrival arrival) {
    return arrival instanceof Arrival.Frame frame && REQUEST.matcher(frame.text()).matches();
  }

  private void gone() {
    wire = Optional.empty();
    bound = false;
    open = false;
  }

  private Wire wire() {
    return wire.orElseThrow(() -> new Departure(name() + " is not connected."));
  }
}
