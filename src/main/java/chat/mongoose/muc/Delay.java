package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Says when a stanza that comes late was first said (XEP-0203). */
final class Delay {

  static final String NS = "urn:xmpp:delay";

  private Delay() {}

  /** The note of the room that held a stanza back; the time is told to the millisecond. */
  static Element element(Jid room, Instant at) {
    return Element.of(NS, "delay")
        .with("from", room.toString())
        .with("stamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
  }
}
