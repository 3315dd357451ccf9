package chat.mongoose.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.WebBrowser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The demo page in a real browser, as visitors see it. Each test has a room of its own; whatever a
 * page complains of on its console fails the test that opened it. On every server run those to
 * which it makes a difference which one it is.
 */
class DemoPageIT {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Milliseconds, for what a visitor without patience would not wait for. */
  private static final int PATIENCE = 90_000;

  private static final AtomicInteger ROOMS = new AtomicInteger();

  private static final List<String> MARKUP =
      List.of(
          "<img src=x onerror=alert(1)>",
          "<script>alert(1)</script>",
          "\"><svg/onload=alert(1)>",
          "<a href='javascript:alert(1)'>x</a>",
          "javascript:alert(1)",
          "</body></message><presence/>",
          "<![CDATA[<b>x</b>]]>",
          "&lt;b&gt; &amp; &#60;i&#62;",
          "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
          "{{constructor.constructor('alert(1)')()}} ${alert(1)}");

  private static Mongoose server;
  private static WebBrowser browser;

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private String room;
  private String test;

  @BeforeAll
  static void start() {
    server =
        Mongoose.with("mongoose.routing.rate", "100000")
            .and("mongoose.routing.burst", "100000")
            .and("mongoose.muc.site-rooms", "lobby,lasting-*")
            .start();
    browser = WebBrowser.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
  }

  /** The only thing that these tests know of the server. */
  private static URI base() {
    return server.http("");
  }

  @BeforeEach
  void takeRoom(TestInfo info) {
    test = info.getTestMethod().orElseThrow().getName();
    room = "demo-" + ProcessHandle.current().pid() + "-" + ROOMS.incrementAndGet();
  }

  @AfterEach
  void leave() {
    contexts.forEach(BrowserContext::close);
    assertThat(complaints).as("on the console").isEmpty();
  }

  @Test
  @Tag("server")
  void two_visitors_talk() {
    Page alice = joined("Alice Moreau");
    Page bob = joined("Bob");
    assertThat(alice.locator(".people li")).containsText(new String[] {"Alice Moreau", "Bob"});

    say(alice, "Good morning! See https://portal.example.com/news/42 or `error 809`");
    assertThat(messages(bob))
        .hasText(new String[] {"Good morning! See portal.example.com/news/42 or error 809"});
    Locator link = messages(bob).locator("a");
    assertThat(link).hasAttribute("href", "https://portal.example.com/news/42");
    assertThat(link).hasAttribute("rel", "noopener noreferrer nofollow ugc");

    say(bob, "Thank you, @Alice Moreau");
    assertThat(messages(alice).last()).hasText("Thank you, @Alice Moreau");
    assertThat(messages(alice).last().locator("mark")).hasText("@Alice Moreau");
    assertThat(bob.locator("article.own")).hasCount(1);
    assertThat(alice.locator(".pending")).hasCount(0);

    screenshot(alice, "light");
    alice.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    screenshot(alice, "dark");
  }

