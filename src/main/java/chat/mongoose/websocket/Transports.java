package chat.mongoose.websocket;

import chat.mongoose.session.Transport;
import jakarta.websocket.Session;
import org.glassfish.tyrus.spi.Writer;

/** Chooses the way out of a server by what the server is. */
final class Transports {

  private static final String UNKNOWN = "unknown";

  private Transports() {}

  static Transport of(Session socket) {
    if (!TyrusInternals.isTyrus(socket)) {
      return new StandardTransport(socket, UNKNOWN);
    }
    TyrusInternals.stopIdleTimer(socket);
    var remoteAddress = TyrusInternals.remoteAddress(socket).orElse(UNKNOWN);
    return TyrusInternals.writer(socket)
        .<Transport>map(writer -> Tyrus.transport(socket, remoteAddress, writer))
        .orElseGet(() -> new StandardTransport(socket, remoteAddress));
  }

  /** Loaded on Payara only: no other server has the classes that it names. */
  private static final class Tyrus {

    private static Transport transport(Session socket, String remoteAddress, Object writer) {
      return writer instanceof Writer known
          ? new TyrusTransport(socket, remoteAddress, known)
          : new StandardTransport(socket, remoteAddress);
    }
  }
}
