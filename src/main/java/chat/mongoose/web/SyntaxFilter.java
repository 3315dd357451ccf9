package chat.mongoose.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses what REST is asked in a form that HTTP does not have: an address that is none (RFC 3986
 * §3.3), and headers that name media types or languages in no way there is (RFC 9110 §8.3, §12.5).
 * RESTEasy writes a stack trace of 8 to 14 kB into WildFly's log for each of them, which anybody
 * can send, and a page can make its visitors' browsers send.
 *
 * <p>It is no stricter than that: a type may be {@code *} alone, as Java's own client sends it, and
 * of parameters only the weight is looked at.
 */
public class SyntaxFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]{1,200}";
  private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
  private static final Pattern LANGUAGE = Pattern.compile("\\*|[\\w-]{1,200}");
  private static final Pattern WEIGHT = Pattern.compile("0?\\.\\d{1,9}|[01](\\.0{0,9})?");

  /** Of RFC 2965: a version that is no number. */
  private static final Pattern VERSION =
      Pattern.compile("\\$Version\\s*=(?!\\s*\"?\\d\"?\\s*([;,]|$))");

  private static final Pattern ADDRESS = Pattern.compile("[\\w~!$&'()*+,;=:@/%.-]*");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isAddress(request.getRequestURI())
        && headers(request, "Accept").allMatch(SyntaxFilter::areTypes)
        && headers(request, "Accept-Language").allMatch(SyntaxFilter::areLanguages)
        && headers(request, "Cookie").noneMatch(cookies -> VERSION.matcher(cookies).find())
        && headers(request, "Content-Type").allMatch(type -> isType(first(type)))) {
      chain.doFilter(request, response);
    } else {
      Refusal.MALFORMED.answerAndClose(request, response);
    }
  }

  private static Stream<String> headers(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name)).stream();
  }

  static boolean areTypes(String header) {
    return all(header, range -> range.equals("*") || isType(range));
  }

  static boolean areLanguages(String header) {
    return all(header, range -> LANGUAGE.matcher(range).matches());
  }

  /** Whether each that a header lists, and its weight, is what it has to be. */
  private static boolean all(String header, Predicate<String> known) {
    return Stream.of(header.split(","))
        .filter(range -> !range.isBlank())
        .allMatch(range -> known.test(first(range)) && isWeighed(range));
  }

  private static boolean isType(String text) {
    return TYPE.matcher(text).matches();
  }

  private static String first(String range) {
    return range.split(";", 2)[0].strip();
  }

  private static boolean isWeighed(String range) {
    return Stream.of(range.split(";"))
        .skip(1)
        .map(parameter -> parameter.split("=", 2))
        .filter(parameter -> parameter[0].strip().matches("(?i)qs?"))
        .allMatch(
            parameter -> parameter.length == 2 && WEIGHT.matcher(parameter[1].strip()).matches());
  }

  /** Whether it has the characters of a path only, and those that it escapes are UTF-8. */
  static boolean isAddress(String path) {
    if (!ADDRESS.matcher(path).matches()) {
      return false;
    }
    try {
      var octets = URLDecoder.decode(path.replace("+", "%2B"), ISO_8859_1).getBytes(ISO_8859_1);
      UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
      return true;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return false;
    }
  }
}
