package chat.mongoose.gauntlet;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.RawWebSocket;
import chat.mongoose.testkit.StreamClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where one attack takes place: what it has opened, and whether it is over. All its strangers use
 * it at once; its monitor guards the list of sockets.
 */
final class Ground {

  /** All strangers of all attacks come from here, as from one machine. */
  private static final String ADDRESS = "127.0.66.1";

  private static final int PATIENCE_MILLIS = 5_000;

  /** Far above what one machine holds open against a server of this size. */
  private static final int MOST_SOCKETS = 3_000;

  private final Mongoose server;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger names = new AtomicInteger();

  Ground(Mongoose server) {
    this.server = server;
  }

  /** A connection to the server. */
  Socket socket() throws IOException {
    return socket(0);
  }

  /**
   * @param window octets that the kernel takes before anybody reads them; 0 for what it likes
   */
  Socket socket(int window) throws IOException {
    var socket = new Socket();
    if (window > 0) {
      socket.setReceiveBufferSize(window);
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0));
    if (!keep(socket)) {
      socket.close();
      throw new IOException("It is over, or enough.");
    }
    socket.connect(
        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.port()), PATIENCE_MILLIS);
    return socket;
  }

  /** A WebSocket before its first frame. */
  RawWebSocket webSocket() throws IOException {
    var socket = socket();
    var webSocket = new RawWebSocket(socket, server.webSocket());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return webSocket;
  }

  /** A guest who is bound, and reads only if told to. */
  StreamClient guest() throws IOException {
    var socket = socket(16 * 1024);
    var guest = new StreamClient(socket, server.webSocket());
    socket.setSoTimeout(PATIENCE_MILLIS);
    guest.logIn();
    guest.bind();
    return guest;
  }

  /** Writes these octets as they are. */
  void write(Socket socket, String octets) throws IOException {
    write(socket, octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  void write(Socket socket, byte... octets) throws IOException {
    socket.getOutputStream().write(octets);
  }

  /** The start of a request to an address below the context root. */
  String request(String method, String path) {
    return "%s /mongoose%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
        .formatted(method, path, server.port());
  }

  /** A name that nobody has. */
  String fresh() {
    return "stranger" + names.incrementAndGet();
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits for so long, or until it is over. */
  void rest(Duration time) throws IOException {
    try {
      if (over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("It is over.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted.", e);
    }
  }

  /** Ends it, and breaks all that is open. */
  synchronized void end() throws IOException {
    over.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private synchronized boolean keep(Socket socket) {
    if (isOver()) {
      return false;
    }
    sockets.removeIf(Socket::isClosed);
    return sockets.size() < MOST_SOCKETS && sockets.add(socket);
  }
}
