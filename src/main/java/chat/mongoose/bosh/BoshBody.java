package chat.mongoose.bosh;

import chat.mongoose.session.StreamHeader;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The {@code <body/>} of one request (XEP-0124 §6). What every request may have is read at once;
 * what only the first one has is read where it is used, by {@link #number} and {@link #attribute}.
 *
 * @param element the whole of it
 * @param rid between 1 and 2^53 - 1
 * @param ack the highest request whose answer the client has, and all before it
 * @param pause how long the client wants to be away
 * @param payloads what is to be taken as input, stanzas always in {@link Stanza#NS}
 * @param octets of UTF-8 that it was on the wire
 * @param heap octets of heap that it takes, estimated
 */
record BoshBody(
    Element element,
    long rid,
    OptionalLong ack,
    Optional<Duration> pause,
    boolean isRestart,
    boolean isTerminate,
    List<Element> payloads,
    int octets,
    int heap) {

  static final String NS = "http://jabber.org/protocol/httpbind";
  static final String XBOSH = "urn:xmpp:xbosh";

  /** XEP-0124 §14.1. */
  private static final long MAX_RID = (1L << 53) - 1;

  /** The largest {@code xs:unsignedShort}. */
  private static final int MAX_NUMBER = 65_535;

  /**
   * Reads a request.
   *
   * @throws BoshException {@code bad-request} for what is no body, or has an attribute that cannot
   *     be read
   */
  static BoshBody of(Element element, int octets) {
    if (!element.is(NS, "body")) {
      throw refusal("A request is a <body/> in " + NS + ".");
    }
    if (!element.text().isBlank()) {
      throw refusal("A <body/> holds elements, no text.");
    }
    var rid = longNumber(element, "rid");
    if (rid.isEmpty() || rid.getAsLong() < 1) {
      throw refusal("'rid' must be a positive number, and there.");
    }
    var pause = number(element, "pause");
    var payloads = element.children().stream().map(BoshBody::payload).toList();
    return new BoshBody(
        element,
        rid.getAsLong(),
        longNumber(element, "ack"),
        pause.isPresent() ? Optional.of(Duration.ofSeconds(pause.getAsInt())) : Optional.empty(),
        isTrue(element.attribute("{" + XBOSH + "}restart")),
        isTerminate(element.attribute("type")),
        payloads,
        octets,
        element.weight() + weight(payloads));
  }

  /** The same when what it brought has been taken: a request that is held holds nothing else. */
  BoshBody withoutPayloads() {
    return payloads.isEmpty() ? this : without(payloads.size());
  }

  /** The same when the first of its payloads have been taken. */
  BoshBody without(int taken) {
    var left = List.copyOf(payloads.subList(taken, payloads.size()));
    var shell = element.dropping(child -> true);
    return new BoshBody(
        shell,
        rid,
        ack,
        pause,
        isRestart,
        isTerminate,
        left,
        (int) ((long) octets * left.size() / payloads.size()),
        shell.weight() + weight(left));
  }

  private static int weight(List<Element> payloads) {
    return payloads.stream().mapToInt(Element::weight).sum();
  }

  Optional<String> sid() {
    return attribute("sid");
  }

  /** XEP-0124 §15.4. */
  Optional<String> key() {
    return attribute("key");
  }

  Optional<String> attribute(String name) {
    return element.attribute(name);
  }

  /**
   * A small number among the attributes.
   *
   * @throws BoshException {@code bad-request} if it is not one between 0 and 65,535
   */
  OptionalInt number(String name) {
    return number(element, name);
  }

  /** True if it brings nothing and asks for nothing but an answer (XEP-0124 §8). */
  boolean isPoll() {
    return payloads.isEmpty() && pause.isEmpty() && !isRestart && !isTerminate;
  }

  /**
   * What it says as the header of a stream (XEP-0206 §3, §5).
   *
   * @param domain is meant where a restart does not name one
   */
  StreamHeader header(Optional<String> domain) {
    return new StreamHeader(
        attribute("to").or(() -> domain),
        attribute("from"),
        Optional.empty(),
        // COMPAT the schema of XEP-0206 has 1.0 for clients that do not say
        attribute("{" + XBOSH + "}version").or(() -> Optional.of("1.0")),
        attribute("xml:lang"));
  }

  /** XEP-0206 §2: a stanza without a namespace of its own is meant as one of jabber:client. */
  private static Element payload(Element child) {
    return switch (child.name()) {
      case "message", "presence", "iq" -> child.inNamespace(NS, Stanza.NS);
      default -> child;
    };
  }

  private static boolean isTrue(Optional<String> value) {
    return value.filter(text -> text.equals("true") || text.equals("1")).isPresent();
  }

  private static boolean isTerminate(Optional<String> type) {
    return switch (type.orElse("")) {
      case "terminate" -> true;
      // XEP-0124 §17.2: a client may report errors, and nothing follows from it
      case "", "error" -> false;
      default -> throw refusal("'type' is terminate, or nothing.");
    };
  }

  private static OptionalInt number(Element element, String name) {
    var value = longNumber(element, name);
    if (value.isPresent() && value.getAsLong() > MAX_NUMBER) {
      throw refusal("'" + name + "' is at most " + MAX_NUMBER + ".");
    }
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  private static OptionalLong longNumber(Element element, String name) {
    var text = element.attribute(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    // sixteen digits fit into a long
    var isNumber = text.get().length() <= 16 && text.get().chars().allMatch(BoshBody::isDigit);
    if (!isNumber || text.get().isEmpty() || Long.parseLong(text.get()) > MAX_RID) {
      throw refusal("'" + name + "' is no number from 0 to " + MAX_RID + ".");
    }
    return OptionalLong.of(Long.parseLong(text.get()));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static BoshException refusal(String message) {
    return new BoshException(Condition.BAD_REQUEST, message);
  }
}
