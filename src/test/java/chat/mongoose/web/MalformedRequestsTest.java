package chat.mongoose.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** How much of the log strangers can fill. */
class MalformedRequestsTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private final MalformedRequests filter = new MalformedRequests();

  @Test
  void aMalformedRequestIsOneLine() {
    var said = said(NOON, malformed("Invalid\n2026-11-30 a line of mine" + "x".repeat(9000)));

    assertThat(filter.isLoggable(said)).isTrue();
    assertThat(said.getThrown()).isNull();
    assertThat(said.getMessage())
        .startsWith("A request was malformed: java.io.IOException: Invalid?2026")
        .hasSizeLessThan(300);
  }

  @Test
  void manyAreCountedInsteadOfWritten() {
    var written = 0;
    for (int i = 0; i < 1000; i++) {
      written += filter.isLoggable(said(NOON.plusMillis(i), malformed("bad"))) ? 1 : 0;
    }
    assertThat(written).isEqualTo(MalformedRequests.MOST);

    var later = said(NOON.plusSeconds(61), malformed("bad"));
    assertThat(filter.isLoggable(later)).isTrue();
    assertThat(later.getMessage()).endsWith("(and 990 more before)");
  }

  /** Of headers that contradict each other it says a line, without an exception. */
  @Test
  void whatIsSaidWithoutAnExceptionIsCountedToo() {
    var written = 0;
    for (int i = 0; i < 1000; i++) {
      var said = said(NOON, null);
      said.setLoggerName("org.glassfish.grizzly.http.HttpServerFilter");
      written += filter.isLoggable(said) ? 1 : 0;
    }
    assertThat(written).isEqualTo(MalformedRequests.MOST);
  }

  @Test
  void whatFailsInAServletIsWrittenWhole() {
    var bug = new IllegalStateException("ours"); // this class is of our packages
    for (int i = 0; i < 100; i++) {
      var said = said(NOON, bug);
      assertThat(filter.isLoggable(said)).isTrue();
      assertThat(said.getThrown()).isSameAs(bug);
    }
    assertThat(filter.isLoggable(said(NOON, null))).isTrue();
  }

  private static Throwable malformed(String message) {
    var thrown = new IOException(message);
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("org.apache.catalina.connector.CoyoteAdapter", "service", "", 1)
        });
    return thrown;
  }

  private static LogRecord said(Instant when, Throwable thrown) {
    var said = new LogRecord(Level.SEVERE, "An exception or error occurred");
    said.setInstant(when);
    said.setThrown(thrown);
    return said;
  }
}
