package chat.mongoose.bosh;

import chat.mongoose.session.StreamHeader;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The elements that wait for the next answer, encoded already. Not safe for several threads. */
final class Payloads {

  private static final byte[] END = "</body>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OF_STREAM = "<stream:".getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> waiting = new ArrayList<>(2);
  private int octets;
  private boolean ofStream;

  void add(List<Rendered> batch, byte[] address) {
    for (Rendered frame : batch) {
      var bytes = new byte[frame.length(address)];
      frame.write(ByteBuffer.wrap(bytes), address);
      waiting.add(bytes);
      octets += bytes.length;
      ofStream |= startsWith(bytes, OF_STREAM);
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int octets() {
    return octets;
  }

  /** The wrapper with all that waits in it; nothing waits any more. */
  byte[] wrap(Element body) {
    // XEP-0206 §2: the prefix is declared in the wrapper, for clients that do not read namespaces
    var declared = ofStream ? body.with("xmlns:stream", StreamHeader.STREAMS) : body;
    var head = openTag(declared);
    var out = ByteBuffer.allocate(head.length + octets + END.length).put(head);
    waiting.forEach(out::put);
    clear();
    return out.put(END).array();
  }

  void clear() {
    waiting.clear();
    octets = 0;
    ofStream = false;
  }

  /** An empty element ends in {@code />}; without the slash, content can follow. */
  private static byte[] openTag(Element empty) {
    var text = Xml.render(empty);
    return (text.substring(0, text.length() - 2) + ">").getBytes(StandardCharsets.UTF_8);
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length > start.length
        && ByteBuffer.wrap(bytes, 0, start.length).equals(ByteBuffer.wrap(start));
  }
}
