package chat.mongoose.load;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** Where the sessions connect to, and from which local addresses. */
final class Endpoint {

  final InetSocketAddress address;

  /** Value of the HTTP Host header. */
  final String host;

  final String path;
  private final int sources;

  Endpoint(URI url, int sources) throws UnknownHostException {
    int port = url.getPort() < 0 ? 80 : url.getPort();
    this.address = new InetSocketAddress(ipv4(url.getHost()), port);
    this.host = url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + port;
    this.path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    this.sources = sources;
  }

  private static InetAddress ipv4(String host) throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (address instanceof Inet4Address) {
        return address;
      }
    }
    return InetAddress.getByName(host);
  }

  /** The local address for a connection, or null to let the system choose. */
  InetSocketAddress sourceOf(int index) {
    if (sources <= 1) {
      return null;
    }
    byte[] loopback = {127, 0, 0, (byte) (1 + index % sources)};
    try {
      return new InetSocketAddress(InetAddress.getByAddress(loopback), 0);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
