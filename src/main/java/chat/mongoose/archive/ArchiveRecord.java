package chat.mongoose.archive;

import chat.mongoose.guard.Faults;
import chat.mongoose.muc.ArchiveId;
import chat.mongoose.muc.ArchivedGroupchat;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import chat.mongoose.xml.XmlException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A message as the archive keeps it.
 *
 * @param id orders the messages of a room and tells when the room accepted them
 * @param room its bare address
 * @param sender the real address
 * @param nick the sender's nickname at that time
 * @param occupantId the sender's XEP-0421 identifier in this room
 * @param recipient of a private message: the real bare address of whom it was for
 * @param body the text, where there is one
 * @param xml the stanza as everybody got it, at most {@link #MAX_LENGTH} characters
 */
public record ArchiveRecord(
    ArchiveId id,
    Jid room,
    Jid sender,
    String nick,
    String occupantId,
    Optional<Jid> recipient,
    Optional<String> body,
    String xml) {

  /**
   * Characters that a stanza may have: a frame of 256 KiB in which some characters had to be
   * escaped. It bounds a row, not what clients may send.
   */
  static final int MAX_LENGTH = 1_048_576;

  /** Characters of a text that stands for its stanza; each may become six of XML. */
  private static final int MAX_BODY = MAX_LENGTH / 8;

  private static final String NS_MUC_USER = "http://jabber.org/protocol/muc#user";

  /**
   * Renders a message for keeping. XEP-0313 §6.1.2 and §8.4: what tells of real addresses is left
   * out.
   */
  static ArchiveRecord of(ArchivedGroupchat said) {
    var stanza = said.message().element().dropping(child -> child.is(NS_MUC_USER, "x"));
    return new ArchiveRecord(
        said.id(),
        said.room().bare(),
        said.sender(),
        said.nick(),
        said.occupantId(),
        said.recipient(),
        said.message().body(),
        Xml.render(stanza));
  }

  /**
   * Reads a row. An address in it that is none, or none any more, has a stand-in ({@link
   * Jid#kept}): one such row must not make a page, a room or the whole archive unreadable. What was
   * private stays so, whatever its recipient is called.
   *
   * @param roomKey if it is not the room's, nobody knows which of the two is right
   */
  static ArchiveRecord stored(
      long roomKey,
      long id,
      String room,
      String sender,
      String resource,
      String nick,
      String occupantId,
      String recipient,
      String body,
      String xml) {
    var kept =
        new ArchiveRecord(
            new ArchiveId(id),
            room(room, roomKey),
            sender(sender, resource),
            nick,
            occupantId,
            Optional.ofNullable(recipient).map(Jid::kept),
            Optional.ofNullable(body),
            xml);
    if (kept.room.isStandIn()
        || kept.sender.isStandIn()
        || kept.recipient.filter(Jid::isStandIn).isPresent()) {
      Faults.mention("A row of archived_message", "id " + id + " of room " + room);
    }
    return kept;
  }

  private static Jid room(String room, long key) {
    var address = Jid.kept(room);
    return AddressKey.of(address) == key ? address : Jid.kept("");
  }

  private static Jid sender(String sender, String resource) {
    var whole = Jid.kept(resource == null ? sender : sender + "/" + resource);
    return whole.isStandIn() ? Jid.kept(sender) : whole;
  }

  /** When the room accepted the message. */
  public Instant at() {
    return Instant.EPOCH.plus(id.micros(), ChronoUnit.MICROS);
  }

  /**
   * The stanza as everybody got it. What was once accepted may be above a limit of today's parser,
   * or may have names that others refuse: one such stanza must not make the whole archive
   * unreadable, so its text stands for it.
   */
  public Message message() {
    return read().orElseGet(this::bodyAlone);
  }

  /** The XML of {@link #message}. */
  public String readableXml() {
    return read().isPresent() ? xml : Xml.render(bodyAlone().element());
  }

  /** What a room makes its history of. */
  ArchivedGroupchat toGroupchat() {
    return new ArchivedGroupchat(id, room, at(), sender, nick, occupantId, recipient, message());
  }

  private Optional<Message> read() {
    try {
      return Stanza.of(Xml.parseKept(xml)) instanceof Message message
          ? Optional.of(message)
          : Optional.empty();
    } catch (XmlException | StanzaError e) {
      return Optional.empty();
    }
  }

  private Message bodyAlone() {
    var rest =
        Message.of(recipient.isPresent() ? Message.Type.CHAT : Message.Type.GROUPCHAT)
            .withFrom(speaker())
            .element();
    return (Message)
        Stanza.of(
            body.filter(text -> text.length() <= MAX_BODY)
                .map(text -> rest.plus(Element.of(Stanza.NS, "body").plus(text)))
                .orElse(rest));
  }

  private Jid speaker() {
    try {
      return room.withResource(nick);
    } catch (StanzaError e) {
      return room;
    }
  }

  /** Nothing of what was said: this may come into a log. */
  @Override
  public String toString() {
    return id + " of " + room;
  }
}
