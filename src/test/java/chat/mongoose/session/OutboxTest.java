package chat.mongoose.session;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.Outbox.Offer;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final int THREADS = 4;
  private static final int EACH = 10_000;

  private final Recorder transport = new Recorder();
  private int lost;
  private final Outbox outbox = new Outbox(transport, 100, 10_000, () -> lost++);

  @Test
  void aFrameLeavesAtOnceWhenTheTransportIsFree() {
    assertThat(outbox.offer(frame("a"))).isEqualTo(Offer.TAKEN);

    assertThat(transport.frames).containsExactly("<a xmlns=\"\"/>");
  }

  @Test
  void whatComesDuringAWriteLeavesTogetherInTheNext() {
    transport.held = true;
    for (String name : "abcd".split("")) {
      outbox.offer(frame(name));
    }
    assertThat(transport.batches).containsExactly(1);

    transport.release();

    assertThat(transport.batches).containsExactly(1, 3);
    assertThat(transport.frames)
        .containsExactly(
            "<a xmlns=\"\"/>", "<b xmlns=\"\"/>", "<c xmlns=\"\"/>", "<d xmlns=\"\"/>");
  }

  @Test
  void whatIsGatheredLeavesTogetherWhenItIsReleased() {
    outbox.gather();
    outbox.offer(frame("a"));
    outbox.offer(frame("b"));
    assertThat(transport.batches).isEmpty();

    outbox.release();

    assertThat(transport.batches).containsExactly(2);
    outbox.offer(frame("c"));
    assertThat(transport.batches).containsExactly(2, 1);
  }

  @Test
  void whatIsQueuedLeavesWithTheNextOrByItself() {
    outbox.queue(frame("a"));
    outbox.queue(frame("b"));
    assertThat(transport.batches).isEmpty();

    outbox.offer(frame("c"));
    assertThat(transport.batches).containsExactly(3);

    outbox.queue(frame("d"));
    outbox.run();
    outbox.run();
    assertThat(transport.batches).containsExactly(3, 1);
  }

  @Test
  void whatEndsWhileItIsGatheredIsWrittenBeforeTheTransportCloses() {
    outbox.gather();
    outbox.offer(frame("a"));
    outbox.close();
    assertThat(transport.closed).isFalse();

    outbox.release();

    assertThat(transport.frames).containsExactly("<a xmlns=\"\"/>");
    assertThat(transport.closed).isTrue();
  }

  @Test
  void aSlowReaderIsToldApartByFramesAndByOctets() {
    transport.held = true;
    outbox.offer(frame("first"));
    for (int i = 0; i < 100; i++) {
      assertThat(outbox.offer(frame("a"))).isEqualTo(Offer.TAKEN);
    }
    assertThat(outbox.offer(frame("a"))).isEqualTo(Offer.FULL);

    var byOctets = new Outbox(transport, 100, 10_000, () -> lost++);
    byOctets.offer(frame("first"));
    assertThat(byOctets.offer(frame("x".repeat(9_980)))).isEqualTo(Offer.TAKEN);
    assertThat(byOctets.offer(frame("x".repeat(100)))).isEqualTo(Offer.FULL);
  }

  @Test
  void whatWaitsAsManagementBeginsIsNotAcknowledged() {
    transport.held = true;
    outbox.offer(frame("features"));
    outbox.offer(stanza("bound"));
    outbox.manage(frame("enabled"));
    outbox.offer(stanza("first"));
    transport.release();

    // XEP-0198 §4: the client counts from <enabled/> on
    assertThat(outbox.sent()).isOne();
    assertThat(outbox.acknowledge(1)).isTrue();
    assertThat(outbox.recall()).isEmpty();
  }

  @Test
  void aReaderThatStallsIsNoticedWhileThereIsRoom() {
    transport.held = true;
    outbox.manage(frame("enabled"));
    for (int i = 0; i < 75; i++) {
      assertThat(outbox.offer(frame("a"))).isEqualTo(Offer.TAKEN);
    }
    assertThat(outbox.offer(frame("a"))).isEqualTo(Offer.STALLED);
    assertThat(transport.batches).containsExactly(1);

    outbox.detach();

    assertThat(outbox.offer(frame("a"))).isEqualTo(Offer.TAKEN);
  }

  @Test
  void aReaderThatCatchesUpIsNotStalled() {
    transport.held = true;
    var large = new Outbox(transport, 100, Long.MAX_VALUE, () -> lost++);
    var half = frame("x".repeat(30_000));
    large.manage(half);
    for (int i = 0; i < 80; i++) {
      large.offer(half);
    }

    // two leave, and two come
    transport.releaseOne();

    assertThat(large.offer(half)).isEqualTo(Offer.TAKEN);
    assertThat(large.offer(half)).isEqualTo(Offer.TAKEN);
  }

  @Test
  void roomThatHasBeenWrittenIsRoomAgain() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(outbox.offer(frame("x".repeat(9_000)))).isEqualTo(Offer.TAKEN);
    }
  }

  @Test
  void itClosesBehindWhatWaits() {
    transport.held = true;
    outbox.offer(frame("a"));
    outbox.offer(frame("b"));
    outbox.close();
    outbox.offer(frame("late"));
    assertThat(transport.closed).isFalse();

    transport.release();

    assertThat(transport.frames).containsExactly("<a xmlns=\"\"/>", "<b xmlns=\"\"/>");
    assertThat(transport.closed).isTrue();
  }

  @Test
  void aFailedWriteIsALostConnection() {
    transport.held = true;
    outbox.offer(frame("a"));
    outbox.offer(frame("b"));

    transport.fail();

    assertThat(lost).isEqualTo(1);
    assertThat(transport.frames).hasSize(1);
  }

  @Test
  void aThousandFramesWithAnsweringTransportDoNotDeepenTheStack() {
    transport.held = true;
    var large = new Outbox(transport, 200_000, Long.MAX_VALUE, () -> lost++);
    var big = frame("x".repeat(70_000));
    for (int i = 0; i < 20_000; i++) {
      large.offer(big);
    }

    transport.frames.clear();
    transport.release();

    assertThat(transport.batches).hasSize(20_000);
  }

  @Test
  void framesOfSeveralThreadsLeaveOneBatchAtATimeAndInEachOnesOrder() throws Exception {
    var large = new Outbox(transport, 200_000, Long.MAX_VALUE, () -> lost++);
    var together = new CyclicBarrier(THREADS);
    var threads = new ArrayList<Thread>();
    for (var name : List.of("a", "b", "c", "d")) {
      var thread =
          new Thread(
              () -> {
                for (int i = 0; i < EACH; i++) {
                  if (i % 100 == 0) {
                    meet(together);
                  }
                  large.offer(frame(name + i));
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    // it is no list for several threads, so it has them all only if they came one by one
    var each = transport.frames.stream().collect(groupingBy(text -> text.charAt(1)));
    assertThat(each).hasSize(THREADS);
    each.forEach(
        (name, frames) ->
            assertThat(frames)
                .isEqualTo(
                    IntStream.range(0, EACH)
                        .mapToObj(i -> "<%c%d xmlns=\"\"/>".formatted(name, i))
                        .toList()));
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Rendered stanza(String id) {
    return Rendered.of(Element.of("jabber:client", "message").with("id", id));
  }

  private static Rendered frame(String name) {
    return Rendered.of(Element.of("", name));
  }

  @Test
  void anInactiveClientGetsMessagesAtOnceAndTheNewestPresenceLater() {
    outbox.inactive();
    outbox.offer(presence("room/romeo", "away"));
    outbox.offer(presence("room/juliet", "away"));
    outbox.offer(frame("message"));
    outbox.offer(presence("room/romeo", "dnd"));
    assertThat(transport.frames).containsExactly("<message xmlns=\"\"/>");

    outbox.active();

    assertThat(transport.frames).hasSize(3);
    assertThat(transport.frames.get(1)).contains("juliet").contains("away");
    assertThat(transport.frames.get(2)).contains("romeo").contains("dnd");
  }

  /** RFC 6120 §10.1: nobody's message overtakes his presence. */
  @Test
  void whoSaysSomethingHasHisPresenceToldBefore() {
    outbox.inactive();
    outbox.offer(presence("room/romeo", "away"));
    outbox.offer(typing("room/romeo"));
    outbox.offer(presence("room/juliet", "away"));
    assertThat(transport.frames).isEmpty();

    outbox.offer(message("room/romeo"));

    assertThat(String.join("", transport.frames))
        .containsSubsequence("presence", "romeo", "away", "message", "romeo", "hello")
        .doesNotContain("composing", "juliet");
    transport.frames.clear();
    outbox.active();
    assertThat(String.join("", transport.frames)).contains("juliet").doesNotContain("romeo");
  }

  private static Rendered message(String from) {
    return Rendered.of(
        Element.of("jabber:client", "message")
            .with("from", from)
            .plus(Element.of("jabber:client", "body").plus("hello")));
  }

  private static Rendered typing(String from) {
    return Rendered.of(
        Element.of("jabber:client", "message")
            .with("from", from)
            .plus(Element.of("http://jabber.org/protocol/chatstates", "composing")));
  }

  @Test
  void whatIsHeldBackIsBoundedToo() {
    outbox.inactive();
    for (int i = 0; i < 1_000; i++) {
      assertThat(outbox.offer(presence("room/romeo", "" + i))).isEqualTo(Offer.TAKEN);
    }
    for (int i = 0; i < 99 && outbox.offer(presence("room/" + i, "x")) == Offer.TAKEN; i++) {
      assertThat(transport.frames).isEmpty();
    }

    assertThat(outbox.offer(presence("room/last", "x".repeat(9_000)))).isEqualTo(Offer.FULL);
  }

  private static Rendered presence(String from, String show) {
    return Rendered.of(
        Element.of("jabber:client", "presence")
            .with("from", from)
            .plus(Element.of("jabber:client", "show").plus(show)));
  }

  @Test
  void aTransportThatThrowsHasLostItsClientAndNobodyElseHearsOfIt() {
    transport.broken = new StackOverflowError();

    assertThat(outbox.offer(frame("a"))).isEqualTo(Offer.TAKEN);

    assertThat(lost).isEqualTo(1);
  }

  @Test
  void aTransportThatThrowsAtWhatHasWaitedHasLostItsClientToo() {
    transport.held = true;
    outbox.offer(frame("a"));
    outbox.offer(frame("b"));
    transport.broken = new IllegalStateException("as this test wants it");

    transport.release();

    assertThat(lost).isEqualTo(1);
  }
}
