package chat.mongoose.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What strangers say in the server's log. */
class ReadableTest {

  @Test
  void isOneLineThatReadsAsItStands() {
    assertThat(Readable.of("id\r\n2026-11-30 ERROR\u0085x\u2028y\u202Ez\u001B[2J\uD800"))
        .isEqualTo("id??2026-11-30 ERROR?x?y?z?[2J?");
    assertThat(Readable.of("Ψυχή \uD83D\uDE00")).isEqualTo("Ψυχή \uD83D\uDE00");
    assertThat(Readable.of(null)).isEqualTo("null");
  }

  @Test
  void isNotLong() {
    assertThat(Readable.of("\uD83D\uDE00".repeat(Readable.LONGEST)))
        .isEqualTo("\uD83D\uDE00".repeat(Readable.LONGEST));
    assertThat(Readable.of("a".repeat(1_000_000))).hasSize(Readable.LONGEST + 3);
  }

  /** The id of a stanza is whatever its sender wants. */
  @Test
  void aFaultIsToldInOneLineWhateverTheStanzaIsCalled() {
    List<String> lines = new ArrayList<>();
    var logger = Logger.getLogger(Faults.class.getName());
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord said) {
            lines.add(said.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      Faults.tell(
          "stanza " + Optional.of("a\nSEVERE: all is lost\n"), new ArrayStoreException("wanted"));
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(lines).hasSize(1).allMatch(line -> line.lines().count() == 1);
  }
}
