package chat.mongoose.xml;

import java.io.StringReader;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * Names that a factory of readers learns before anything else. It learns new ones from the first
 * 500 documents that have some, and no more after them: each reader then learns for itself, for
 * each document anew, what the factory does not know. Strangers who send 500 documents full of
 * invented names would so make every message of everybody else dearer, for good.
 */
final class KnownNames {

  private static final List<String> NAMES =
      List.of(
          // streams, and the attributes of stanzas
          "xmlns xml lang stream open close features version to from id type error text",
          "auth response challenge success failure abort mechanism bind resource session",
          "enable enabled resume resumed failed previd h r a active inactive",
          // messages
          "message body subject thread parent html composing paused gone origin-id stanza-id by",
          "occupant-id delay stamp nick store no-store no-copy no-permanent-store request received",
          "markable displayed acknowledged replace reactions reaction reply fallback start end",
          "retract apply-to file-sharing reference uri begin attention encrypted spoiler oob url desc",
          // presence and rooms
          "presence show status priority c hash node ver x history maxstanzas maxchars seconds since",
          "password item affiliation role jid reason actor invite decline destroy continue code",
          // requests
          "iq query ping time vCard pubsub publish items set max after before index count first last",
          "field value var label option title instructions queryid fin complete result form with",
          // BOSH
          "rid sid wait hold content ack pause key newkey route secure restart condition xmpp hold");

  private KnownNames() {}

  /** The same factory, when it has learned them. */
  static XMLInputFactory learned(XMLInputFactory factory) {
    var document = new StringBuilder("<names>");
    for (String line : NAMES) {
      for (String name : line.split(" ")) {
        document.append('<').append(name).append("/>");
      }
    }
    try {
      var reader =
          factory.createXMLStreamReader(new StringReader(document.append("</names>").toString()));
      while (reader.hasNext()) {
        reader.next();
      }
      reader.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("These names are well-formed.", e);
    }
    return factory;
  }
}
