package chat.mongoose.load;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The client's side of stream management (XEP-0198): what was handled, what was said and is not
 * acknowledged yet, and by which name the stream goes on after its connection was lost.
 */
final class Resumption {

  private static final String XMLNS = " xmlns='urn:xmpp:sm:3'";
  static final String ENABLE = "<enable" + XMLNS + " resume='true'/>";
  static final String ASK = "<r" + XMLNS + "/>";

  private static final int ASK_EVERY = 5;

  private final ArrayDeque<String> unacknowledged = new ArrayDeque<>();
  private String id = "";
  private double maxSeconds;
  private long handled;
  private long acknowledged;
  private long sent;

  /** {@code <enabled/>} has come: what comes from now on counts. */
  void enabled(String element) {
    id = Xml.attribute(element, "id");
    String max = Xml.attribute(element, "max");
    maxSeconds = max.isEmpty() ? 0 : Double.parseDouble(max);
  }

  boolean isPossible() {
    return !id.isEmpty();
  }

  /** How long the server promised to wait for the client. */
  double maxSeconds() {
    return maxSeconds;
  }

  /** A stanza has come. */
  void received() {
    if (isPossible()) {
      handled++;
    }
  }

  /** A stanza leaves; true if it is time to ask what has been handled. */
  boolean sent(String stanza) {
    unacknowledged.add(stanza);
    sent++;
    return sent % ASK_EVERY == 0;
  }

  /** {@code <a/>} or {@code <resumed/>} has come. */
  void acknowledged(String element) {
    long h = Long.parseLong(Xml.attribute(element, "h"));
    for (; acknowledged < h && !unacknowledged.isEmpty(); acknowledged++) {
      unacknowledged.remove();
    }
  }

  String acknowledgement() {
    return "<a" + XMLNS + " h='" + handled + "'/>";
  }

  String request() {
    return "<resume" + XMLNS + " previd='" + Xml.escape(id) + "' h='" + handled + "'/>";
  }

  /** What the server has not handled, to be sent again on the new connection. */
  List<String> unhandled() {
    return List.copyOf(unacknowledged);
  }
}
