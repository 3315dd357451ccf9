package chat.mongoose.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a client comes from, as far as it cannot choose: its IPv4 address, or the first 64 bits of
 * its IPv6 address, since who has one has all others behind them (RFC 6177).
 *
 * @param name the address as text, of IPv6 the first of the network
 * @param local true where a proxy may stand for everybody: loopback, link-local and private
 */
record ClientNetwork(String name, boolean local) {

  private static final int OWN_IPV6_OCTETS = 8;
  private static final int IPV6_OCTETS = 16;

  /** RFC 4193: the unique local addresses, {@code fc00::/7}. */
  private static final int UNIQUE_LOCAL = 0xFC;

  /** Of an address as text; what is none stands for itself, and no name is ever looked up. */
  static ClientNetwork of(String address) {
    if (!isNumeric(address)) {
      return new ClientNetwork(address, false);
    }
    try {
      return of(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return new ClientNetwork(address, false);
    }
  }

  private static ClientNetwork of(InetAddress address) throws UnknownHostException {
    var octets = address.getAddress();
    var six = octets.length == IPV6_OCTETS;
    var local =
        address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || six && (octets[0] & 0xFE) == UNIQUE_LOCAL;
    var name =
        six
            ? InetAddress.getByAddress(
                    Arrays.copyOf(Arrays.copyOf(octets, OWN_IPV6_OCTETS), IPV6_OCTETS))
                .getHostAddress()
            : address.getHostAddress();
    return new ClientNetwork(name, local);
  }

  /** What else there is could be a name, which the DNS would be asked about. */
  private static boolean isNumeric(String address) {
    return address.indexOf(':') >= 0
        || !address.isEmpty() && address.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
  }
}
