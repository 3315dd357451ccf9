package chat.mongoose.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.MariaDb;
import chat.mongoose.testkit.Mongoose;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Archived before said: what anybody has heard is kept, in its order and once, also if the server
 * is killed while twenty guests talk as fast as they can; and what is said after the next start
 * goes on where the archive ends.
 */
@Timeout(300)
class CrashIT {

  private static final int GUESTS = 20;
  private static final int ROOMS = 4;

  /** Messages that one guest hears before the server is killed. */
  private static final int ENOUGH = 400;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<EagerGuest> guests = new ArrayList<>();
  private int lives;

  @Test
  @Tag("server")
  void whatWasHeardIsKeptOnH2() throws Exception {
    try (var server = hurried(Mongoose.withDefaults())) {
      talkUntil(server, server::kill);
      assertNothingWasRefused();
      talkToTheEnd(server);
      assertNothingWasRefused();
      assertKept(archived(server));
    }
  }

  @Test
  void whatWasHeardIsKeptOnMariaDb() throws Exception {
    try (var database = MariaDb.create();
        var server = hurried(Mongoose.on(database))) {
      talkUntil(
          server,
          () -> {
            database.kill();
            server.kill();
          });
      database.start();
      talkToTheEnd(server);
      assertKept(archived(server));
    }
  }

  /** What protects from strangers, and from a machine that is too slow, is not the matter here. */
  private static Mongoose hurried(Mongoose server) {
    return server
        .and("mongoose.routing.rate", "100000")
        .and("mongoose.routing.burst", "100000")
        .and("mongoose.archive.timeout", "PT30S");
  }

  /** One life of the server, which ends in the middle of many messages. */
  private void talkUntil(Mongoose server, Runnable crash) throws InterruptedException {
    var present = begin(server);
    crash.run();
    present.forEach(EagerGuest::awaitEnd);
  }

  /** One life of the server, in which all that was said is heard. */
  private void talkToTheEnd(Mongoose server) throws InterruptedException {
    var present = begin(server);
    present.forEach(EagerGuest::hush);
    present.forEach(EagerGuest::leave);
    assertThat(present).allSatisfy(guest -> assertThat(guest.errors()).isEmpty());
  }

  /** Starts the server and lets all guests talk, until one of them has heard enough. */
  private List<EagerGuest> begin(Mongoose server) throws InterruptedException {
    server.start();
    var life = ++lives;
    var enough = new CountDownLatch(1);
    var present =
        IntStream.range(0, GUESTS)
            .mapToObj(
                number -> {
                  var heard = new AtomicInteger();
                  return new EagerGuest(
                      "guest-%d-%d".formatted(life, number),
                      "room-%d@conference.localhost".formatted(number % ROOMS),
                      () -> {
                        if (heard.incrementAndGet() == ENOUGH) {
                          enough.countDown();
                        }
                      });
                })
            .toList();
    guests.addAll(present);
    present.forEach(guest -> guest.enter(server.webSocket()));
    present.forEach(EagerGuest::talk);
    assertThat(enough.await(2, TimeUnit.MINUTES)).as("heard enough").isTrue();
    return present;
  }

  private void assertNothingWasRefused() {
    assertThat(guests).allSatisfy(guest -> assertThat(guest.errors()).isEmpty());
  }

  private void assertKept(List<Heard> archived) {
    assertThat(archived).extracting(Heard::id).doesNotHaveDuplicates();
    assertThat(archived).extracting(Heard::body).doesNotHaveDuplicates();
    assertThat(archived).hasSizeLessThanOrEqualTo(guests.stream().mapToInt(EagerGuest::said).sum());
    var rooms = archived.stream().collect(groupingBy(Heard::room));
    for (EagerGuest guest : guests) {
      assertHeardInOrder(guest, rooms.get(guest.room()));
    }
  }

  /**
   * Who is in a room hears all that it keeps, from the first message of its history on, so what was
   * heard is one piece of the archive without a gap.
   */
  private static void assertHeardInOrder(EagerGuest guest, List<Heard> kept) {
    var heard = guest.heard();
    assertThat(heard).as("heard by " + guest.name()).isNotEmpty();
    var first = kept.indexOf(heard.get(0));
    assertThat(first).as("place of the first heard by " + guest.name()).isNotNegative();
    for (int i = 0; i < heard.size(); i++) {
      assertThat(first + i)
          .as("%d of %d messages heard by %s are kept", i, heard.size(), guest.name())
          .isLessThan(kept.size());
      assertThat(kept.get(first + i))
          .as("message %d heard by %s", i, guest.name())
          .isEqualTo(heard.get(i));
    }
  }

  /** The whole archive, as an auditor reads it. */
  private static List<Heard> archived(Mongoose server) throws Exception {
    var all = new ArrayList<Heard>();
    var next = server.http("api/archive/messages?max=500");
    while (next != null) {
      var answer =
          HTTP.send(
              HttpRequest.newBuilder(next).header("Authorization", credentials()).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      try (var json = Json.createReader(new StringReader(answer.body()))) {
        json.readObject().getJsonArray("messages").getValuesAs(JsonObject.class).stream()
            .filter(message -> message.containsKey("body"))
            .map(
                message ->
                    new Heard(
                        message.getString("room"),
                        message.getString("id"),
                        message.getString("body")))
            .forEach(all::add);
      }
      next =
          answer
              .headers()
              .firstValue("Link")
              .map(link -> URI.create(link.substring(1, link.indexOf('>'))))
              .orElse(null);
    }
    return all;
  }

  private static String credentials() {
    var text = "admin:" + Mongoose.ADMIN_PASSWORD;
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
