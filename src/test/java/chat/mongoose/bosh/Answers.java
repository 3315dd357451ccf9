package chat.mongoose.bosh;

import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The answer to a request, for tests elsewhere. */
public final class Answers {

  /** What is around the payloads. */
  public static final Element BODY =
      Element.of(BoshBody.NS, "body").with("ack", "1").with("xml:lang", "en");

  private Answers() {}

  /** The text of an answer that brings these. */
  public static String of(List<Rendered> payloads, byte[] address) {
    var waiting = new Payloads();
    waiting.add(payloads, address);
    return new String(waiting.wrap(BODY), StandardCharsets.UTF_8);
  }
}
