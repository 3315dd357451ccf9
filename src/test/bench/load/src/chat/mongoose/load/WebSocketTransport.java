package chat.mongoose.load;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * XMPP over WebSocket (RFC 7395): one stanza in each text message, with {@code <open/>} and {@code
 * <close/>}.
 */
final class WebSocketTransport extends Wire implements Transport {

  private static final int CONTINUATION = 0x0;
  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;

  /** 1000 and 1001 of RFC 6455 §7.4.1. */
  private static final byte[] NORMAL = {0x03, (byte) 0xE8};

  private static final byte[] GOING_AWAY = {0x03, (byte) 0xE9};

  private static final byte[] HEADER_END = Bytes.of("\r\n\r\n");
  private static final byte[] SWITCHING = Bytes.of("HTTP/1.1 101");
  private static final byte[] STREAM_CLOSE = Bytes.of("<close");
  private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";

  private final Session session;
  private final Endpoint endpoint;
  private boolean upgraded;
  private boolean closing;

  /** Parts of a fragmented message received so far. */
  private byte[] fragments;

  WebSocketTransport(Session session, Endpoint endpoint) {
    super(session.loop);
    this.session = session;
    this.endpoint = endpoint;
  }

  @Override
  public void open() {
    open(endpoint.sourceOf(session.index), endpoint.address);
  }

  @Override
  void connected() {
    byte[] nonce = new byte[16];
    ThreadLocalRandom.current().nextBytes(nonce);
    write(
        Bytes.of(
            "GET "
                + endpoint.path
                + " HTTP/1.1\r\n"
                + "Host: "
                + endpoint.host
                + "\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(nonce)
                + "\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: xmpp\r\n"
                + "Origin: http://"
                + endpoint.host
                + "\r\n\r\n"));
  }

  @Override
  public void restartStream() {
    send("<open xmlns='" + FRAMING + "' to='" + session.domain() + "' version='1.0'/>");
  }

  @Override
  public void send(String stanza) {
    writeFrame(TEXT, stanza.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void stall() {
    stopReading();
  }

  @Override
  public void readOn() {
    startReading();
  }

  @Override
  public void close() {
    if (isOpen() && upgraded) {
      closing = true;
      send("<close xmlns='" + FRAMING + "'/>");
    } else {
      disconnect();
      session.closed("closed before it was open");
    }
  }

  @Override
  public void abort(End end) {
    if (end == End.FRAME && isOpen() && upgraded) {
      writeFrame(CLOSE, GOING_AWAY);
    }
    if (end == End.RST) {
      reset();
    } else {
      disconnect();
    }
  }

  @Override
  void lost(String reason) {
    session.closed(reason);
  }

  @Override
  int consume(byte[] bytes, int from, int to) {
    int at = from;
    if (!upgraded) {
      int end = Bytes.indexOf(bytes, from, to, HEADER_END);
      if (end < 0) {
        return from;
      }
      if (!Bytes.startsWith(bytes, from, to, SWITCHING)) {
        end(Bytes.text(bytes, from, Bytes.indexOf(bytes, from, to, (byte) '\r')));
        return to;
      }
      upgraded = true;
      at = end + HEADER_END.length;
      restartStream();
    }
    while (at < to && isOpen()) {
      int next = consumeFrame(bytes, at, to);
      if (next < 0) {
        return at;
      }
      at = next;
    }
    return isOpen() ? at : to;
  }

  /**
   * Handles the frame at {@code at}; returns the position after it, or -1 if it is not complete.
   */
  private int consumeFrame(byte[] bytes, int at, int to) {
    if (to - at < 2) {
      return -1;
    }
    int opcode = bytes[at] & 0x0F;
    boolean last = (bytes[at] & FINAL) != 0;
    long length = bytes[at + 1] & 0x7F;
    int payload = at + 2;
    if (length >= 126) {
      int size = length == 126 ? 2 : 8;
      if (to - payload < size) {
        return -1;
      }
      length = 0;
      for (int i = 0; i < size; i++) {
        length = length << 8 | bytes[payload + i] & 0xFF;
      }
      payload += size;
    }
    if (to - payload < length) {
      return -1;
    }
    int end = payload + (int) length;
    if (opcode == TEXT && last) {
      received(bytes, payload, end);
    } else if (opcode == TEXT || opcode == CONTINUATION) {
      collect(bytes, payload, end, last);
    } else if (opcode == PING) {
      byte[] echo = new byte[(int) length];
      System.arraycopy(bytes, payload, echo, 0, echo.length);
      writeFrame(PONG, echo);
    } else if (opcode == CLOSE) {
      writeFrame(CLOSE, new byte[0]);
      end("WebSocket closed by the server with " + status(bytes, payload, end));
    }
    return end;
  }

  /** What a close frame says (RFC 6455 §5.5.1). */
  private static String status(byte[] bytes, int from, int to) {
    if (to - from < 2) {
      return "no status";
    }
    int code = (bytes[from] & 0xFF) << 8 | bytes[from + 1] & 0xFF;
    return (code + " " + Bytes.text(bytes, from + 2, to)).strip();
  }

  private void collect(byte[] bytes, int from, int to, boolean last) {
    int before = fragments == null ? 0 : fragments.length;
    byte[] joined = new byte[before + to - from];
    if (before > 0) {
      System.arraycopy(fragments, 0, joined, 0, before);
    }
    System.arraycopy(bytes, from, joined, before, to - from);
    fragments = last ? null : joined;
    if (last) {
      received(joined, 0, joined.length);
    }
  }

  private void received(byte[] bytes, int from, int to) {
    if (Bytes.startsWith(bytes, from, to, STREAM_CLOSE)) {
      if (!closing) {
        send("<close xmlns='" + FRAMING + "'/>");
      }
      writeFrame(CLOSE, NORMAL);
      end("stream closed by the server");
    } else {
      session.stanza(bytes, from, to);
    }
  }

  /** Unless it has ended already, in trying to write a farewell to who no longer listens. */
  private void end(String reason) {
    if (isOpen()) {
      disconnect();
      session.closed(reason);
    }
  }

  private void writeFrame(int opcode, byte[] payload) {
    int extra = payload.length < 126 ? 0 : payload.length < 65536 ? 2 : 8;
    byte[] frame = new byte[2 + extra + 4 + payload.length];
    frame[0] = (byte) (FINAL | opcode);
    frame[1] = (byte) (MASKED | (extra == 0 ? payload.length : extra == 2 ? 126 : 127));
    for (int i = 0; i < extra; i++) {
      frame[2 + i] = (byte) ((long) payload.length >>> 8 * (extra - 1 - i));
    }
    int mask = ThreadLocalRandom.current().nextInt();
    int key = 2 + extra;
    for (int i = 0; i < 4; i++) {
      frame[key + i] = (byte) (mask >>> 8 * (3 - i));
    }
    for (int i = 0; i < payload.length; i++) {
      frame[key + 4 + i] = (byte) (payload[i] ^ frame[key + (i & 3)]);
    }
    write(frame);
  }
}
