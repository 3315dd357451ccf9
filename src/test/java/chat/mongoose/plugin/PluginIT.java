package chat.mongoose.plugin;

import static chat.mongoose.plugin.Stage.button;
import static chat.mongoose.plugin.Stage.cafe;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import chat.mongoose.testkit.WebBrowser;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plugin in a real WordPress: what administrators, visitors and caches see of it. */
class PluginIT {

  private static final String NONCE = "/wp-admin/admin-ajax.php?action=mongoose-chat-nonce";
  private static final String TOKEN = "/wp-json/mongoose-chat/v1/token";
  private static final String SETTINGS = "/wp-admin/options-general.php?page=mongoose-chat";

  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = new Stage();
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @AfterEach
  void clear() {
    List<String> complaints = List.copyOf(stage.complaints);
    stage.clear();
    assertThat(complaints).as("on the console").isEmpty();
    assertThat(stage.site.log().lines())
        .as("of PHP")
        .noneMatch(line -> line.contains("mongoose-chat"));
  }

  @Test
  void a_page_has_the_rooms_of_its_block_and_its_shortcode() {
    Page page = stage.open(stage.visitor(), Stage.PAGE);
    Locator block = page.locator(".wp-block-mongoose-chat mongoose-chat");
    assertThat(block).hasAttribute("room", "tea-room");
    assertThat(block.locator("header h2")).hasText("Tea-room");
    Locator own = page.locator("mongoose-chat[room*='-post-']");
    assertThat(own).hasAttribute("room", Pattern.compile("127-0-0-1-[0-9]+-post-[0-9]+"));

    join(block, "Alice");
    Page other = stage.open(stage.visitor(), Stage.PAGE);
    Locator there = other.locator(".wp-block-mongoose-chat mongoose-chat");
    join(there, "Bob");
    say(there, "Is there any tea?");
    assertThat(block.locator("article .b")).hasText(new String[] {"Is there any tea?"});
    assertThat(own.locator("article .b")).hasCount(0);
  }

  @Test
  void the_cafe_is_a_button_until_somebody_opens_it() {
    BrowserContext visitor = stage.visitor();
    List<String> asked = new ArrayList<>();
    visitor.onRequest(request -> asked.add(request.url()));
    Page page = stage.open(visitor, Stage.OTHER);
    assertThat(button(page, "Café")).isVisible();
    assertThat(page.evaluate("document.activeElement.localName")).isEqualTo("body");
    assertThat(asked).noneMatch(url -> url.startsWith(stage.server.http("").toString()));
    assertThat(asked).noneMatch(url -> url.contains("admin-ajax"));

    button(page, "Café").click();
    join(cafe(page), "Alice");
    say(cafe(page), "Two coffees, please");
    assertThat(cafe(page).locator("article.own .b")).hasText("Two coffees, please");
    assertAccessible(page);
    Stage.screenshot(page, "cafe");

    // It stays open on the next page, and closed once it was closed
    page.navigate(stage.site.url() + Stage.PAGE);
    assertThat(cafe(page).locator("textarea")).isVisible();
    assertThat(cafe(page).locator("article.own .b")).hasText("Two coffees, please");
    assertThat(page.evaluate("document.activeElement.localName")).isEqualTo("body");
    cafe(page).locator("textarea").press("Escape");
    assertThat(cafe(page)).isHidden();
    assertThat(button(page, "Café")).isFocused();
    page.reload();
    assertThat(button(page, "Café")).isVisible();
    assertThat(cafe(page)).hasCount(0);
  }

  @Test
  void on_a_phone_the_cafe_waits_to_be_asked() {
    stage.set("{\"dock\": \"open\", \"accent\": \"#ffd400\"}");
    Page desk = stage.open(stage.visitor(), Stage.OTHER);
    assertThat(cafe(desk).locator("h2")).hasText("Lobby");
    assertThat(desk.evaluate("document.activeElement.localName")).isEqualTo("body");

    var phones = new NewContextOptions().setViewportSize(390, 800).setHasTouch(true);
    Page phone = stage.open(stage.visitor(phones), Stage.OTHER);
    Locator button = button(phone, "Café");
    assertThat(button).hasCSS("color", "rgb(0, 0, 0)"); // what can be read on yellow
    button.click();
    assertThat(cafe(phone).locator("h2")).hasText("Lobby");
    var box = phone.locator(".mongoose-cafe__panel").boundingBox();
    assertThat(List.of(box.x, box.y, box.width, box.height))
        .containsExactly(0.0, 0.0, 390.0, 800.0);
    Stage.screenshot(phone, "phone");
    button(phone, "Close the chat").click();
    assertThat(button).isFocused();
  }

