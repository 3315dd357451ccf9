package chat.mongoose.testkit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A WebSocket (RFC 6455) written octet by octet, for what no decent client would send and for
 * connections that are to break at a chosen place. One thread may send while another receives.
 */
public final class RawWebSocket implements AutoCloseable {

  private static final Logger LOG = System.getLogger(RawWebSocket.class.getName());

  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int CLOSE = 0x8;

  private static final int FINAL = 0x80;
  private static final int OPCODE = 0x0f;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7f;
  private static final int TWO_OCTETS = 126;
  private static final int EIGHT_OCTETS = 127;

  /** With a length of eight octets, and the mask. */
  private static final int MAX_HEADER = 14;

  /** The machine may have much else to do. */
  private static final int PATIENCE_MILLIS = 60_000;

  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  private final Socket socket;
  private final DataInputStream in;

  /** One frame from the server. */
  public record Frame(int opcode, byte[] payload) {

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  public RawWebSocket(URI address) throws IOException {
    this(new Socket(InetAddress.getByName(address.getHost()), address.getPort()), address);
  }

  /**
   * @param connected to the server of this address, or to what stands before it
   */
  public RawWebSocket(Socket connected, URI address) throws IOException {
    socket = connected;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    var key = Base64.getEncoder().encodeToString(new byte[16]);
    write(
        ("GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: xmpp\r\n\r\n")
            .formatted(address.getPath(), address.getHost(), address.getPort(), key)
            .getBytes(StandardCharsets.US_ASCII));
    var head = head();
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new IOException("The handshake was refused: " + head);
    }
  }

  /** Sends a text in one frame. */
  public void send(String text) throws IOException {
    send(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends one frame, masked as a client's must be. */
  public void send(boolean last, int opcode, byte... payload) throws IOException {
    var frame = ByteBuffer.allocate(MAX_HEADER + payload.length);
    frame.put((byte) (opcode | (last ? FINAL : 0)));
    if (payload.length < TWO_OCTETS) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length <= 0xffff) {
      frame.put((byte) (MASKED | TWO_OCTETS)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | EIGHT_OCTETS)).putLong(payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
    }
    write(Arrays.copyOf(frame.array(), frame.position()));
  }

  /** Sends these octets, whatever they are. */
  public void write(byte... octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
  }

  /**
   * The next frame; empty if the server has closed or broken the connection.
   *
   * @throws java.net.SocketTimeoutException if neither happens
   */
  public Optional<Frame> receive() throws IOException {
    try {
      return Optional.of(frame());
    } catch (EOFException | SocketException e) {
      LOG.log(Level.DEBUG, "The connection has ended.", e);
      return Optional.empty();
    }
  }

  private Frame frame() throws IOException {
    var opcode = in.readUnsignedByte() & OPCODE;
    var length = in.readUnsignedByte() & LENGTH;
    if (length == TWO_OCTETS) {
      length = in.readUnsignedShort();
    } else if (length == EIGHT_OCTETS) {
      length = Math.toIntExact(in.readLong());
    }
    var payload = new byte[length];
    in.readFully(payload);
    return new Frame(opcode, payload);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String head() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }
}
