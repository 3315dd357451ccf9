package chat.mongoose.websocket;

import chat.mongoose.session.Transport;
import jakarta.websocket.Session;
import java.util.List;
import org.glassfish.tyrus.spi.Writer;

/** Chooses the way out of a server by what the server is. */
final class Transports {

  private static final String UNKNOWN = "unknown";

  private Transports() {}

  static Transport of(Session socket) {
    var remoteAddress = remoteAddress(socket);
    if (UndertowTransport.isUndertow(socket)) {
      return new UndertowTransport(socket, remoteAddress);
    }
    if (!TyrusInternals.isTyrus(socket)) {
      return new StandardTransport(socket, remoteAddress);
    }
    TyrusInternals.stopIdleTimer(socket);
    return TyrusInternals.writer(socket)
        .<Transport>map(writer -> Tyrus.transport(socket, remoteAddress, writer))
        .orElseGet(() -> new StandardTransport(socket, remoteAddress));
  }

  private static String remoteAddress(Session socket) {
    return socket
        .getRequestParameterMap()
        .getOrDefault(Transport.PEER_PARAMETER, List.of(UNKNOWN))
        .get(0);
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
