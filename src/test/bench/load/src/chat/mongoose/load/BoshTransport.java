package chat.mongoose.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * XMPP over BOSH (XEP-0124, XEP-0206): one request is held by the server, and a second connection
 * carries what the client has to say meanwhile.
 */
final class BoshTransport implements Transport {

  private static final String XMLNS = " xmlns='http://jabber.org/protocol/httpbind'";
  private static final String XBOSH = " xmlns:xmpp='urn:xmpp:xbosh'";
  private static final int MAX_REQUESTS = 2;

  private final Session session;
  private final Endpoint endpoint;
  private final Exchange[] exchanges = new Exchange[MAX_REQUESTS];

  /** Those that wait for a response, in the order of their requests. */
  private final ArrayDeque<Exchange> underWay = new ArrayDeque<>(MAX_REQUESTS);

  private final StringBuilder outgoing = new StringBuilder();
  private long requestId;
  private String sessionId = "";
  private boolean restart;
  private boolean terminate;
  private boolean ended;

  /** Nothing is asked or read. */
  private boolean silent;

  BoshTransport(Session session, Endpoint endpoint) {
    this.session = session;
    this.endpoint = endpoint;
  }

  @Override
  public void open() {
    requestId = ThreadLocalRandom.current().nextLong(1L << 40);
    for (int i = 0; i < exchanges.length; i++) {
      exchanges[i] = new Exchange();
    }
    exchanges[0].request(
        "<body"
            + XMLNS
            + XBOSH
            + " content='text/xml; charset=utf-8' hold='1' wait='60' ver='1.6'"
            + " xmpp:version='1.0' xml:lang='en' to='"
            + session.domain()
            + "' rid='"
            + requestId
            + "'/>");
  }

  @Override
  public void restartStream() {
    restart = true;
    flush();
  }

  @Override
  public void send(String stanza) {
    outgoing.append(stanza);
    flush();
  }

  @Override
  public void stall() {
    silent = true;
    for (Exchange exchange : exchanges) {
      exchange.stopReading();
    }
  }

  @Override
  public void readOn() {
    silent = false;
    for (Exchange exchange : exchanges) {
      exchange.startReading();
    }
    flush();
  }

  @Override
  public void close() {
    terminate = true;
    outgoing.append("<presence xmlns='jabber:client' type='unavailable'/>");
    flush();
  }

  @Override
  public void abort(End end) {
    ended = true;
    for (Exchange exchange : exchanges) {
      if (exchange != null && end == End.RST) {
        exchange.reset();
      } else if (exchange != null) {
        exchange.disconnect();
      }
    }
  }

  private void end(String reason) {
    if (!ended) {
      abort(End.FIN);
      session.closed(reason);
    }
  }

  /**
   * Sends what is waiting, or an empty request if the server holds none; at most two requests are
   * under way.
   */
  private void flush() {
    int pending = 0;
    Exchange free = null;
    for (Exchange exchange : exchanges) {
      if (exchange.awaitingResponse) {
        pending++;
      } else if (free == null || exchange.isOpen()) {
        free = exchange;
      }
    }
    boolean something = outgoing.length() > 0 || restart || terminate;
    if (ended || silent || sessionId.isEmpty() || free == null || !something && pending > 0) {
      return;
    }
    requestId++;
    String head = "<body" + XMLNS + " sid='" + sessionId + "' rid='" + requestId + "'";
    if (restart) {
      restart = false;
      free.request(
          head + XBOSH + " xmpp:restart='true' xml:lang='en' to='" + session.domain() + "'/>");
    } else {
      String body = (terminate ? " type='terminate'>" : ">") + outgoing + "</body>";
      outgoing.setLength(0);
      free.request(head + body);
    }
  }

  /** What came first on the wire need not be what was answered first. */
  private void responded(Exchange exchange, byte[] body) {
    exchange.response = body;
    while (!ended && !underWay.isEmpty() && underWay.peek().response != null) {
      Exchange next = underWay.remove();
      byte[] bytes = next.response;
      next.response = null;
      next.awaitingResponse = false;
      response(bytes, 0, bytes.length);
    }
  }

