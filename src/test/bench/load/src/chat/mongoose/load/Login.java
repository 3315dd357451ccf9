package chat.mongoose.load;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.IntFunction;

/**
 * How users prove who they are.
 *
 * @param domain the XMPP domain
 * @param mechanism of SASL
 * @param response of the user with this number; empty for none
 */
record Login(String domain, String mechanism, IntFunction<String> response) {

  /** ANONYMOUS or PLAIN, as the options say. */
  static Login of(Options options) {
    return options.plain
        ? new Login(options.domain, "PLAIN", index -> credentials(options, index))
        : new Login(options.domain, "ANONYMOUS", index -> "");
  }

  private static String credentials(Options options, int index) {
    String number = Integer.toString(options.firstUser + index);
    return "\0"
        + options.userPattern.replace("%d", number)
        + "\0"
        + options.passwordPattern.replace("%d", number);
  }

  String authentication(int index) {
    return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='"
        + mechanism
        + "'>"
        + Base64.getEncoder().encodeToString(response.apply(index).getBytes(StandardCharsets.UTF_8))
        + "</auth>";
  }
}