  @Test
  void a_page_with_the_room_in_its_text_has_no_second_one() {
    stage.set("{\"room\": \"tea-room\"}");
    Page page = stage.open(stage.visitor(), Stage.PAGE);
    assertThat(page.locator("mongoose-chat")).hasCount(2);
    assertThat(page.locator(".mongoose-cafe")).hasCount(0);
  }

  @Test
  void only_the_audience_sees_it() {
    stage.set("{\"audience\": \"roles\", \"roles\": [\"editor\"]}");
    Page visitor = stage.open(stage.visitor(), Stage.PAGE);
    assertThat(visitor.locator("mongoose-chat, .mongoose-cafe")).hasCount(0);
    assertThat(visitor.getByText("Log in to chat").first())
        .hasAttribute("href", Pattern.compile(".*/wp-login\\.php\\?redirect_to=.*rooms.*"));

    String editor = html(stage.user("ann"), Stage.PAGE);
    assertThat(editor).contains("<mongoose-chat room=\"tea-room\"", "class=\"mongoose-cafe\"");

    BrowserContext subscriber = stage.user("Jan Kowalski");
    assertThat(html(subscriber, Stage.PAGE)).doesNotContain("<mongoose-chat", "Log in to chat");
    assertThat(subscriber.request().get(stage.site.url() + NONCE).status()).isEqualTo(204);
    stage.set("{\"audience\": \"everyone\"}");
    String nonce = nonce(subscriber);
    stage.set("{\"audience\": \"roles\"}");
    assertThat(token(subscriber, nonce).status()).isEqualTo(403);
  }

  @Test
  void the_site_signs_who_is_logged_in() throws GeneralSecurityException {
    for (String login : List.of("ann", "Jan Kowalski", "sub@scriber", "Author.Two", "Иван")) {
      BrowserContext user = stage.user(login);
      APIResponse answer = token(user, nonce(user));
      assertThat(answer.status()).as(login).isEqualTo(200);
      assertThat(answer.headers()).containsEntry("cache-control", "no-store");
      JsonObject ticket = json(answer.text());
      assertThat(ticket.getString("username")).isEqualTo(login);
      assertThat(ticket.getInt("expiresIn")).isEqualTo(60);

      JsonObject claims = verified(ticket.getString("token"));
      assertThat(claims.getString("sub")).isEqualTo(login);
      assertThat(claims.getString("iss")).isEqualTo(stage.site.url());
      assertThat(claims.getString("aud")).isEqualTo("localhost");
      long issued = claims.getJsonNumber("iat").longValue();
      assertThat(issued).isCloseTo(Instant.now().getEpochSecond(), within(60L));
      assertThat(claims.getJsonNumber("exp").longValue()).isEqualTo(issued + 60);
      assertThat(claims.getJsonArray("roles").toString())
          .isEqualTo(login.equals("ann") ? "[\"moderator\"]" : "[]");
      String again = json(token(user, nonce(user)).text()).getString("token");
      assertThat(verified(again).getString("jti")).isNotEqualTo(claims.getString("jti"));
    }
  }

  @Test
  void nobody_else_gets_a_token() {
    BrowserContext visitor = stage.visitor();
    APIResponse none = visitor.request().get(stage.site.url() + NONCE);
    assertThat(none.status()).isEqualTo(204);
    assertThat(none.headers()).containsEntry("cache-control", "no-store");
    assertThat(token(visitor, "").status()).isEqualTo(401);

    BrowserContext ann = stage.user("ann");
    String nonce = nonce(ann);
    // Another site's page has Ann's cookie sent, but cannot read her nonce
    assertThat(token(ann, "").status()).isEqualTo(401);
    assertThat(token(ann, "0123456789").status()).isEqualTo(403);
    BrowserContext jan = stage.user("Jan Kowalski");
    assertThat(token(jan, nonce).status()).isEqualTo(403);
    assertThat(token(visitor, nonce).status()).isNotEqualTo(200);
    for (APIResponse answer : List.of(token(visitor, ""), token(jan, nonce))) {
      assertThat(answer.headers()).containsEntry("cache-control", "no-store");
      assertThat(answer.text()).doesNotContain("eyJ");
    }
    assertThat(ann.request().get(stage.site.url() + TOKEN).status()).isEqualTo(404);
  }

