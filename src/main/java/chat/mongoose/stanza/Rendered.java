package chat.mongoose.stanza;

import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stanza or nonza rendered and encoded once, for any number of recipients. A fan-out leaves a
 * hole at {@code to}, which each {@code Session} fills with its own address.
 */
public final class Rendered {

  private static final byte[] NOTHING = {};
  private static final byte[] TO = " to=\"".getBytes(StandardCharsets.US_ASCII);

  private final byte[] head;
  private final byte[] tail;
  private final boolean open;
  private final boolean stanza;
  private final Optional<String> topic;

  /** Null if nobody is named, or this is no stanza. */
  private final String sender;

  /** How many outboxes hold it; null for what is for one, and needs no counting. */
  private final AtomicInteger holders;

  private Rendered(byte[] head, byte[] tail, boolean open, Optional<Element> stanza) {
    this.holders = open ? new AtomicInteger() : null;
    this.head = head;
    this.tail = tail;
    this.open = open;
    this.stanza = stanza.isPresent();
    this.topic = stanza.flatMap(Topic::of);
    this.sender = stanza.flatMap(element -> element.attribute("from")).orElse(null);
  }

  /** As it is, complete. */
  public static Rendered of(Element element) {
    return new Rendered(
        encode(Xml.render(element)), NOTHING, false, Optional.of(element).filter(Stanza::isStanza));
  }

  /** As it is, complete. */
  public static Rendered of(Stanza stanza) {
    return of(stanza.element());
  }

  /** With a hole at {@code to}; an address that the stanza has is dropped. */
  public static Rendered forMany(Stanza stanza) {
    var text = Xml.render(stanza.element().without("to"));
    var hole = 1 + stanza.element().name().length();
    return new Rendered(
        encode(text.substring(0, hole)),
        encode(text.substring(hole)),
        true,
        Optional.of(stanza.element()));
  }

  /** True for a stanza, false for an element of the stream itself. */
  public boolean isStanza() {
    return stanza;
  }

  /**
   * What this is about, if a newer one about the same makes it obsolete; empty for what has to be
   * read.
   */
  public Optional<String> topic() {
    return topic;
  }

  /** The {@link #topic} of the presence of who has sent this stanza. */
  public Optional<String> presenceOfSender() {
    return Optional.ofNullable(sender).map(Topic::presence);
  }

  /** The {@link #topic} of the typing of who has sent this stanza. */
  public Optional<String> typingOfSender() {
    return Optional.ofNullable(sender).map(Topic::typing);
  }

  /** True for what many may hold at once, whose octets are there only once. */
  public boolean isShared() {
    return holders != null;
  }

  /** One more holds what is shared; true for the first. */
  public boolean hold() {
    return holders.getAndIncrement() == 0;
  }

  /** One of those who hold what is shared lets it go; true for the last. */
  public boolean letGo() {
    return holders.decrementAndGet() == 0;
  }

  /** Octets of UTF-8 that are there however many hold it. */
  public int size() {
    return head.length + tail.length;
  }

  /** The bytes of an address as {@link #write} wants them. */
  public static byte[] address(Jid to) {
    return encode(Xml.escape(to.toString()));
  }

  /** Octets of UTF-8 with this address in the hole. */
  public int length(byte[] address) {
    return head.length + tail.length + (open ? TO.length + address.length + 1 : 0);
  }

  /** Writes {@link #length} octets; {@code address} is not used where there is no hole. */
  public void write(ByteBuffer out, byte[] address) {
    out.put(head);
    if (open) {
      out.put(TO).put(address).put((byte) '"');
    }
    out.put(tail);
  }

  /** The text with this address in the hole. */
  public String text(byte[] address) {
    var bytes = ByteBuffer.allocate(length(address));
    write(bytes, address);
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }

  private static byte[] encode(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return new String(head, StandardCharsets.UTF_8)
        + (open ? " to=\"…\"" : "")
        + new String(tail, StandardCharsets.UTF_8);
  }
}
