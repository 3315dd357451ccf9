package chat.mongoose.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** Under which short names the brake remembers a try. */
record BrakeKey(String address, String account) {

  private static final int LONG = 64;

  /** RFC 6177: who has IPv6 has a network of this many bytes, and all addresses in it. */
  private static final int NETWORK = 8;

  /**
   * @param address a peer's address as text
   * @param account a name as it was typed
   */
  BrakeKey {
    address = "address " + shortened(network(address));
    var username = account;
    account = "account " + shortened(Username.prepared(account).orElseGet(() -> folded(username)));
  }

  /** The account at this address. */
  String pair() {
    return account + " at " + address;
  }

  /** A name that only a foreign login module may know; it may not care for case or spaces. */
  private static String folded(String username) {
    return username.strip().toLowerCase(Locale.ROOT);
  }

  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      var bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == NETWORK * 2
          ? InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, NETWORK), bytes.length))
              .getHostAddress()
          : InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }

  private static String shortened(String name) {
    return name.length() <= LONG
        ? name
        : Base64.getEncoder()
            .encodeToString(ScramHash.SHA_256.digest(name.getBytes(StandardCharsets.UTF_8)));
  }
}
