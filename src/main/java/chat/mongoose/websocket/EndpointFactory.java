package chat.mongoose.websocket;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.session.StreamNegotiation;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Makes the endpoint of each connection. Left to itself, Payara analyses the class anew for each,
 * under a lock, which costs more than the stream's negotiation. It also takes from each handshake
 * what its connection wants to know.
 */
public final class EndpointFactory extends ServerEndpointConfig.Configurator {

  private volatile Beans beans;

  @Override
  public <T> T getEndpointInstance(Class<T> type) {
    var known = beans;
    if (known == null) {
      known = Beans.find();
      beans = known;
    }
    return type.cast(
        new XmppEndpoint(known.negotiation(), known.limit(), known.unfinished(), known.lanes()));
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    HandshakeCookies.carry(request, config);
  }

  private record Beans(
      StreamNegotiation negotiation, FrameLimit limit, Unfinished unfinished, Lanes lanes) {

    private static Beans find() {
      var all = CDI.current();
      return new Beans(
          all.select(StreamNegotiation.class).get(),
          all.select(FrameLimit.class).get(),
          all.select(Unfinished.class).get(),
          all.select(Lanes.class).get());
    }
  }
}
