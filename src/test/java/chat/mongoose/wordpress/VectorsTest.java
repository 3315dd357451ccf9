package chat.mongoose.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Decides as the releases of WordPress did that made the vectors. */
class VectorsTest {

  /** Their cookies could be taken for another name's, or have no session: they are refused. */
  private static final Set<String> BEFORE_2_8 = Set.of("2.5.0", "2.5", "2.6");

  private static final Map<String, CookieForm> FORMS =
      Map.of(
          "2.5.0", CookieForm.SINCE_2_8,
          "2.5", CookieForm.SINCE_2_8,
          "2.6", CookieForm.SINCE_2_8,
          "2.8", CookieForm.SINCE_2_8,
          "4.0", CookieForm.SINCE_4_0,
          "6.8", CookieForm.SINCE_6_8);

  /** What the stock roles may do, as far as the vectors ask. */
  private static final Map<Object, Object> STOCK_ROLES =
      Map.of(
          "administrator", role("read", "moderate_comments", "manage_options"),
          "editor", role("read", "moderate_comments"),
          "author", role("read"),
          "contributor", role("read"),
          "subscriber", role("read"));

  private static Object role(String... allowed) {
    return Map.of(
        "capabilities",
        Stream.of(allowed).collect(Collectors.toMap(name -> name, name -> (Object) true)));
  }

  @Test
  void areAllThere() {
    assertThat(Vectors.all()).hasSize(260);
  }

  @TestFactory
  Stream<DynamicTest> agree() {
    return Vectors.all()
        .map(vector -> DynamicTest.dynamicTest(vector.getString("id"), () -> check(vector)));
  }

  private static void check(JsonObject vector) {
    var expected = vector.getJsonObject("expected");
    switch (vector.getString("kind")) {
      case "cookie" -> cookie(vector, expected);
      case "cookie-pair" -> cookiePair(vector);
      case "password" -> password(vector, expected);
      case "application-password" -> applicationPassword(vector, expected);
      case "salt" -> salt(vector, expected);
      case "capabilities" -> capabilities(vector, expected);
      default -> throw new AssertionError("A new kind: " + vector);
    }
  }

  private static void cookie(JsonObject vector, JsonObject expected) {
    var verdict = verdict(vector, WordPressCookie.of(vector.getString("cookie")));
    var sent = WordPressCookie.sent(vector.getString("cookie_encoded"));
    if (vector.getString("cookie").contains("|")) {
      assertThat(verdict(vector, sent)).isEqualTo(verdict);
    }
    if (BEFORE_2_8.contains(vector.getString("format"))) {
      assertThat(verdict).isNotEmpty();
    } else if (expected.getBoolean("valid")) {
      assertThat(verdict).isEmpty();
    } else {
      assertThat(verdict).isIn(reasons(vector, expected.getString("reason")));
    }
  }

  /**
   * What may be said of a bad cookie. What cannot be a number or a signature is not of the shape
   * here, a cookie of another form can have no signature, and there is no hour of grace for forms.
   */
  private static Set<String> reasons(JsonObject vector, String reason) {
    if (reason.equals("malformed")) {
      return Set.of("malformed", "bad_hash");
    }
    var grace = !vector.getString("request").equals("GET");
    return Set.copyOf(List.of("malformed", reason, grace ? "expired" : reason));
  }

  /** Empty if the cookie is good, else what is wrong with it. */
  private static String verdict(JsonObject vector, Optional<WordPressCookie> cookie) {
    var grace = graceOfOldReleases(vector);
    var now = Instant.ofEpochSecond(vector.getJsonNumber("now").longValue() - grace);
    if (cookie.isEmpty()) {
      return "malformed";
    }
    if (cookie.get().isExpired(now)) {
      return "expired";
    }
    var key = vector.getString("logged_in_key") + vector.getString("logged_in_salt");
    var users = new HashMap<String, String>();
    vector
        .getJsonArray("users")
        .getValuesAs(JsonObject.class)
        .forEach(user -> users.put(user.getString("user_login"), user.getString("user_pass")));
    var hash = users.get(cookie.get().login());
    if (hash == null) {
      return "bad_username";
    }
    if (!cookie.get().isSigned(key, FORMS.get(vector.getString("format")), hash)) {
      return "bad_hash";
    }
    var tokens = SessionTokens.stored(PhpArray.stored(Vectors.octets(vector, "session_tokens")));
    var alive = cookie.get().session().map(name -> tokens.isAlive(name, now)).orElse(true);
    return alive ? "" : "bad_session_token";
  }

  /** The hour that releases before 4.0 add for forms; later ones say so and do not. */
  private static long graceOfOldReleases(JsonObject vector) {
    var old = vector.getString("format").equals("2.8");
    return old && !vector.getString("request").equals("GET") ? 3600 : 0;
  }

  /** Two cookies of WordPress before 2.5, of which one is as good as the password. */
  private static void cookiePair(JsonObject vector) {
    vector
        .getJsonObject("cookies")
        .values()
        .forEach(
            cookie -> assertThat(WordPressCookie.of(((JsonString) cookie).getString())).isEmpty());
    var hash = vector.getString("user_pass");
    var pass = vector.getJsonObject("cookies").getString("wordpresspass_HASH");
    assertThat(WordPressPassword.accepts(pass.getBytes(StandardCharsets.UTF_8), hash)).isFalse();
  }

  private static void password(JsonObject vector, JsonObject expected) {
    var typed = Base64.getDecoder().decode(vector.getString("password_base64"));
    var accepted = WordPressPassword.accepts(typed, vector.getString("hash"));
    switch (expected.getString("chat_server")) {
      case "accept" -> assertThat(accepted).isTrue();
      case "reject" -> assertThat(accepted).isFalse();
      default -> assertThat(accepted).isEqualTo(isOfOurChoice(vector.getString("id")));
    }
  }

  /** Of the forms that a chat server may take, or leave. */
  private static boolean isOfOurChoice(String id) {
    return id.matches("password-(phpbb-H|argon2id?-ok|bcrypt-2y-over-72-bytes-other-tail)");
  }

  private static void applicationPassword(JsonObject vector, JsonObject expected) {
    var row = PhpArray.stored(Vectors.octets(vector, "application_passwords"));
    var found =
        ApplicationPassword.find(vector.getString("password"), ApplicationPassword.stored(row));
    assertThat(found.isPresent()).isEqualTo(expected.getBoolean("accept"));
    assertThat(found.map(ApplicationPassword::uuid).orElse(null))
        .isEqualTo(expected.getString("uuid", null));
  }

  private static void salt(JsonObject vector, JsonObject expected) {
    var stored = Vectors.texts(vector.getJsonObject("options"));
    var key =
        SiteKey.of(
            Vectors.texts(vector.getJsonObject("constants")),
            name -> Optional.ofNullable(stored.get(name)));
    assertThat(key).contains(expected.getString("salt"));
  }

  private static void capabilities(JsonObject vector, JsonObject expected) {
    var row = PhpArray.stored(Vectors.octets(vector, "wp_capabilities"));
    var has = Capabilities.of(row, STOCK_ROLES);
    assertThat(has.roles())
        .containsExactlyInAnyOrderElementsOf(
            expected.getJsonArray("roles").getValuesAs(JsonString::getString));
    assertThat(has.has("read")).isEqualTo(expected.getBoolean("can_read"));
    assertThat(has.has("moderate_comments")).isEqualTo(expected.getBoolean("can_moderate"));
    assertThat(has.has("manage_options")).isEqualTo(expected.getBoolean("can_manage"));
  }
}
