package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class TurnstileTest {

  private final Turnstile turnstile = new Turnstile(2, 3);
  private final List<String> inside = new ArrayList<>();
  private final List<CompletableFuture<String>> doors = new ArrayList<>();

  @Test
  void theOthersWaitInTheirOrder() {
    for (String name : List.of("romeo", "juliet", "tybalt", "paris")) {
      enter(name);
    }
    assertThat(inside).containsExactly("romeo", "juliet");

    doors.get(1).complete("juliet is in");
    assertThat(inside).containsExactly("romeo", "juliet", "tybalt");

    doors.get(0).completeExceptionally(new IllegalStateException("banished"));
    assertThat(inside).containsExactly("romeo", "juliet", "tybalt", "paris");
  }

  @Test
  void eachLearnsHisOwnResult() {
    var romeo = enter("romeo");
    var juliet = enter("juliet");

    doors.get(0).completeExceptionally(new IllegalStateException("banished"));
    doors.get(1).complete("juliet is in");

    assertThat(romeo.toCompletableFuture()).isCompletedExceptionally();
    assertThat(juliet.toCompletableFuture()).isCompletedWithValue("juliet is in");
  }

  @Test
  void whoFindsTooManyWaitingIsToldSo() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      enter(name);
    }

    assertThat(enter("f").toCompletableFuture())
        .failsWithin(java.time.Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(LoginUnavailable.class);
    assertThat(doors).hasSize(2);
  }

  @Test
  void aTaskThatFailsAtOnceLetsTheNextOneIn() {
    for (int i = 0; i < 10; i++) {
      var failed =
          turnstile.pass(
              () -> {
                throw new IllegalStateException("as this test wants it");
              });
      assertThat(failed.toCompletableFuture()).isCompletedExceptionally();
    }

    enter("romeo");
    assertThat(inside).containsExactly("romeo");
  }

  @Test
  void aTaskThatTellsNobodyOfItsEndLetsTheNextOneIn() {
    for (int i = 0; i < 10; i++) {
      assertThat(turnstile.pass(() -> null).toCompletableFuture()).isCompletedExceptionally();
      var deaf =
          turnstile.pass(
              () ->
                  new CompletableFuture<String>() {
                    @Override
                    public CompletableFuture<String> whenComplete(
                        BiConsumer<? super String, ? super Throwable> action) {
                      throw new StackOverflowError();
                    }
                  });
      assertThat(deaf.toCompletableFuture()).isCompletedExceptionally();
    }

    enter("romeo");
    enter("juliet");
    assertThat(inside).containsExactly("romeo", "juliet");
  }

  @Test
  void whoLeavesHasHisResultWhateverIsBehindHim() {
    var romeo = enter("romeo");
    enter("juliet");
    var tybalt = turnstile.pass(() -> null);
    enter("paris");

    doors.get(0).complete("romeo is in");

    assertThat(romeo.toCompletableFuture()).isCompletedWithValue("romeo is in");
    assertThat(tybalt.toCompletableFuture()).isCompletedExceptionally();
    assertThat(inside).containsExactly("romeo", "juliet", "paris");
  }

  @Test
  void manyThatAreDoneAtOnceDoNotPileUp() {
    var wide = new Turnstile(1, 100_000);
    var first = new CompletableFuture<Integer>();
    var last = wide.pass(() -> first);
    for (int i = 0; i < 100_000; i++) {
      var number = i;
      last = wide.pass(() -> CompletableFuture.completedFuture(number));
    }

    first.complete(-1);

    assertThat(last.toCompletableFuture()).isCompletedWithValue(99_999);
  }

  private CompletionStage<String> enter(String name) {
    return turnstile.pass(
        () -> {
          inside.add(name);
          var door = new CompletableFuture<String>();
          doors.add(door);
          return door;
        });
  }
}