  @Test
  void a_cached_page_gives_nothing_away() {
    String visitors = html(stage.visitor(), Stage.PAGE);
    BrowserContext ann = stage.user("ann");
    String anns = html(ann, Stage.PAGE);
    String secret = stage.site.php("echo Mongoose_Chat\\Secret::value();");
    assertThat(List.of(visitors, anns))
        .noneMatch(
            page -> page.contains("eyJ") || page.contains(secret) || page.contains(nonce(ann)));
    assertThat(visitors).doesNotContainPattern("(?i)nonce(?!\" |=[\"']?/|-)[\"'=: ]+[0-9a-f]{10}");
    // What a page holds of the chat is one and the same for everybody
    assertThat(ofTheChat(anns)).hasSize(3).isEqualTo(ofTheChat(visitors));
  }

  @Test
  void the_administrator_sets_it_up() {
    stage.site.php("Mongoose_Chat\\Secret::renew();");
    String old = stage.site.php("echo Mongoose_Chat\\Secret::value();");
    BrowserContext context = stage.administrator();
    Page page = stage.open(context, SETTINGS);
    Locator address = page.getByLabel("Address of the chat server");
    Locator environment = page.locator("#mongoose-chat-environment");

    address.fill("javascript:alert(1)");
    button(page, "Save Changes").click();
    assertThat(page.locator(".settings-error").first()).containsText("it has to be like https://");
    assertThat(address).hasValue(stage.server.http("").toString());

    page.getByLabel("Default room").fill("Tea Room");
    page.getByLabel("Name of the box").fill("Teestube <b>");
    page.getByLabel("Users with one of these roles:").check();
    page.getByLabel("Editor").check();
    button(page, "Save Changes").click();
    assertThat(page.locator(".settings-error").first()).containsText("Settings saved.");
    assertThat(page.getByLabel("Default room")).hasValue("tea-room");
    assertThat(page.getByLabel("Name of the box")).hasValue("Teestube <b>");
    assertThat(page.getByLabel("Editor")).isChecked();
    assertThat(page.getByLabel("Subscriber")).not().isChecked();

    assertThat(environment).not().containsText(old);
    button(page, "Show the secret, once").click();
    assertThat(environment).containsText("MONGOOSE_AUTH_JWT_SECRET=" + old);
    assertThat(environment).containsText("MONGOOSE_WEB_ORIGINS=" + stage.site.url());
    page.navigate(stage.site.url() + SETTINGS);
    assertThat(environment).not().containsText(old);
    assertThat(button(page, "Show the secret, once")).hasCount(0);

    button(page, "Make a new secret").click();
    assertThat(environment).not().containsText(old);
    String renewed = stage.site.php("echo Mongoose_Chat\\Secret::value();");
    assertThat(environment).containsText("MONGOOSE_AUTH_JWT_SECRET=" + renewed);

    page.getByText("Enter a secret that the server has already").click();
    page.getByLabel("Secret").fill("x".repeat(40));
    button(page, "Store").click();
    assertThat(page.locator(".notice-success")).hasText("The secret is stored.");
    assertThat(environment).not().containsText("xxxx");
    // The server knows the first one
    page.getByText("Enter a secret that the server has already").click();
    page.getByLabel("Secret").fill(stage.secret);
    button(page, "Store").click();
    assertThat(page.locator(".notice-success")).hasText("The secret is stored.");
    assertAccessible(page);
  }

  @Test
  void only_administrators_set_it_up() {
    BrowserContext ann = stage.user("ann");
    assertThat(ann.request().get(stage.site.url() + SETTINGS).status()).isEqualTo(403);
    APIResponse test =
        ann.request()
            .post(
                stage.site.url() + "/wp-json/mongoose-chat/v1/test",
                RequestOptions.create().setHeader("X-WP-Nonce", nonce(ann)).setData("{}"));
    assertThat(test.status()).isEqualTo(403);
  }

  @Test
  void the_connection_test_says_what_is_wrong() {
    Page page = stage.open(stage.administrator(), SETTINGS);
    Locator findings = page.locator("#mongoose-chat-findings li");
    Locator test = button(page, "Test the connection");
    Locator address = page.getByLabel("Address of the chat server");

    test.click();
    assertThat(findings.first()).containsText("It is there and ready.");
    assertThat(findings.filter(new Locator.FilterOptions().setHasText("Browser")))
        .hasAttribute("data-state", "good");
    assertThat(findings.filter(new Locator.FilterOptions().setHasText("Visitors")))
        .hasAttribute("data-state", "good");
    Stage.screenshot(page, "full-settings");

    address.fill("http://127.0.0.1:9/mongoose/");
    test.click();
    assertThat(findings).hasCount(1);
    assertThat(findings).containsText("The site cannot reach it");

    address.fill(stage.server.http("").resolve("/elsewhere").toString());
    test.click();
    assertThat(findings).hasCount(1);
    assertThat(findings).containsText("no chat server at this path");

    address.fill(stage.site.url() + "/");
    test.click();
    assertThat(findings).hasCount(1);

    address.fill(stage.server.http("").toString());
    page.getByLabel("Domain").fill("example.org");
    test.click();
    assertThat(
            findings.filter(
                new Locator.FilterOptions().setHasText("not for the domain example.org")))
        .hasAttribute("data-state", "bad");
  }