  private void response(byte[] bytes, int from, int to) {
    int start = Bytes.indexOf(bytes, from, to, (byte) '<');
    int tagEnd = start < 0 ? -1 : Xml.tagEnd(bytes, start, to);
    if (tagEnd < 0) {
      end("BOSH response without a body");
      return;
    }
    String tag = Bytes.text(bytes, start, tagEnd + 1);
    if (sessionId.isEmpty()) {
      sessionId = Xml.attribute(tag, "sid");
    }
    if (!tag.endsWith("/>")) {
      Xml.forEachElement(bytes, tagEnd + 1, to, session::stanza);
    }
    if (Xml.attribute(tag, "type").equals("terminate")) {
      end("BOSH session terminated: " + Xml.attribute(tag, "condition"));
    } else if (terminate && outgoing.length() == 0) {
      end("closed");
    } else {
      flush();
    }
  }

  /**
   * One HTTP/1.1 connection with at most one request under way, opened again when the server has
   * closed it.
   */
  private final class Exchange extends Wire {

    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";
    private final byte[] headerEnd = Bytes.of("\r\n\r\n");

    private boolean awaitingResponse;
    private boolean established;

    /** Kept until it is answered. */
    private byte[] request;

    /** The request was sent on a connection that had served another. */
    private boolean reused;

    /** The body of a response that waits for an earlier one. */
    private byte[] response;

    Exchange() {
      super(session.loop);
    }

    void request(String body) {
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      byte[] head =
          Bytes.of(
              "POST "
                  + endpoint.path
                  + " HTTP/1.1\r\nHost: "
                  + endpoint.host
                  + "\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: "
                  + content.length
                  + "\r\n\r\n");
      byte[] message = new byte[head.length + content.length];
      System.arraycopy(head, 0, message, 0, head.length);
      System.arraycopy(content, 0, message, head.length, content.length);
      awaitingResponse = true;
      underWay.add(this);
      request = message;
      if (isOpen() && established) {
        reused = true;
        write(message);
      } else {
        connect();
      }
    }

    private void connect() {
      established = false;
      reused = false;
      open(endpoint.sourceOf(session.index), endpoint.address);
    }

    @Override
    void connected() {
      established = true;
      write(request);
    }

    /**
     * The server may close a connection that has been idle while the next request is on its way;
     * that is sent once more (XEP-0124 §14.3, RFC 9112 §9.3.1).
     */
    @Override
    void lost(String reason) {
      if (ended || !awaitingResponse || response != null) {
        return;
      }
      if (reused) {
        connect();
      } else {
        end(reason);
      }
    }

    @Override
    int consume(byte[] bytes, int from, int to) {
      int headEnd = Bytes.indexOf(bytes, from, to, headerEnd);
      if (headEnd < 0) {
        return from;
      }
      String head = Bytes.text(bytes, from, headEnd + 2).toLowerCase();
      int content = headEnd + headerEnd.length;
      int contentEnd;
      int next;
      if (head.contains(CHUNKED)) {
        next = chunksEnd(bytes, content, to);
        if (next < 0) {
          return from;
        }
        contentEnd = joinChunks(bytes, content, next);
      } else {
        int at = head.indexOf(LENGTH);
        int length =
            at < 0
                ? 0
                : Integer.parseInt(
                    head.substring(at + LENGTH.length(), head.indexOf('\r', at)).trim());
        if (to - content < length) {
          return from;
        }
        contentEnd = content + length;
        next = contentEnd;
      }
      if (head.contains("connection: close")) {
        disconnect();
      }
      if (head.startsWith("http/1.1 200")) {
        responded(this, Arrays.copyOfRange(bytes, content, contentEnd));
      } else {
        end(head.substring(0, head.indexOf('\r')));
      }
      return next;
    }

    /** Position after a whole chunked body, or -1. */
    private int chunksEnd(byte[] bytes, int from, int to) {
      int at = from;
      while (true) {
        int line = Bytes.indexOf(bytes, at, to, (byte) '\n');
        if (line < 0) {
          return -1;
        }
        int size = chunkSize(bytes, at, line);
        at = line + 1 + size + 2;
        if (at > to) {
          return -1;
        }
        if (size == 0) {
          return at;
        }
      }
    }

    /** Moves the chunks' content together in place and returns its end. */
    private int joinChunks(byte[] bytes, int from, int to) {
      int target = from;
      int at = from;
      while (at < to) {
        int line = Bytes.indexOf(bytes, at, to, (byte) '\n');
        int size = chunkSize(bytes, at, line);
        System.arraycopy(bytes, line + 1, bytes, target, size);
        target += size;
        at = line + 1 + size + 2;
      }
      return target;
    }

    private int chunkSize(byte[] bytes, int from, int lineEnd) {
      return Integer.parseInt(Bytes.text(bytes, from, lineEnd).trim().split(";")[0], 16);
    }
  }
}
