package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveId;
import chat.mongoose.muc.ArchivedGroupchat;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Messages to keep. */
public final class Samples {

  public static final Jid LOBBY = Jid.of("lobby@conference.localhost");
  public static final Jid COVEN = Jid.of("coven@conference.localhost");
  public static final Jid ROMEO = Jid.of("romeo@localhost/balcony");
  public static final Jid JULIET = Jid.of("juliet@localhost/chamber");
  public static final Instant NOON = Instant.parse("2025-11-23T12:00:00Z");

  private Samples() {}

  /** The id of this many microseconds after noon. */
  public static ArchiveId id(long micros) {
    return new ArchiveId(ChronoUnit.MICROS.between(Instant.EPOCH, NOON) + micros);
  }

  public static ArchivedGroupchat said(Jid room, long micros, Jid sender, String text) {
    var nick = sender.local().orElseThrow();
    var id = id(micros);
    var message =
        Message.of(Message.Type.GROUPCHAT)
            .withFrom(room.withResource(nick))
            .element()
            .plus(Element.of(Stanza.NS, "body").plus(text))
            .plus(
                Element.of("urn:xmpp:sid:0", "stanza-id")
                    .with("by", room.toString())
                    .with("id", id.toString()));
    return new ArchivedGroupchat(
        id,
        room,
        Instant.EPOCH.plus(id.micros(), ChronoUnit.MICROS),
        sender,
        nick,
        "occupant-of-" + nick,
        Optional.empty(),
        (Message) Stanza.of(message));
  }

  /** A private message. */
  public static ArchivedGroupchat whispered(
      Jid room, long micros, Jid sender, Jid recipient, String text) {
    var aloud = said(room, micros, sender, text);
    var message =
        Message.of(Message.Type.CHAT)
            .withFrom(room.withResource(aloud.nick()))
            .withTo(room.withResource(recipient.local().orElseThrow()))
            .element()
            .plus(Element.of(Stanza.NS, "body").plus(text));
    return new ArchivedGroupchat(
        aloud.id(),
        room,
        aloud.at(),
        sender,
        aloud.nick(),
        aloud.occupantId(),
        Optional.of(recipient.bare()),
        (Message) Stanza.of(message));
  }

  static ArchiveRecord kept(Jid room, long micros, Jid sender, String text) {
    return ArchiveRecord.of(said(room, micros, sender, text));
  }

  /** A batch that nobody waits for. */
  static Batch batch(List<ArchiveRecord> records) {
    return new Batch(
        records.stream().map(kept -> new Entry(kept, System.nanoTime() + 1_000_000_000L)).toList());
  }
}