  @Test
  void a_phone_has_room_for_it() {
    Page alice = joined("Alice");
    Page phone = open(new NewContextOptions().setViewportSize(390, 800).setHasTouch(true));
    join(phone, "Phone");
    say(alice, "Do you see " + "a very long line without an end ".repeat(5) + "w".repeat(80));
    say(phone, "Yes");
    assertThat(messages(phone)).hasCount(2);
    assertThat(phone.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    assertThat(phone.locator(".people")).isHidden();
    screenshot(phone, "messages");
    button(phone, "Show people").click();
    assertThat(phone.locator(".people li")).hasCount(2);
    screenshot(phone, "people");
    phone.keyboard().press("Escape");
    assertThat(phone.locator(".people")).isHidden();
  }

  @Test
  void the_last_50_messages_and_the_ones_before() {
    Page alice = joined("Alice");
    List<String> said = IntStream.range(0, 120).mapToObj(i -> "message " + i).toList();
    said.forEach(body -> say(alice, body));
    assertThat(alice.locator(".pending")).hasCount(0);

    Page reader = open(new NewContextOptions());
    assertThat(messages(reader)).hasText(said.subList(70, 120).toArray(String[]::new));
    reader.locator(".log").evaluate("log => { log.scrollTop = 0 }");
    assertThat(messages(reader)).hasText(said.subList(20, 120).toArray(String[]::new));
    assertThat(messages(reader).nth(50)).isInViewport(); // nothing jumped
    reader.locator(".log").evaluate("log => { log.scrollTop = 0 }");
    assertThat(messages(reader)).hasText(said.toArray(String[]::new));
    assertThat(reader.getByText("This is the beginning of")).isVisible();

    join(reader, "Reader");
    say(alice, "one more");
    assertThat(messages(reader).last()).hasText("one more");
    assertThat(messages(reader)).hasCount(121);
  }

  @Test
  void who_reads_further_up_is_told_of_new_messages() {
    Page alice = joined("Alice");
    Page bob = joined("Bob");
    IntStream.range(0, 40).forEach(i -> say(alice, "message " + i));
    assertThat(messages(bob).last()).hasText("message 39");
    assertThat(messages(bob).last()).isInViewport();
    bob.locator(".log").evaluate("log => { log.scrollTop = 100 }");
    assertThat(button(bob, "To the newest messages")).isVisible();
    say(alice, "new one");
    say(alice, "new two");
    assertThat(button(bob, "2 new messages")).isVisible();
    screenshot(bob, "jump");
    button(bob, "2 new messages").click();
    assertThat(messages(bob).last()).isInViewport();
    assertThat(bob.getByRole(AriaRole.SEPARATOR).last()).hasText("New messages");
    assertThat(bob.locator(".jump")).isHidden();
  }

  @Test
  @Tag("server")
  void after_a_reload_one_is_still_in() {
    Page alice = joined("Alice");
    Page bob = joined("Bob");
    say(alice, "before");
    assertThat(messages(bob)).hasText(new String[] {"before"});
    say(bob, "answer");
    bob.reload();
    inOwnRoom(bob);
    assertThat(composer(bob)).isVisible();
    assertThat(messages(bob)).hasText(new String[] {"before", "answer"});
    assertThat(bob.locator("article.own")).hasCount(1);
    assertThat(bob.evaluate("document.activeElement.localName")).isEqualTo("body");
    say(bob, "after");
    assertThat(messages(alice)).hasText(new String[] {"before", "answer", "after"});
  }

  @Test
  @Tag("server")
  void a_killed_server_comes_back_and_nothing_is_missing() {
    room = "lasting-" + room;
    Page alice = joined("Alice");
    Page bob = joined("Bob");
    say(alice, "before");
    assertThat(messages(bob)).hasText(new String[] {"before"});

    server.kill();
    assertThat(alice.getByText("Reconnecting… nothing will be lost.")).isVisible();
    assertThat(bob.getByText("Reconnecting… nothing will be lost.")).isVisible();
    say(alice, "written meanwhile");
    assertThat(alice.locator(".pending")).hasCount(1);
    screenshot(alice, "reconnecting");
    server.start();

    button(alice, "Try now").click();
    assertThat(alice.locator(".pending")).hasCount(0, new HasCountOptions().setTimeout(PATIENCE));
    // Bob is left to come back by himself, and finds what was said since he was lost
    assertThat(messages(bob))
        .hasText(
            new String[] {"before", "written meanwhile"},
            new HasTextOptions().setTimeout(PATIENCE));
    assertThat(bob.locator(".bar")).isEmpty();
    say(bob, "after");
    String[] all = {"before", "written meanwhile", "after"};
    assertThat(messages(alice)).hasText(all);
    assertThat(messages(bob)).hasText(all);
    assertThat(messages(open(new NewContextOptions()))).hasText(all);
    // What a browser says of a connection that was refused is no complaint of ours
    complaints.removeIf(
        complaint ->
            complaint.contains("WebSocket connection to") || complaint.contains("Failed to load"));
  }

  @Test
  void a_refused_message_can_be_said_again() {
    Page alice = page(new NewContextOptions());
    refuse(alice, "<body>", "message", "wait", "resource-constraint");
    go(alice);
    join(alice, "Alice");
    say(alice, "too busy?");
    assertThat(alice.getByRole(AriaRole.ALERT)).containsText("Not sent. The server is busy.");
    screenshot(alice, "failed");
    Page bob = joined("Bob");
    alice.evaluate("refusing = false");
    button(alice, "Try again").click();
    assertThat(messages(bob)).hasText(new String[] {"too busy?"});
    assertThat(alice.locator(".failed, .pending")).hasCount(0);
    assertThat(messages(open(new NewContextOptions()))).hasText(new String[] {"too busy?"});
  }

  /**
   * Answers in the page, instead of the server and as long as `refusing` is set there, to what
   * contains the part. (`routeWebSocket` also sends on sockets that are closing, which the browser
   * complains of.)
   */
  private static void refuse(Page page, String part, String name, String type, String condition) {
    page.addInitScript(
        """
        globalThis.refusing = true;
        const { send } = WebSocket.prototype;
        WebSocket.prototype.send = function (frame) {
          if (!refusing || !frame.includes('%1$s')) return send.call(this, frame);
          const [id, to] = ['id', 'to'].map((name) => frame.match(` ${name}="([^"]+)"`)[1]);
          const data = `<%2$s xmlns='jabber:client' type='error' id='${id}' from='${to}'>
            <error type='%3$s'><%4$s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></%2$s>`;
          setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data })));
        };
        """
            .formatted(part, name, type, condition));
  }

  @Test
  void markup_stays_text() {
    Page mallory = joined("<b onclick=x>M</b>");
    Page alice = joined("Alice");
    List<Page> dialogs = new ArrayList<>();
    alice.onDialog(
        dialog -> {
          dialogs.add(alice);
          dialog.dismiss();
        });
    MARKUP.forEach(body -> say(mallory, body));
    assertThat(messages(alice)).hasText(MARKUP.toArray(String[]::new));
    assertThat(alice.locator("article .who b").first()).hasText("<b onclick=x>M</b>");
    assertThat(alice.locator(".people .name"))
        .hasText(new String[] {"<b onclick=x>M</b>", "Alice"});
    assertThat(
            alice.locator("mongoose-chat").locator("img, script, iframe, article a, article svg"))
        .hasCount(0);
    assertThat(dialogs).isEmpty();
    screenshot(alice, "markup");
  }

  @Test
  void a_name_that_is_taken_is_asked_for_again_and_can_be_changed() {
    Page alice = joined("Alice");
    Page other = open(new NewContextOptions());
    enterName(other, "Alice");
    assertThat(other.getByRole(AriaRole.ALERT))
        .containsText("Somebody has this name, or one that looks like it");
    assertThat(name(other)).hasValue(Pattern.compile("Alice \\d{3}"));
    assertThat(name(other)).isFocused();
    screenshot(other, "taken");
    join(other, "Alina");

    button(other, "Change your name").click();
    enterName(other, "Alice");
    assertThat(other.getByRole(AriaRole.ALERT))
        .containsText("Somebody has this name, or one that looks like it");
    join(other, "Alicia");
    assertThat(alice.locator(".people .name")).hasText(new String[] {"Alice", "Alicia"});
  }

  @Test
  void a_moderator_silences_and_removes_somebody() {
    Page alice = joined("Alice"); // has opened the room
    Page bob = page(new NewContextOptions());
    List<String> loaded = new ArrayList<>();
    bob.onRequest(request -> loaded.add(request.url()));
    go(bob);
    join(bob, "Bob");
    assertThat(alice.locator(".people .name")).hasText(new String[] {"Alice", "Bob"});
    assertThat(button(alice, "Moderate")).hasCount(1);

    button(alice, "Moderate Bob").click();
    assertAccessible(alice);
    screenshot(alice, "actions");
    button(alice, "Forbid writing").click();
    assertThat(bob.getByText("You can read here, but not write.")).isVisible();
    assertThat(composer(bob)).hasCount(0);
    assertThat(person(alice, "Bob")).containsText("Reads only");
    assertThat(status(alice)).hasText("Bob can only read now.");

    button(alice, "Moderate Bob").click();
    button(alice, "Allow writing").click();
    say(bob, "Thank you");
    assertThat(messages(alice)).hasText(new String[] {"Thank you"});

    button(alice, "Moderate Bob").click();
    button(alice, "Remove from the room").click();
    assertThat(bob.getByText("A moderator has removed you from this room.")).isVisible();
    assertThat(alice.locator(".people .name")).hasText(new String[] {"Alice"});
    assertThat(status(alice)).hasText("Bob has been removed.");
    assertThat(button(bob, "Moderate")).hasCount(0);
    assertThat(loaded).noneMatch(url -> url.contains("moderation"));
  }

  @Test
  void who_comes_does_not_move_what_is_being_pressed() {
    Page alice = joined("Alice");
    joined("Bob");
    button(alice, "Moderate Bob").hover();
    alice.mouse().down();
    Page anna = joined("Anna"); // above him
    say(anna, "Good morning");
    assertThat(messages(alice)).hasText(new String[] {"Good morning"});
    alice.mouse().up();
    assertThat(alice.locator(".people .name")).hasText(new String[] {"Alice", "Anna", "Bob"});
    assertThat(button(alice, "Moderate Bob")).hasAttribute("aria-expanded", "true");
  }

  @Test
  void a_moderator_with_a_keyboard_stays_where_he_was_and_is_told_what_went_wrong() {
    Page alice = page(new NewContextOptions());
    refuse(alice, "muc#admin", "iq", "cancel", "not-allowed");
    go(alice);
    join(alice, "Alice");
    joined("Bob");
    Locator bob = button(alice, "Moderate Bob");
    bob.focus();
    joined("Anna"); // above him
    assertThat(alice.locator(".people .name")).hasText(new String[] {"Alice", "Anna", "Bob"});
    assertThat(bob).isFocused();

    alice.keyboard().press("Enter");
    assertThat(bob).isFocused();
    assertThat(bob).hasAttribute("aria-expanded", "true");
    alice.keyboard().press("Tab");
    alice.keyboard().press("Tab");
    assertThat(button(alice, "Remove from the room")).isFocused();
    alice.keyboard().press("Enter");
    assertThat(alice.getByRole(AriaRole.ALERT))
        .hasText("You may not do this to somebody who has as many rights as you.");
    assertThat(bob).isFocused();
    assertAccessible(alice);
    screenshot(alice, "refused");
  }

  @Test
  void it_can_be_used_with_the_keyboard_alone() {
    Page page = open(new NewContextOptions());
    assertThat(page.evaluate("document.activeElement.localName")).isEqualTo("body");
    assertThat(name(page)).isVisible();
    for (int i = 0; i < 10 && !isFocused(name(page)); i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().type("Keys");
    page.keyboard().press("Enter");
    assertThat(composer(page)).isFocused();
    page.keyboard().type("one");
    page.keyboard().press("Shift+Enter");
    page.keyboard().type("two");
    page.keyboard().press("Enter");
    assertThat(messages(page)).hasCount(1);
    assertThat((String) messages(page).first().evaluate("b => b.textContent"))
        .isEqualTo("one\ntwo");
    page.keyboard().press("Shift+Tab");
    assertThat(page.locator(".log")).isFocused();
    page.keyboard().press("ArrowUp");
    assertThat(page.locator("article")).isFocused();
    for (int i = 0; i < 10 && inChat(page); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(inChat(page)).as("Tab leaves the chat").isFalse();
  }

  @Test
  void nothing_keeps_anybody_out() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(1280, 390)) {
        Page page =
            open(new NewContextOptions().setColorScheme(scheme).setViewportSize(width, 800));
        assertThat(name(page)).isVisible();
        assertAccessible(page);
        join(page, "Axe " + scheme + width);
        say(page, "A link to https://example.org, `code`, and @Axe " + scheme + width);
        assertThat(page.locator(".pending")).hasCount(0);
        assertAccessible(page);
        if (width == 390) {
          button(page, "Show people").click();
          assertAccessible(page);
        }
      }
    }
  }

