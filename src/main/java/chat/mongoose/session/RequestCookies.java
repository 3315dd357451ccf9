package chat.mongoose.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cookies of the request that brought a client here (RFC 6265 §5.4): of the WebSocket handshake
 * or of the first BOSH request. They may be what its user is logged in by at the site, so a door
 * reads them from requests of allowed origins only, none may be logged, and {@link Session} forgets
 * them as soon as somebody is logged in.
 *
 * @param values by name, as they were sent; of a name that was sent twice the first
 */
public record RequestCookies(Map<String, String> values) {

  /** What a request without cookies carried. */
  public static final RequestCookies NONE = new RequestCookies(Map.of());

  /** Characters that all of them may have; who sends more has sent none. */
  static final int MAX_LENGTH = 16_384;

  /** How many there may be; who sends more has sent none. */
  static final int MAX_COUNT = 100;

  public RequestCookies {
    values = Map.copyOf(values);
  }

  /** Reads the lines of the header {@code Cookie}; what is no cookie is passed over. */
  public static RequestCookies of(List<String> headers) {
    if (headers.stream().mapToInt(String::length).sum() > MAX_LENGTH) {
      return NONE;
    }
    var values = new LinkedHashMap<String, String>();
    for (String header : headers) {
      for (String pair : header.split(";")) {
        var equals = pair.indexOf('=');
        var name = pair.substring(0, Math.max(0, equals)).strip();
        if (!name.isEmpty()) {
          values.putIfAbsent(name, unquoted(pair.substring(equals + 1).strip()));
        }
      }
    }
    return values.size() > MAX_COUNT ? NONE : new RequestCookies(values);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** RFC 6265 §4.1.1: quotes around a value are not part of what they hold. */
  private static String unquoted(String value) {
    var quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Nothing of their values. */
  @Override
  public String toString() {
    return values.size() + " cookies";
  }
}
