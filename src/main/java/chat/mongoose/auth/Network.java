package chat.mongoose.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits, such as {@code 10.0.0.0/8}.
 *
 * @param bits how many of the first address count
 */
record Network(InetAddress first, int bits) {

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern BITS = Pattern.compile("\\d{1,3}");

  /** The longest address that there is as text. */
  private static final int LONGEST = 45;

  /** Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or an address alone; empty for anything else. */
  static Optional<Network> of(String text) {
    var slash = text.indexOf('/');
    if (slash < 0) {
      return address(text).map(only -> new Network(only, Byte.SIZE * only.getAddress().length));
    }
    var bits = text.substring(slash + 1);
    return address(text.substring(0, slash))
        .filter(first -> BITS.matcher(bits).matches())
        .map(first -> new Network(first, Integer.parseInt(bits)))
        .filter(Network::isWhole);
  }

  /** Reads an IP address; never asks for a name. What is IPv4 within IPv6 becomes IPv4. */
  static Optional<InetAddress> address(String text) {
    if (text.length() > LONGEST || !V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    var octets = address.getAddress();
    return octets.length == first.getAddress().length
        && Arrays.equals(masked(octets), masked(first.getAddress()));
  }

  /** False for more bits than an address has, and for an address that is not the first. */
  private boolean isWhole() {
    var octets = first.getAddress();
    return bits <= Byte.SIZE * octets.length && Arrays.equals(octets, masked(octets));
  }

  private byte[] masked(byte[] octets) {
    var masked = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      var kept = Math.max(0, Math.min(Byte.SIZE, bits - Byte.SIZE * i));
      masked[i] = (byte) (octets[i] & 0xFF << Byte.SIZE - kept);
    }
    return masked;
  }
}
