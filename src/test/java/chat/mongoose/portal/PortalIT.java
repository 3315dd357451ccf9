package chat.mongoose.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.clients.SmackClient;
import chat.mongoose.conversation.Account;
import chat.mongoose.conversation.MongooseServer;
import chat.mongoose.testkit.Mongoose;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The login of a portal is the login of its chat, and nobody else's page can use it. */
@Tag("server")
class PortalIT {

  @TempDir static Path folder;

  private static Portal portal;

  @BeforeAll
  static void open() throws IOException {
    portal = new Portal(folder);
  }

  @AfterAll
  static void close() {
    portal.close();
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  /** The token that a page gets whose browser has this cookie. */
  private static String token(String username) throws Exception {
    var answer =
        portal.askForToken(
            "X-Mongoose", "1", "Origin", portal.origin(), "Cookie", Portal.cookie(username));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).getString("token");
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aVisitorsPageGetsATokenAndIsInAsTheVisitor() throws Exception {
    var answer =
        portal.askForToken(
            "X-Mongoose",
            "1",
            "Origin",
            portal.origin(),
            "Sec-Fetch-Site",
            "same-origin",
            "Cookie",
            Portal.cookie("Romeo Montague"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(json(answer).getString("username")).isEqualTo("romeo montague");
    assertThat(json(answer).getInt("expiresIn")).isEqualTo(60);
    try (var stream = new PageStream(portal)) {
      assertThat(stream.open()).contains(">OAUTHBEARER<", ">PLAIN<").doesNotContain("SCRAM");
      assertThat(stream.auth("OAUTHBEARER", PageStream.bearer(json(answer).getString("token"))))
          .startsWith("<success");
      assertThat(stream.bind()).startsWith("romeo\\20montague@localhost/");
    }
  }

  @Test
  void aTokenIsGoodOnceAndTheErrorSaysSo() throws Exception {
    var token = token("romeo");
    try (var first = new PageStream(portal);
        var second = new PageStream(portal)) {
      first.open();
      second.open();
      assertThat(first.auth("OAUTHBEARER", PageStream.bearer(token))).startsWith("<success");

      var challenge = second.auth("OAUTHBEARER", PageStream.bearer(token));
      assertThat(challenge).contains(PageStream.base64("{\"status\":\"invalid_token\"}"));
      assertThat(second.ask("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>AQ==</response>"))
          .startsWith("<failure")
          .contains("<not-authorized/>");
    }
  }

  /** The way of one BOSH session, one request after the other. */
  private static final class Bosh {

    private final String[] headers;
    private long rid = 1_000;
    private String sid = "";

    Bosh(String... headers) {
      this.headers = headers;
    }

    String create() throws Exception {
      var answer = post("to='localhost' wait='5' hold='1' ver='1.6' xmpp:version='1.0'", "");
      sid = " sid='" + answer.replaceAll("(?s).* sid=\"([^\"]*)\".*", "$1") + "'";
      return answer;
    }

    String restart() throws Exception {
      return post("to='localhost' xmpp:restart='true'", "");
    }

    String post(String attributes, String payload) throws Exception {
      var body =
          "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' rid='%d'%s %s>%s</body>"
              .formatted(rid++, sid, attributes, payload);
      var all = new ArrayList<>(Arrays.asList(headers));
      all.addAll(List.of("Content-Type", "text/xml"));
      return portal.send("POST", "http-bind", body, all.toArray(String[]::new)).body();
    }

    String auth(String mechanism, String initial) throws Exception {
      return post(
          "",
          "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='%s'>%s</auth>"
              .formatted(mechanism, initial));
    }
  }

  @Test
  void aTokenOpensAStreamOverBosh() throws Exception {
    var bosh = new Bosh();
    bosh.create();

    assertThat(bosh.auth("OAUTHBEARER", PageStream.base64(PageStream.bearer(token("juliet")))))
        .contains("<success");
    assertThat(bosh.restart()).contains("urn:ietf:params:xml:ns:xmpp-bind");
  }

  @Test
  void aPageWhoseVisitorIsLoggedInIsOfferedExternal() throws Exception {
    try (var stream =
        new PageStream(portal, "Origin", portal.origin(), "Cookie", Portal.cookie("juliet"))) {
      assertThat(stream.open()).contains(">EXTERNAL<");
      assertThat(stream.auth("EXTERNAL", "")).startsWith("<success");
      assertThat(stream.bind()).startsWith("juliet@localhost/");
    }
  }

  @Test
  void overBoshToo() throws Exception {
    var bosh = new Bosh("Origin", portal.origin(), "Cookie", Portal.cookie("juliet"));

    assertThat(bosh.create()).contains(">EXTERNAL<");
    assertThat(bosh.auth("EXTERNAL", "=")).contains("<success");
    assertThat(bosh.restart()).contains("urn:ietf:params:xml:ns:xmpp-bind");
  }

  @Test
  void eachConnectionHasItsOwnCookies() throws Exception {
    try (var juliet =
            new PageStream(portal, "Origin", portal.origin(), "Cookie", Portal.cookie("juliet"));
        var romeo =
            new PageStream(portal, "Origin", portal.origin(), "Cookie", Portal.cookie("romeo"));
        var nobody = new PageStream(portal, "Origin", portal.origin())) {
      assertThat(nobody.open()).doesNotContain("EXTERNAL");
      assertThat(juliet.open()).contains("EXTERNAL");
      assertThat(romeo.open()).contains("EXTERNAL");
      assertThat(romeo.auth("EXTERNAL", "")).startsWith("<success");
      assertThat(juliet.auth("EXTERNAL", "")).startsWith("<success");
      assertThat(juliet.bind()).startsWith("juliet@localhost/");
      assertThat(romeo.bind()).startsWith("romeo@localhost/");
    }
  }

  /** What is no browser, or has a cookie that is not good, is offered the rest. */
  @Test
  void externalIsNotOfferedInVain() throws Exception {
    var good = Portal.cookie("romeo");
    var forged = good.replaceAll("=[^;.]*\\.", "=anVsaWV0.");
    for (String[] headers :
        List.of(
            new String[] {"Cookie", good},
            new String[] {"Origin", portal.origin()},
            new String[] {"Origin", portal.origin(), "Cookie", "theme=dark"},
            new String[] {"Origin", portal.origin(), "Cookie", forged})) {
      try (var stream = new PageStream(portal, headers)) {
        assertThat(stream.open()).contains(">PLAIN<").doesNotContain("EXTERNAL");
        assertThat(stream.auth("EXTERNAL", "")).contains("<invalid-mechanism/>");
        assertThat(stream.auth("ANONYMOUS", "")).startsWith("<success");
      }
      assertThat(new Bosh(headers).create()).contains(">PLAIN<").doesNotContain("EXTERNAL");
    }
  }

  /** RFC 6455 §10.2: the browser would send the victim's cookie along. */
  @ParameterizedTest
  @CsvSource({
    "https://montague.example",
    "null",
    "http://127.0.0.1:1",
    "http://127.0.0.1.evil.example"
  })
  void aForeignPageCannotConnectWithItsVictimsCookie(String origin) {
    assertThatThrownBy(
            () -> new PageStream(portal, "Origin", origin, "Cookie", Portal.cookie("romeo")))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
  }

  @ParameterizedTest
  @CsvSource({
    "Origin,https://montague.example,X-Mongoose,1",
    "Origin,null,X-Mongoose,1",
    "Sec-Fetch-Site,cross-site,X-Mongoose,1",
    "Sec-Fetch-Site,same-site,X-Mongoose,1",
    "Sec-Fetch-Site,none,X-Mongoose,1",
    "X-Mongoose,0,Sec-Fetch-Site,same-origin",
    "Accept,*/*,Sec-Fetch-Site,same-origin"
  })
  void aForeignPageGetsNoToken(String name, String value, String other, String otherValue)
      throws Exception {
    var answer =
        portal.askForToken(name, value, other, otherValue, "Cookie", Portal.cookie("romeo"));

    assertProblem(answer, 403);
    assertThat(answer.body()).doesNotContain("mongoose-token-");
  }

  /** Fetch §3.3: before it sends the header, a browser asks whether it may, and it may not. */
  @Test
  void aForeignPageMayNotSendTheHeader() throws Exception {
    var answer =
        portal.send(
            "OPTIONS",
            "api/token",
            "",
            "Origin",
            "https://montague.example",
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "x-mongoose");

    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
  }

  /** The browser of each guest would write anything else into the console. */
  @Test
  void whoSaysNothingOfWhoHeIsIsToldThatThatIsFine() throws Exception {
    for (String cookie : List.of("theme=dark", "")) {
      var answer =
          portal.askForToken("X-Mongoose", "1", "Origin", portal.origin(), "Cookie", cookie);

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void whoseCookieIsNotGoodIsToldSoWithoutADialogOfTheBrowser() throws Exception {
    var expired = PortalCookie.NAME + "=forged.forged";
    var answer =
        portal.askForToken("X-Mongoose", "1", "Origin", portal.origin(), "Cookie", expired);

    assertProblem(answer, 401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer ");
  }

  @Test
  void aTokenIsAskedForByPost() throws Exception {
    assertThat(portal.send("GET", "api/token", "", "X-Mongoose", "1").statusCode()).isEqualTo(405);
  }

  /** Somebody in the chat by what the portal has signed; answers the address. */
  private static String enter(PageStream stream, String jwt) throws Exception {
    stream.open();
    assertThat(stream.auth("OAUTHBEARER", PageStream.bearer(jwt))).startsWith("<success");
    return stream.bind();
  }

  private static void assertGone(PageStream stream) throws Exception {
    assertThat(stream.receive())
        .startsWith("<stream:error")
        .contains("<not-authorized xmlns=", "You have logged out of the site");
    assertThat(stream.receive()).startsWith("<close");
  }

  private static void assertThere(PageStream stream) throws Exception {
    assertThat(
            stream.ask(
                "<iq xmlns='jabber:client' type='get' id='there' to='localhost'>"
                    + "<ping xmlns='urn:xmpp:ping'/></iq>"))
        .contains("id=\"there\"", "type=\"result\"");
  }

  private static void assertTaken(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void whoLogsOutOfThePortalIsOutOfTheChat() throws Exception {
    try (var here = new PageStream(portal);
        var elsewhere = new PageStream(portal);
        var juliet = new PageStream(portal)) {
      assertThat(enter(here, Portal.jwt("paris", "square"))).startsWith("paris@localhost/");
      enter(elsewhere, Portal.jwt("paris", "churchyard"));
      enter(juliet, Portal.jwt("juliet", "balcony"));

      assertTaken(portal.tellOfLogout(Portal.logout(null, "square")));
      assertGone(here);
      assertThere(elsewhere);
      assertTaken(portal.tellOfLogout(Portal.logout("Paris", null)));
      assertGone(elsewhere);
      assertThere(juliet);
    }
  }

  @Test
  void whoIsAwayForAMomentDoesNotComeBackThen() throws Exception {
    var enable = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";
    var resume = "<resume xmlns='urn:xmpp:sm:3' h='0' previd='%s'/>";
    for (boolean out : List.of(false, true)) {
      String id;
      try (var stream = new PageStream(portal)) {
        enter(stream, Portal.jwt("tybalt", "tomb-" + out));
        id = stream.ask(enable).replaceAll("(?s).* id=\"([^\"]*)\".*", "$1");
      }
      if (out) {
        assertTaken(portal.tellOfLogout(Portal.logout(null, "tomb-true")));
      }
      try (var stream = new PageStream(portal)) {
        stream.open();
        stream.auth("OAUTHBEARER", PageStream.bearer(Portal.jwt("tybalt", "another")));
        stream.open();
        assertThat(stream.ask(resume.formatted(id))).startsWith(out ? "<failed" : "<resumed");
      }
    }
  }

  @Test
  void noTokenOfTheVisitIsGoodThen() throws Exception {
    var bearer = "Bearer " + Portal.jwt("abram", "brawl");
    var given = portal.askForToken("X-Mongoose", "1", "Authorization", bearer);
    var held = Portal.jwt("abram", "brawl");
    assertTaken(portal.tellOfLogout(Portal.logout("abram", "brawl")));

    for (String token : List.of(json(given).getString("token"), held)) {
      try (var stream = new PageStream(portal)) {
        stream.open();
        assertThat(stream.auth("OAUTHBEARER", PageStream.bearer(token)))
            .contains(PageStream.base64("{\"status\":\"invalid_token\"}"));
      }
    }
  }

  @Test
  void nobodyElseEndsAVisit() throws Exception {
    try (var stream = new PageStream(portal)) {
      enter(stream, Portal.jwt("sampson", "street"));
      var good = Portal.logout("gregory", "street");
      assertTaken(portal.tellOfLogout(good));
      for (String token :
          List.of(
              good,
              Portal.jwt("sampson", "street"),
              Portal.logout("sampson", "street") + "x",
              Portal.logout(null, null),
              "%00",
              "")) {
        assertProblem(portal.tellOfLogout(token), 400);
      }
      var twice = Portal.logout("sampson", "street");
      assertProblem(portal.tellOfLogout(twice + "&logout_token=" + twice), 400);
      assertThat(portal.tellOfLogout("%zz").statusCode()).isEqualTo(400);
      assertThat(portal.tellOfLogout("x".repeat(1 << 20)).statusCode()).isBetween(400, 499);
      assertThere(stream);
    }
  }

  /** As a login neither over XMPP nor over HTTP. */
  @Test
  void theNewsOfALogoutLogsNobodyIn() throws Exception {
    var token = Portal.logout("escalus", null);
    try (var stream = new PageStream(portal)) {
      stream.open();
      assertThat(stream.auth("OAUTHBEARER", PageStream.bearer(token)))
          .contains(PageStream.base64("{\"status\":\"invalid_token\"}"));
    }
    assertProblem(portal.send("GET", "api/users", "", "Authorization", "Bearer " + token), 401);
    assertTaken(portal.tellOfLogout(token));
  }

  @Test
  void aLogoutIsToldByPostAsAForm() throws Exception {
    assertThat(portal.send("GET", "api/logout", "").statusCode()).isEqualTo(405);
    var json = portal.send("POST", "api/logout", "{}", "Content-Type", "application/json");
    assertThat(json.statusCode()).isEqualTo(415);
  }

  /**
   * A form can go anywhere: pages of other sites are refused, and of those that the settings name
   * it counts who has signed, and no cookie.
   */
  @Test
  void noPageReadsWhatIsAnsweredToALogout() throws Exception {
    for (String origin : List.of("https://montague.example", portal.origin())) {
      var answer = portal.tellOfLogout("guess", "Origin", origin, "Cookie", Portal.cookie("romeo"));

      assertProblem(answer, origin.equals(portal.origin()) ? 400 : 403);
      assertThat(answer.headers().map().keySet())
          .map(name -> name.toLowerCase(Locale.ROOT))
          .noneMatch(name -> name.startsWith("access-control-") || name.equals("set-cookie"));
    }
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(json(answer).getInt("status")).isEqualTo(status);
  }

  @Test
  void whoIsLoggedInByHttpGetsATokenWithItsRoles() throws Exception {
    var admin = basic("admin:" + Mongoose.ADMIN_PASSWORD);
    var answer = portal.askForToken("X-Mongoose", "1", "Authorization", admin);

    assertThat(json(answer).getString("username")).isEqualTo("admin");
    var bearer = "Bearer " + json(answer).getString("token");
    assertThat(portal.send("GET", "api/users", "", "Authorization", bearer).statusCode())
        .isEqualTo(200);
    var again = portal.send("GET", "api/users", "", "Authorization", bearer);
    assertProblem(again, 401);
    assertThat(again.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("error=\"invalid_token\"");
  }

  @Test
  void nobodyGetsATokenByAWrongPassword() throws Exception {
    assertProblem(
        portal.askForToken("X-Mongoose", "1", "Authorization", basic("admin:guess")), 401);
  }

  /** Whatever a foreign page makes a browser send with its cookies changes nothing. */
  @Test
  void aCookieIsNoLoginForTheRestOfRest() throws Exception {
    var user = "{\"username\":\"mercutio\",\"password\":\"a plague on both\",\"roles\":[]}";
    var answer =
        portal.send(
            "POST",
            "api/users",
            user,
            "Content-Type",
            "application/json",
            "Origin",
            portal.origin(),
            "Cookie",
            Portal.cookie("admin"));

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void aClientSendsTheJwtAsItsPassword() throws Exception {
    var room = "portal-" + UUID.randomUUID() + "@" + MongooseServer.ROOMS;
    try (var romeo =
            new SmackClient(portal.server(), by("romeo", Portal.jwt("romeo")), room, "romeo");
        var juliet =
            SmackClient.overBosh(
                portal.server(), by("juliet", Portal.jwt("juliet")), room, "juliet");
        var nurse = new SmackClient(portal.server(), by("nurse", token("nurse")), room, "nurse")) {
      assertThat(romeo.mechanism()).isEqualTo("PLAIN");
      assertThat(juliet.username()).isEqualTo("juliet");
      assertThat(nurse.username()).isEqualTo("nurse");
      romeo.say("She speaks.");
      assertThat(juliet.hear("She speaks.")).isEqualTo("romeo");
    }
  }

  private static Optional<Account> by(String username, String password) {
    return Optional.of(new Account(username, password));
  }

  @Test
  void aJwtIsABearerTokenEverywhere() throws Exception {
    try (var stream = new PageStream(portal)) {
      stream.open();
      assertThat(stream.auth("OAUTHBEARER", PageStream.bearer(Portal.jwt("romeo"))))
          .startsWith("<success");
    }
    var rest =
        portal.send("GET", "api/users", "", "Authorization", "Bearer " + Portal.jwt("romeo"));
    assertThat(rest.statusCode()).isEqualTo(403);
    var admin =
        portal.send("GET", "api/users", "", "Authorization", "Bearer " + Portal.jwt("admin"));
    assertThat(admin.statusCode()).isEqualTo(401);
  }

  @Test
  void aSecretOfAMegabyteIsRefused() throws Exception {
    var secret = "x".repeat(1 << 20);
    for (String initial : List.of("\0romeo\0" + secret, PageStream.bearer(secret))) {
      try (var stream = new PageStream(portal)) {
        stream.open();
        assertThat(stream.auth(initial.startsWith("n") ? "OAUTHBEARER" : "PLAIN", initial))
            .contains("policy-violation");
      }
    }
    var smaller = "x".repeat(11_000);
    try (var stream = new PageStream(portal)) {
      stream.open();
      assertThat(stream.auth("PLAIN", "\0romeo\0" + smaller)).contains("malformed-request");
      assertThat(stream.auth("OAUTHBEARER", PageStream.bearer(smaller)))
          .contains("malformed-request");
      assertThat(stream.auth("ANONYMOUS", "")).startsWith("<success");
    }
    assertThat(
            portal
                .send("GET", "api/users", "", "Authorization", "Bearer " + "x".repeat(9_000))
                .statusCode())
        .isBetween(400, 499);
  }

  @Test
  void noSecretIsLogged() throws Exception {
    var token = token("benvolio");
    var jwt = Portal.jwt("benvolio");
    var cookie = Portal.cookie("benvolio");
    try (var stream = new PageStream(portal, "Origin", portal.origin(), "Cookie", cookie)) {
      stream.open();
      stream.auth("OAUTHBEARER", PageStream.bearer(token));
    }
    portal.send("GET", "api/users", "", "Authorization", "Bearer " + jwt);
    portal.send("GET", "api/users", "", "Authorization", "Bearer " + jwt);

    assertThat(portal.server().log())
        .doesNotContain(token)
        .doesNotContain(jwt)
        .doesNotContain(cookie.replaceAll(".*" + PortalCookie.NAME + "=([^;]*).*", "$1"));
  }
}