  @Test
  void it_speaks_German() {
    Page page = page(new NewContextOptions().setLocale("de-DE"));
    go(page);
    page.evaluate("document.querySelector('mongoose-chat').lang = 'de'");
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Ihr Name")).fill("Dörte");
    page.keyboard().press("Enter");
    assertThat(page.locator("textarea")).isVisible();
    page.locator("textarea").fill("Grüß Gott");
    page.keyboard().press("Enter");
    assertThat(page.locator(".day")).hasText("Heute");
    screenshot(page, "german");
    assertAccessible(page);
  }

  @Test
  @Tag("server")
  void a_first_visit_loads_what_the_budget_counts_and_nothing_from_elsewhere() {
    Page page = page(new NewContextOptions());
    Set<String> loaded = new TreeSet<>();
    page.onRequest(
        request -> {
          URI path = base().relativize(URI.create(request.url()));
          loaded.add(path.toString().isEmpty() ? "index.html" : path.toString());
        });
    page.navigate(base().toString());
    assertThat(name(page)).isVisible();
    page.waitForFunction("() => performance.getEntriesByName(location.href).length > 0");
    Set<String> counted = WidgetFiles.loadedFor("index.html");
    // Without a window nobody sees the icon, and it is not asked for
    counted.remove("icon.svg");
    loaded.remove("icon.svg");
    // no file, and next to nothing
    assertThat(loaded.remove("api/token")).isTrue();
    assertThat(loaded).isEqualTo(counted);
  }

