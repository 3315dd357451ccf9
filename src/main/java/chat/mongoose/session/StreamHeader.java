package chat.mongoose.session;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What opens a stream (RFC 6120 §4.7), however the transport writes it down.
 *
 * @param to the domain that the client wants, or the client's address in the server's answer
 * @param from the server's domain in its answer
 * @param id the stream's id, in the server's answer
 * @param version such as {@code 1.0}
 * @param lang the default language of what is said
 */
public record StreamHeader(
    Optional<String> to,
    Optional<String> from,
    Optional<String> id,
    Optional<String> version,
    Optional<String> lang) {

  /** The namespace of the stream's own elements. */
  public static final String STREAMS = "http://etherx.jabber.org/streams";

  /** RFC 6120 §4.7.5: numbers, whose leading zeros mean nothing. */
  private static final Pattern SINCE_ONE = Pattern.compile("0{0,9}[1-9]\\d{0,8}\\.\\d{1,9}");

  /** BCP 47 §2.1, and no longer than its §4.4.1 says that any is. */
  private static final Pattern LANGUAGE =
      Pattern.compile("(?=.{1,35}$)[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,16}");

  /** Whether this can stand in {@code xml:lang}. */
  static boolean isLanguage(String lang) {
    return LANGUAGE.matcher(lang).matches();
  }

  /** Whether who speaks this version speaks ours too, by which he is answered. */
  static boolean isSinceOne(String version) {
    return version.equals("1.0") || SINCE_ONE.matcher(version).matches();
  }
}
