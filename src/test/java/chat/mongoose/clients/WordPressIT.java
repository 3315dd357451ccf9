package chat.mongoose.clients;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.conversation.Account;
import chat.mongoose.conversation.MongooseServer;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.WordPress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.XMPPException.StreamErrorException;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users of a real WordPress with a client that people use. */
class WordPressIT {

  private static WordPress site;
  private static Mongoose server;

  private final String room = "site-" + UUID.randomUUID() + "@" + MongooseServer.ROOMS;

  @BeforeAll
  static void start() {
    site =
        WordPress.create(
            "--user", "ann:editor:ann's \"pass\"",
            "--user", "Jan Kowalski:subscriber:jan-pass-1",
            "--user", "leaver:subscriber:leaver-pass-1",
            "--user", "changer:subscriber:changer-pass-1",
            "--raw-user", "Иван:author:ivan-pass-1");
    server =
        Mongoose.withDefaults()
            .and(site.settings())
            .and("mongoose.auth.brake.free-tries", "1000")
            .start();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
    if (site != null) {
      site.close();
    }
  }

  private interface Entrance {
    SmackClient enter(String username, String password, String nick) throws Exception;
  }

  private Stream<Entrance> doors() {
    return Stream.of(
        (username, password, nick) ->
            new SmackClient(server, Optional.of(new Account(username, password)), room, nick),
        (username, password, nick) ->
            SmackClient.overBosh(server, Optional.of(new Account(username, password)), room, nick));
  }

  @Test
  void theSitesPasswordLogsInByEveryDoor() throws Exception {
    for (var door : doors().toList()) {
      try (var ann = door.enter("ann", "ann's \"pass\"", "ann");
          var jan = door.enter("jan\\20kowalski", "jan-pass-1", "jan");
          var ivan = door.enter("Иван", "ivan-pass-1", "ivan")) {
        assertThat(ann.mechanism()).isEqualTo("PLAIN");
        assertThat(jan.username()).isEqualTo("jan\\20kowalski");
        assertThat(ivan.username()).isEqualTo("иван");
        ann.say("Who goes there?");
        assertThat(jan.hear("Who goes there?")).isEqualTo("ann");
      }
    }
  }

  @Test
  void anApplicationPasswordLogsInUntilItIsRevoked() throws Exception {
    var password =
        site.php(
            """
            $user = get_user_by( 'login', 'ann' );
            $made = WP_Application_Passwords::create_new_application_password( $user->ID, array( 'name' => 'phone' ) );
            echo WP_Application_Passwords::chunk_password( $made[0] );
            """);
    for (var door : doors().toList()) {
      try (var ann = door.enter("ann", password, "ann")) {
        assertThat(ann.username()).isEqualTo("ann");
      }
    }
    site.php(
        """
        WP_Application_Passwords::delete_all_application_passwords( get_user_by( 'login', 'ann' )->ID );
        """);
    awaitRefusal("ann", password);
  }

  /**
   * What was read just before is good for seconds; who got in by it is thrown out as soon as the
   * server looks again, which may be while he enters.
   */
  private void awaitRefusal(String username, String password) throws Exception {
    var end = Instant.now().plusSeconds(15);
    var account = Optional.of(new Account(username, password));
    while (Instant.now().isBefore(end)) {
      try (var in = new SmackClient(server, account, room, "nobody")) {
        assertThat(in.username()).isEqualTo(username);
      } catch (SASLErrorException e) {
        assertRefused(username, password);
        return;
      } catch (NotConnectedException | StreamErrorException e) {
        continue; // thrown out
      }
    }
    throw new AssertionError(username + " is still let in");
  }

  @Test
  void wrongOnesFailAlike() throws Exception {
    var wrong = assertRefused("ann", "not-the-password");
    assertThat(assertRefused("nobody-of-that-name", "not-the-password")).isEqualTo(wrong);
    assertThat(assertRefused("ann", "abcd EFGH ijkl MNOP qrst UVWX")).isEqualTo(wrong);
    assertThat(assertRefused("ann", "ann|1999999999|" + "a".repeat(43) + "|" + "0".repeat(64)))
        .isEqualTo(wrong);
  }

  private String assertRefused(String username, String password) throws Exception {
    var refusals =
        doors()
            .map(
                door -> {
                  try (var in = door.enter(username, password, "nobody")) {
                    throw new AssertionError(in.username() + " is in");
                  } catch (SASLErrorException e) {
                    return e.getSASLFailure().getSASLErrorString()
                        + e.getSASLFailure().getDescriptiveText();
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                })
            .distinct()
            .toList();
    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0)).startsWith("not-authorized");
    return refusals.get(0);
  }

  @Test
  void whoLogsOutOfTheSiteIsOutOfTheChat() throws Exception {
    var cookie = site.login("leaver", "leaver-pass-1");
    for (var sent : Stream.of("raw", "value").map(cookie::getString).toList()) {
      for (var door : doors().toList()) {
        try (var leaver = door.enter("leaver", sent, "leaver")) {
          assertThat(leaver.username()).isEqualTo("leaver");
        }
      }
    }
    try (var leaver =
            new SmackClient(
                server, Optional.of(new Account("leaver", cookie.getString("value"))), room, "le");
        var stayer =
            new SmackClient(
                server, Optional.of(new Account("ann", "ann's \"pass\"")), room, "stayer")) {
      site.php(
          """
          WP_Session_Tokens::get_instance( get_user_by( 'login', 'leaver' )->ID )->destroy_all();
          """);
      leaver.awaitEnd();
      stayer.say("Parting is such sweet sorrow");
      assertThat(stayer.hear("Parting is such sweet sorrow")).isEqualTo("stayer");
    }
    assertRefused("leaver", cookie.getString("value"));
  }

  @Test
  void aChangedPasswordEndsWhatHangsOnTheOld() throws Exception {
    var cookie = site.login("changer", "changer-pass-1").getString("value");
    try (var changer =
        new SmackClient(
            server, Optional.of(new Account("changer", "changer-pass-1")), room, "changer")) {
      site.php("wp_set_password( 'changer-pass-2', get_user_by( 'login', 'changer' )->ID );");
      changer.awaitEnd();
    }
    assertRefused("changer", "changer-pass-1");
    assertRefused("changer", cookie);
    try (var changer =
        new SmackClient(
            server, Optional.of(new Account("changer", "changer-pass-2")), room, "changer")) {
      assertThat(changer.username()).isEqualTo("changer");
    }
  }

  /** The same login at the REST interface, where the site's administrator administers. */
  @Test
  void theSitesAdministratorAdministers() throws Exception {
    assertThat(users("boss", "boss-pass-1")).isEqualTo(200);
    assertThat(users("ann", "ann's \"pass\"")).isEqualTo(403);
    assertThat(users("boss", "boss-pass-2")).isEqualTo(401);
  }

  private static int users(String username, String password) throws Exception {
    var credentials =
        Base64.getEncoder()
            .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(server.http("api/users"))
            .header("Authorization", "Basic " + credentials)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
  }
}
