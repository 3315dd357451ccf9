package chat.mongoose.archive;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.util.Optional;

/** What somebody gets who asks the archive, for tests elsewhere. */
public final class Found {

  private Found() {}

  /** The result with this message in it, as it is read from its row. */
  public static Element result(Element message, Jid room, Jid reader) {
    var row =
        ArchiveRecord.stored(
            AddressKey.of(room),
            1,
            room.toString(),
            "romeo@localhost",
            "r",
            "Romeo",
            "occupant",
            null,
            "body",
            Xml.render(message));
    Message result = MamResult.of(row, Optional.of("\"q\n\""), true);
    return result.withFrom(room).withTo(reader).element();
  }
}
