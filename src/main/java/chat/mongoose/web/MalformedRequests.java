package chat.mongoose.web;

import chat.mongoose.guard.Seldom;
import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Lets Payara say in one line, and {@value #MOST} times a minute at most, that a request was
 * malformed. It writes a stack trace of 20 to 30 lines for each, such as {@code GET /%zz}, of which
 * anybody can send thousands a second. What failed in a servlet or filter is no such request, and
 * is written as it is.
 *
 * <p>Decision: a filter of ours, since the levels of those loggers would silence the failures of
 * servlets too. What RESTEasy would write on WildFly is refused before it gets there, by {@link
 * SyntaxFilter}.
 *
 * <p>Any thread may call it.
 */
@ApplicationScoped
public class MalformedRequests implements Filter {

  static final int MOST = 10;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int LONGEST = 200;

  /** They say a line, without an exception, of headers that contradict each other. */
  private static final Set<String> OF_HEADERS =
      Set.of(
          "org.glassfish.grizzly.http.HttpServerFilter",
          "org.glassfish.grizzly.http.HttpCodecFilter");

  /** Kept, since the platform forgets loggers that nobody keeps. */
  private static final List<Logger> LOGGERS =
      Stream.concat(
              OF_HEADERS.stream(),
              Stream.of(
                  "jakarta.enterprise.web.core",
                  "org.glassfish.grizzly.filterchain.DefaultFilterChain"))
          .map(Logger::getLogger)
          .toList();

  private final Seldom lines = new Seldom(MOST, WINDOW);

  /** For the container. */
  public MalformedRequests() {}

  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {
    for (Logger logger : LOGGERS) {
      if (logger.getFilter() == null) {
        logger.setFilter(this);
      }
    }
  }

  @PreDestroy
  void stop() {
    LOGGERS.stream()
        .filter(logger -> logger.getFilter() == this)
        .forEach(logger -> logger.setFilter(null));
  }

  @Override
  public boolean isLoggable(LogRecord said) {
    var cause = said.getThrown();
    if (cause == null ? !isOfHeaders(said) : hasReachedUs(cause)) {
      return true;
    }
    // the container does not say whose it was
    SecurityLog.tell(SecurityEvent.of(Kind.MALFORMED, "").reason("http"));
    var unsaid = lines.take(said.getInstant());
    if (unsaid.isEmpty()) {
      return false;
    }
    said.setThrown(null);
    said.setParameters(null);
    said.setResourceBundle(null);
    said.setMessage(
        "A request was malformed: "
            + readable(cause == null ? said.getMessage() : cause.toString())
            + (unsaid.getAsLong() > 0 ? " (and " + unsaid.getAsLong() + " more before)" : ""));
    return true;
  }

  private static boolean isOfHeaders(LogRecord said) {
    return said.getLoggerName() != null && OF_HEADERS.contains(said.getLoggerName());
  }

  /** Whether a servlet, or a filter before it, has been asked. */
  private static boolean hasReachedUs(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .limit(MOST)
        .flatMap(cause -> Stream.of(cause.getStackTrace()))
        .anyMatch(
            frame ->
                frame.getClassName().startsWith("chat.mongoose.")
                    || frame
                        .getClassName()
                        .equals("org.apache.catalina.core.StandardWrapperValve"));
  }

  /** What the client has sent may be in it: no line breaks, no end. */
  private static String readable(String said) {
    var text = said.replaceAll("\\p{Cntrl}", "?");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
