package chat.mongoose.archive;

import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.util.Optional;

/** What is sent to whoever has asked the archive of a room (XEP-0313 §4.2, §4.3, XEP-0297). */
final class MamResult {

  private static final String NS_FORWARD = "urn:xmpp:forward:0";
  private static final String NS_DELAY = "urn:xmpp:delay";
  private static final String NS_MUC_USER = "http://jabber.org/protocol/muc#user";

  private MamResult() {}

  /**
   * One message that was found; its addresses are still to be put on it.
   *
   * @param queryId by which the client knows its question
   * @param withAddress whether the reader may see who said it (§6.1.2)
   */
  static Message of(ArchiveRecord kept, Optional<String> queryId, boolean withAddress) {
    var said = kept.message().element();
    var delay = Element.of(NS_DELAY, "delay").with("stamp", kept.at().toString());
    var forwarded =
        Element.of(NS_FORWARD, "forwarded")
            .plus(delay, withAddress ? said.plus(sender(kept)) : said);
    var result =
        Element.of(MamQuery.NS, "result")
            .withAny("queryid", queryId)
            .with("id", kept.id().toString())
            .plus(forwarded);
    return (Message) Stanza.of(Element.of(Stanza.NS, "message").plus(result));
  }

  /** Tells that all results have been sent, and whether there are more. */
  static Element fin(ArchivePage page, Optional<Integer> size) {
    var fin = Element.of(MamQuery.NS, "fin").plus(PageRequest.answer(page, size));
    return page.complete() ? fin.with("complete", "true") : fin;
  }

  private static Element sender(ArchiveRecord kept) {
    return Element.of(NS_MUC_USER, "x")
        .plus(Element.of(NS_MUC_USER, "item").with("jid", kept.sender().toString()));
  }
}