  /** Newer versions of WordPress show what is edited in a frame. */
  private static Locator preview(Page page) {
    var preview = ".mongoose-chat-preview";
    var frame = "iframe[name=editor-canvas]";
    page.waitForSelector(preview + ", " + frame);
    return page.querySelector(frame) == null
        ? page.locator(preview)
        : page.frameLocator(frame).locator(preview);
  }

  @Test
  void the_editor_knows_the_block() {
    BrowserContext context = stage.administrator();
    Page page = stage.open(context, "/wp-admin/post-new.php?post_type=page");
    page.waitForFunction("window.wp?.blocks?.getBlockType('mongoose/chat')");
    page.evaluate(
        """
        () => {
          wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false);
          wp.data.dispatch('core/block-editor').insertBlocks(wp.blocks.createBlock('mongoose/chat'));
        }
        """);
    Locator preview = preview(page);
    assertThat(preview).containsText("The default room");
    page.getByLabel("This one:").check();
    page.getByLabel("Name of the room").fill("biscuits");
    assertThat(preview).containsText("biscuits");
    Stage.screenshot(page, "editor");
    assertThat(page.evaluate("wp.data.select('core/editor').getEditedPostContent()"))
        .isEqualTo("<!-- wp:mongoose/chat {\"room\":\"biscuits\"} /-->");
    page.getByLabel("A room of its own for this post").check();
    assertThat(preview).containsText("The room of this post");
  }

  @Test
  void it_speaks_german_in_all_its_variants() {
    try {
      for (String locale : List.of("de_DE", "de_AT", "de_DE_formal")) {
        // WordPress itself refuses a language that it has no files of
        stage.site.sql(
            "REPLACE INTO wp_options (option_name, option_value) VALUES ('WPLANG', '%s')"
                .formatted(locale));
        Page page = stage.open(stage.visitor(), Stage.OTHER);
        button(page, "Café").click();
        assertThat(button(page, "Den Chat schließen")).isVisible();
        Page editor = stage.open(stage.administrator(), "/wp-admin/post-new.php");
        assertThat(editor.evaluate("wp.i18n.__('The default room', 'mongoose-chat')"))
            .isEqualTo("Der Standardraum");
      }
    } finally {
      stage.site.php("update_option( 'WPLANG', '' );");
    }
  }

  private static void join(Locator chat, String name) {
    Locator field = chat.getByRole(AriaRole.TEXTBOX);
    field.fill(name);
    field.press("Enter");
    assertThat(chat.locator("textarea")).isVisible();
  }

  private static void say(Locator chat, String body) {
    chat.locator("textarea").fill(body);
    chat.locator("textarea").press("Enter");
  }

  private static String html(BrowserContext context, String path) {
    return context.request().get(stage.site.url() + path).text();
  }

  private static String nonce(BrowserContext context) {
    APIResponse answer = context.request().get(stage.site.url() + NONCE);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("cache-control", "no-store");
    return json(answer.text()).getString("nonce");
  }

  private static APIResponse token(BrowserContext context, String nonce) {
    var options = RequestOptions.create();
    if (!nonce.isEmpty()) {
      options.setHeader("X-WP-Nonce", nonce);
    }
    return context.request().post(stage.site.url() + TOKEN, options);
  }

  /** The elements that are the chat's. */
  private static List<String> ofTheChat(String html) {
    return Pattern.compile(
            "(?s)<aside class=\"mongoose-cafe\".*?</aside>|<mongoose-chat .*?</mongoose-chat>")
        .matcher(html)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static JsonObject verified(String token) throws GeneralSecurityException {
    String[] parts = token.split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(json(decoded(parts[0])).getString("alg")).isEqualTo("HS256");
    var mac = Mac.getInstance("HmacSHA256");
    String secret = stage.site.php("echo Mongoose_Chat\\Secret::value();");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signature = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(Base64.getUrlDecoder().decode(parts[2])).isEqualTo(signature);
    return json(decoded(parts[1]));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private static void assertAccessible(Page page) {
    assertThat(WebBrowser.barriers(page, ".mongoose-cafe, .mongoose-chat-settings"))
        .as("what axe finds")
        .isEmpty();
  }
}
