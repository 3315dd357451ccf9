package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests, deliveries and looks at the clock at the same time: nothing is lost, or out of turn.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyThreadsTest {

  private static final int SENDERS = 3;
  private static final int EACH = 3_000;
  private static final int IN_EACH_REQUEST = 5;

  private final Stage stage = new Stage();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Long, Reply> replies = new ConcurrentSkipListMap<>();
  private final Semaphore underWay = new Semaphore(3);
  private final Semaphore room = new Semaphore(Stage.OUTBOX / 2);
  private final CountDownLatch undelivered = new CountDownLatch(SENDERS * EACH);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void everythingArrivesOnceAndInOrder() throws Exception {
    var client = stage.client("hold='2'");
    var session = client.logIn();
    var senders = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < SENDERS; i++) {
      var name = "sender" + i;
      senders.add(CompletableFuture.runAsync(() -> send(name, session), threads));
    }
    var clock = CompletableFuture.runAsync(this::lookUntilDelivered, threads);

    var requests = new ArrayList<CompletableFuture<Void>>();
    var said = 0;
    var next = 0;
    while (undelivered.getCount() > 0) {
      underWay.acquire();
      said++;
      var content = new StringBuilder();
      for (int i = 0; i < IN_EACH_REQUEST; i++) {
        content.append(Stage.message("m" + next++));
      }
      var request = client.request(103 + said, "", content.toString());
      var rid = 103L + said;
      replies.put(rid, new Reply());
      requests.add(CompletableFuture.runAsync(() -> post(request, replies.get(rid)), threads));
    }
    senders.forEach(CompletableFuture::join);
    requests.forEach(CompletableFuture::join);
    clock.join();

    // its answer shows that all before it have been handled
    client.sendAs(104 + said, "type='terminate'", "").body();
    assertThat(stage.routed).hasSize(next);
    for (int i = 0; i < next; i++) {
      assertThat(stage.routed.get(i)).isEqualTo("m" + i);
    }
    for (int i = 0; i < SENDERS; i++) {
      assertInOrder("sender" + i);
    }
  }

  private void post(String request, Reply reply) {
    stage.bosh.received(
        request.getBytes(StandardCharsets.UTF_8),
        Stage.PEER,
        answer -> {
          reply.accept(answer);
          var delivered = reply.body().children().size();
          underWay.release();
          room.release(delivered);
          for (int i = 0; i < delivered; i++) {
            undelivered.countDown();
          }
        });
  }

  private void send(String name, Session session) {
    for (int i = 0; i < EACH; i++) {
      room.acquireUninterruptibly();
      session.send(Stage.stanza(name).with("number", Integer.toString(i)));
    }
  }

  private void lookUntilDelivered() {
    while (undelivered.getCount() > 0) {
      stage.bosh.look();
    }
  }

  private void assertInOrder(String name) {
    List<String> numbers =
        replies.values().stream()
            .filter(reply -> !reply.isHeld())
            .flatMap(reply -> reply.body().children().stream())
            .filter(stanza -> stanza.attribute("id").orElse("").equals(name))
            .map(stanza -> stanza.attribute("number").orElseThrow())
            .toList();
    assertThat(numbers).hasSize(EACH);
    for (int i = 0; i < EACH; i++) {
      assertThat(numbers.get(i)).isEqualTo(Integer.toString(i));
    }
  }
}