  // A visitor and what he does

  private Page joined(String name) {
    Page page = open(new NewContextOptions());
    join(page, name);
    return page;
  }

  /** Before the page in a room of this test's own, as a reader. */
  private Page open(NewContextOptions options) {
    Page page = page(options);
    go(page);
    return page;
  }

  private Page page(NewContextOptions options) {
    var context =
        browser.get().newContext(options.locale == null ? options.setLocale("en-GB") : options);
    contexts.add(context);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (!Set.of("log", "info", "debug").contains(message.type())) {
            complaints.add(
                "%s: %s (%s)".formatted(message.type(), message.text(), message.location()));
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  private void go(Page page) {
    page.navigate(base().toString());
    inOwnRoom(page);
  }

  private void inOwnRoom(Page page) {
    page.evaluate(
        "room => document.querySelector('mongoose-chat').setAttribute('room', room)", room);
  }

  private static void join(Page page, String name) {
    enterName(page, name);
    assertThat(composer(page)).isVisible();
  }

  private static void enterName(Page page, String name) {
    name(page).fill(name);
    name(page).press("Enter");
  }

  private static void say(Page page, String body) {
    composer(page).fill(body);
    composer(page).press("Enter");
  }

  private static Locator name(Page page) {
    return page.getByRole(
        AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Your name").setExact(true));
  }

  private static Locator composer(Page page) {
    return page.locator("mongoose-chat textarea");
  }

  private static Locator messages(Page page) {
    return page.locator("mongoose-chat article .b");
  }

  private static Locator button(Page page, String label) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label));
  }

  private static Locator person(Page page, String name) {
    return page.locator(".people li", new Page.LocatorOptions().setHasText(name));
  }

  /** What is said to those who do not see. */
  private static Locator status(Page page) {
    return page.locator("mongoose-chat .unseen");
  }

  private static boolean isFocused(Locator field) {
    return (boolean) field.evaluate("f => f.getRootNode().activeElement === f");
  }

  private static boolean inChat(Page page) {
    return (boolean) page.evaluate("document.activeElement.localName === 'mongoose-chat'");
  }

  private void assertAccessible(Page page) {
    assertThat(WebBrowser.barriers(page)).as("what axe finds").isEmpty();
  }

  private void screenshot(Page page, String what) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(test + "-" + what + ".png")));
  }
}
