package chat.mongoose.archive;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A page of long messages ends before it is too much for who reads slowly. */
class PageSizeTest {

  private static final int LENGTH = 30_000;

  @Test
  void aPageOfShortMessagesStaysAsItIs() {
    var page = page(50);

    assertThat(PageSize.cut(page, messages(50, 100), false)).isSameAs(page);
  }

  @Test
  void aLongPageIsCutAtTheEndThatIsFarther() {
    var page = page(10);
    var fitting = PageSize.MOST / (LENGTH + 100);

    var forward = PageSize.cut(page, messages(10, LENGTH), false);
    assertThat(forward.records()).isEqualTo(page.records().subList(0, fitting));
    assertThat(forward.complete()).isFalse();

    var backward = PageSize.cut(page, messages(10, LENGTH), true);
    assertThat(backward.records()).isEqualTo(page.records().subList(10 - fitting, 10));
    assertThat(backward.complete()).isFalse();
  }

  @Test
  void oneMessageIsAlwaysThere() {
    var cut = PageSize.cut(page(2), messages(2, 2 * PageSize.MOST), true);

    assertThat(cut.records()).hasSize(1);
  }

  private static List<Message> messages(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                (Message)
                    Stanza.of(
                        Element.of(Stanza.NS, "message")
                            .plus(Element.of("u", "x").plus("x".repeat(length)))))
        .toList();
  }

  private static ArchivePage page(int count) {
    return new ArchivePage(IntStream.range(0, count).mapToObj(PageSizeTest::kept).toList(), true);
  }

  private static ArchiveRecord kept(int number) {
    return ArchiveRecord.of(Samples.said(Samples.LOBBY, number, Samples.ROMEO, "O"));
  }
}
