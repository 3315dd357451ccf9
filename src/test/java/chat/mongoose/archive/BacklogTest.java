package chat.mongoose.archive;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose messages are written when much waits. */
class BacklogTest {

  private final Backlog backlog = new Backlog(4_000, 100_000_000);
  private int count;

  @Test
  void aRoomInWhichLittleIsSaidDoesNotWaitForThoseInWhichMuchIs() throws InterruptedException {
    offer("much", 1_300);
    offer("more", 800);
    offer("little", 2);

    var batch = rooms(backlog.take(System.nanoTime(), Backlog.BATCH));

    assertThat(batch).hasSize(Backlog.BATCH);
    assertThat(batch.subList(0, 6))
        .containsExactly("much", "more", "little", "much", "more", "little");
  }

  @Test
  void eachRoomKeepsItsOrder() throws InterruptedException {
    offer("one", 50);
    offer("other", 50);
    offer("one", 50);

    var batch = backlog.take(System.nanoTime(), Backlog.BATCH);

    assertThat(batch).hasSize(150);
    for (String room : List.of("one", "other")) {
      assertThat(batch.stream().filter(entry -> room(entry).equals(room)))
          .extracting(entry -> entry.kept().id())
          .isSorted();
    }
  }

  @Test
  void oneRoomLeavesPlacesToOthersAndSoDoMany() {
    assertThat(offer("one", 10_000)).isBetween(500, 1_000);
    IntStream.range(0, 100).forEach(i -> offer("other" + i, 10_000));

    assertThat(offer("quiet", 10)).isEqualTo(Backlog.FEW);
  }

  @Test
  void whateverComesThereIsABound() {
    var taken = IntStream.range(0, 10_000).map(i -> offer("room" + i, 10)).sum();

    assertThat(taken).isEqualTo(5_000);
  }

  @Test
  void longMessagesLeaveCharactersToOthers() {
    var narrow = new Backlog(4_000, 100_000);
    var taken = 0;
    while (narrow.offer(entry("one", "x".repeat(1_000)))) {
      taken++;
    }

    assertThat(taken).isBetween(10, 30);
    assertThat(narrow.offer(entry("quiet", "x".repeat(1_000)))).isTrue();
  }

  @Test
  void whatIsDueIsDroppedOfEachRoomAndThenThereIsRoomAgain() throws InterruptedException {
    offer("one", 100);
    offer("other", 100);

    assertThat(backlog.drop(entry -> room(entry).equals("other"))).hasSize(100);
    assertThat(backlog.take(System.nanoTime(), Backlog.BATCH)).hasSize(100);
    backlog.close();
    assertThat(backlog.isOver()).isTrue();
  }

  private int offer(String room, int messages) {
    var taken = 0;
    while (taken < messages && backlog.offer(entry(room, "x"))) {
      taken++;
    }
    return taken;
  }

  private Entry entry(String room, String text) {
    var jid = Jid.of(room, "chat.example.org");
    return new Entry(
        ArchiveRecord.of(Samples.said(jid, ++count, Samples.ROMEO, text)), Long.MAX_VALUE);
  }

  private static String room(Entry entry) {
    return entry.kept().room().local().orElseThrow();
  }

  private static List<String> rooms(List<Entry> batch) {
    var rooms = new ArrayList<String>();
    batch.forEach(entry -> rooms.add(room(entry)));
    return rooms;
  }
}
