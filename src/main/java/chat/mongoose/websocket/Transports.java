package chat.mongoose.websocket;

import chat.mongoose.session.Transport;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.tyrus.spi.Writer;

/** Chooses the way out of a server by what the server is. */
final class Transports {

  private static final String UNKNOWN = "unknown";

  private Transports() {}

  /**
   * @param aside runs a task on a thread without locks
   */
  static StandardTransport of(Session socket, Consumer<Runnable> aside) {
    var remoteAddress = remoteAddress(socket);
    if (UndertowTransport.isUndertow(socket)) {
      return new UndertowTransport(socket, remoteAddress);
    }
    if (!TyrusInternals.isTyrus(socket)) {
      return new StandardTransport(socket, remoteAddress);
    }
    TyrusInternals.stopIdleTimer(socket);
    return TyrusInternals.writer(socket)
        .<StandardTransport>map(writer -> Tyrus.transport(socket, remoteAddress, writer, aside))
        .orElseGet(() -> new StandardTransport(socket, remoteAddress));
  }

  /**
   * Puts a gate before the server's own reader of frames.
   *
   * @param transport says when nothing more should be read
   * @param handled told when what had come is handled
   * @param aside runs a task on a thread without locks
   * @param closed told if the connection was closed while nobody read it
   * @return empty where there is no way in, and the server's own bounds serve
   */
  static Optional<FrameGate> gate(
      Session socket,
      StandardTransport transport,
      FrameGate.Rules rules,
      Runnable handled,
      Consumer<Runnable> aside,
      Runnable closed) {
    if (!TyrusInternals.isTyrus(socket) || !socket.getNegotiatedExtensions().isEmpty()) {
      return Optional.empty();
    }
    var gate = new FrameGate(rules);
    var stands =
        TyrusInternals.readBy(
            socket,
            reader -> {
              var input =
                  new GatedInput(
                      reader.input(),
                      gate,
                      handled,
                      reader.release(),
                      transport::isHeld,
                      () -> {
                        if (transport.isOpen()) {
                          reader.readOn();
                        } else {
                          closed.run();
                        }
                      });
              transport.readBy(() -> input.look(aside));
              return input;
            });
    return stands ? Optional.of(gate) : Optional.empty();
  }

  private static String remoteAddress(Session socket) {
    return socket
        .getRequestParameterMap()
        .getOrDefault(Transport.PEER_PARAMETER, List.of(UNKNOWN))
        .get(0);
  }

  /** Loaded on Payara only: no other server has the classes that it names. */
  private static final class Tyrus {

    private static StandardTransport transport(
        Session socket, String remoteAddress, Object writer, Consumer<Runnable> aside) {
      if (!(writer instanceof Writer known)) {
        return new StandardTransport(socket, remoteAddress);
      }
      var connection =
          TyrusInternals.connection(writer)
              .filter(NIOConnection.class::isInstance)
              .map(NIOConnection.class::cast);
      connection.ifPresent(Tyrus::letNothingWait);
      connection.ifPresent(grizzly -> TyrusInternals.shrinkRequest(writer));
      var unlocked = new TyrusWriter(known, connection.flatMap(GrizzlySocket::of), aside);
      TyrusInternals.writeBy(unlocked, socket);
      return new TyrusTransport(socket, remoteAddress, unlocked, aside);
    }

    /**
     * Lets Grizzly take a write only when the one before has left for the kernel. By itself it
     * queues four times what the kernel's buffer holds: ten megabytes on the loopback, where a
     * proxy is, for a client that does not read, and outside of its outbox.
     */
    private static void letNothingWait(NIOConnection connection) {
      // it takes a write while less than this waits, and 0 would never wake who waits for it
      connection.setMaxAsyncWriteQueueSize(1);
    }
  }
}
