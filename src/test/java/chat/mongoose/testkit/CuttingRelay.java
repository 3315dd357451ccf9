package chat.mongoose.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Stands between a client and a server, and breaks their connection in the middle of whatever they
 * say, as a network does.
 *
 * <p>Its own threads accept and pass on, two for each connection. Its monitor guards what is to be
 * cut.
 */
public final class CuttingRelay implements AutoCloseable {

  /**
   * One break.
   *
   * @param after octets, in both directions together, that still pass
   * @param unseen the server gets no sign of it
   */
  public record Cut(int after, boolean unseen) {}

  private final int target;
  private final ServerSocket listening;
  private final Queue<Cut> cuts = new ArrayDeque<>();
  private final List<Socket> sockets = new ArrayList<>();
  private Link current;

  /**
   * @param target port of the server on 127.0.0.1
   */
  public CuttingRelay(int target) {
    this.target = target;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  /** A new connection to the relay. */
  public Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
  }

  /** Breaks the connection there is, then those to come, one after the other; then no more. */
  public synchronized void cut(List<Cut> wanted) {
    cuts.addAll(wanted);
    if (current != null) {
      current.cut = cuts.poll();
    }
  }

  @Override
  public synchronized void close() {
    quietly(listening);
    sockets.forEach(CuttingRelay::quietly);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        begin(client, new Socket(InetAddress.getLoopbackAddress(), target));
      } catch (IOException e) {
        // closed, or the server is away: the client sees that its connection ends
        continue;
      }
    }
  }

  private synchronized void begin(Socket client, Socket server) throws IOException {
    sockets.addAll(List.of(client, server));
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    var link = new Link(client, server);
    link.cut = current == null ? null : cuts.poll();
    current = link;
    daemon(() -> link.pass(client, server));
    daemon(() -> link.pass(server, client));
  }

  /** One connection. */
  private final class Link {

    private final Socket client;
    private final Socket server;

    /** Null while nothing is to be broken. */
    private Cut cut;

    private Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    private void pass(Socket from, Socket to) {
      var octets = new byte[4096];
      try {
        while (true) {
          var read = from.getInputStream().read(octets);
          if (read < 0) {
            break;
          }
          var passing = take(read);
          if (passing > 0) {
            to.getOutputStream().write(octets, 0, passing);
          }
          if (passing < read) {
            breakUp();
            return;
          }
        }
      } catch (IOException e) {
        // the other direction has been broken, or one side has gone
      }
      if (!client.isClosed()) {
        quietly(client);
        quietly(server);
      }
    }

    /** How many of so many octets pass; fewer if the connection breaks now. */
    private int take(int octets) {
      synchronized (CuttingRelay.this) {
        if (cut == null) {
          return octets;
        }
        var passing = Math.min(octets, Math.max(0, cut.after()));
        cut = new Cut(cut.after() - octets, cut.unseen());
        return passing;
      }
    }

    private void breakUp() {
      reset(client);
      if (!cut.unseen()) {
        reset(server);
      }
    }
  }

  /** RST instead of FIN. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // it is closed already
    }
    quietly(socket);
  }

  private static void quietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // it is gone, which was all that was wanted
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "cutting-relay");
    thread.setDaemon(true);
    thread.start();
  }
}
