package chat.mongoose.archive;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.MariaDb;
import chat.mongoose.testkit.Mongoose;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Archived before said: what anybody heard is in the archive, also after {@code kill -9} in the
 * middle of a storm, in the order in which it was heard and once.
 */
class CrashIT {

  private static final int CHATTERS = 20;

  /** Far more than are said before the end. */
  private static final int MESSAGES = 20_000;

  /** Messages that all chatters together have heard when the server dies. */
  private static final int UNTIL_THE_CRASH = 20_000;

  private static final String ROOM = "crash@conference.localhost";
  private static final Pattern ID = Pattern.compile("\"id\":\"(\\w+)\"");
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; ?rel=\"next\"");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void whatWasHeardIsInTheArchiveOfH2() throws Exception {
    try (var server = unhurried(Mongoose.withDefaults()).start()) {
      crash(server, () -> {});
    }
  }

  @Test
  void whatWasHeardIsInTheArchiveOfMariaDb() throws Exception {
    try (var database = MariaDb.create();
        var server = unhurried(Mongoose.on(database)).start()) {
      crash(server, () -> {});
    }
  }

  @Test
  void whatWasHeardIsInTheArchiveOfAMariaDbThatDiesToo() throws Exception {
    try (var database = MariaDb.create();
        var server = unhurried(Mongoose.on(database)).start()) {
      crash(
          server,
          () -> {
            database.kill();
            database.start();
          });
    }
  }

  private void crash(Mongoose server, Runnable beforeTheRestart) throws Exception {
    var storm = new CountDownLatch(UNTIL_THE_CRASH);
    var chatters = new ArrayList<Chatter>();
    for (int i = 0; i < CHATTERS; i++) {
      chatters.add(new Chatter(ROOM, "chatter " + i, storm::countDown).enter(http, server));
    }
    chatters.forEach(chatter -> chatter.chatter(MESSAGES));
    assertThat(storm.await(120, TimeUnit.SECONDS)).isTrue();
    server.kill();
    for (Chatter chatter : chatters) {
      chatter.awaitEnd();
    }
    beforeTheRestart.run();
    server.start();

    var archive = archive(server);
    assertThat(archive).doesNotHaveDuplicates().isSorted();
    for (Chatter chatter : chatters) {
      assertThat(chatter.heard()).isNotEmpty();
      assertThat(archive).containsSubsequence(chatter.heard());
    }

    var heard = new CountDownLatch(100);
    var after = new Chatter(ROOM, "later", heard::countDown).enter(http, server);
    after.chatter(100);
    assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
    after.leave();

    assertThat(archive(server))
        .startsWith(archive.toArray(String[]::new))
        .endsWith(after.heard().toArray(String[]::new))
        .hasSize(archive.size() + 100)
        .doesNotHaveDuplicates();
  }

  /** The identifiers of all that the archive has of the room, read page by page as an auditor. */
  private List<String> archive(Mongoose server) throws Exception {
    var ids = new ArrayList<String>();
    var page = server.http("api/archive/messages?max=500&room=" + ROOM);
    while (page != null) {
      page = page(page, ids);
    }
    return ids;
  }

  private URI page(URI address, List<String> ids) throws Exception {
    var credentials = ("admin:" + Mongoose.ADMIN_PASSWORD).getBytes(StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    ID.matcher(answer.body()).results().forEach(id -> ids.add(id.group(1)));
    return answer
        .headers()
        .firstValue("Link")
        .flatMap(link -> NEXT.matcher(link).results().findFirst())
        .map(next -> address.resolve(next.group(1)))
        .orElse(null);
  }

  /** Lets guests send as fast as they can. */
  private static Mongoose unhurried(Mongoose server) {
    return server.and("mongoose.routing.rate", "1000000").and("mongoose.routing.burst", "1000000");
  }
}
