package chat.mongoose.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import chat.mongoose.testkit.WebBrowser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What strangers write to break a page that shows it: bodies, names, subjects and titles, in a real
 * browser. They are put where the widget keeps what it was told, since the server refuses some.
 * None of it may run, cover anything but its own place, or keep the page waiting.
 */
@ExtendWith(SharedMongoose.class)
class HostileTextIT {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /**
   * Milliseconds from a message's arrival to the page that shows it; one alone took eleven seconds.
   */
  private static final double PATIENCE = 1_500;

  private static final int LENGTH = 32_000;

  private static final List<String> BODIES =
      List.of(
          "http://a" + ")".repeat(LENGTH),
          "http://a" + ".".repeat(LENGTH) + "x",
          "http://a.example ".repeat(LENGTH / 17),
          "`".repeat(LENGTH),
          "` `".repeat(LENGTH / 3),
          "\n".repeat(LENGTH),
          "a\n".repeat(LENGTH / 2),
          "W".repeat(LENGTH),
          "a" + "\u0301".repeat(LENGTH),
          "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a"
              .repeat(200),
          "\ufdfd".repeat(1_400),
          "\ufdfd".repeat(LENGTH),
          "\uD808\uDC2B".repeat(700),
          "\uD83D\uDC69\u200D".repeat(LENGTH / 3),
          "\uD83C\uDF89\uD83C\uDF89",
          "\u202e".repeat(200) + "gnp.exe",
          "\u05d0".repeat(60) + " https://evil.example/" + "\u05d1".repeat(60),
          "\u2066".repeat(5_000),
          "\u200b".repeat(LENGTH),
          "&".repeat(LENGTH / 5),
          "<img src=x onerror=alert(1)>".repeat(20),
          "<script>alert(1)</script><style>*{display:none}</style>",
          "javascript:alert(1) data:text/html,<script>alert(1)</script> http://javascript:alert(1)@x.example",
          "</div></article></section><h1>Log in</h1>",
          "\t".repeat(2_000) + "x",
          "\u0e49".repeat(3_000),
          "\u1160".repeat(3_000));

  private static final List<String> NAMES =
      List.of(
          "W".repeat(1_000),
          "\u202eecilA",
          "\u05d0\u05d1\u05d2 12:00",
          "H\u0336\u0311\u0346\u0342".repeat(60),
          "a" + "\u0301".repeat(900),
          "\ufdfd".repeat(60),
          "\ufdfd",
          "\u1160\u3164",
          "<b onclick=alert(1)>x</b>",
          "Alice\u2028Moderator\u2028",
          "\uD83C\uDF89".repeat(200),
          "\u2068\u2068\u2068");

  private static final AtomicInteger ROOMS = new AtomicInteger();

  private static WebBrowser browser;
  private static Mongoose server;

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start(Mongoose shared) {
    server = shared;
    browser = WebBrowser.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @AfterEach
  void leave() {
    contexts.forEach(BrowserContext::close);
    assertThat(complaints).as("on the console").isEmpty();
  }

  @Test
  void no_body_runs_leaves_its_place_or_keeps_the_page_waiting() {
    for (int width : List.of(1_000, 340)) {
      Page page = inRoom(width, ColorScheme.LIGHT);
      for (String body : BODIES) {
        shows(page, Map.of("body", body, "nick", "Mallory"));
      }
      assertThat(page.locator("mongoose-chat article")).hasCount(BODIES.size());
      screenshot(page, "bodies-" + width);
    }
  }

  @Test
  void no_name_does_either_nor_subject_nor_title() {
    for (int width : List.of(1_000, 340)) {
      Page page = inRoom(width, ColorScheme.DARK);
      for (String name : NAMES) {
        shows(page, Map.of("body", "I am " + name.length() + " long", "nick", name));
        shows(page, Map.of("subject", name, "title", name));
      }
      screenshot(page, "names-" + width);
    }
  }

  /** Unfolded too, each body alone is shown within the same time. */
  @Test
  void who_asks_for_all_of_a_long_message_has_it_soon() {
    Page page = inRoom(1_000, ColorScheme.LIGHT);
    for (String body : BODIES) {
      shows(page, Map.of("body", body, "nick", "Mallory"));
      var last = page.locator("mongoose-chat article").last();
      if (last.locator(".fold").count() == 0) {
        continue;
      }
      Object took =
          page.evaluate(
              """
              async () => {
                const { shadowRoot } = document.querySelector('mongoose-chat');
                const start = performance.now();
                [...shadowRoot.querySelectorAll('.fold')].at(-1).click();
                await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                return performance.now() - start;
              }
              """);
      assertThat(((Number) took).doubleValue()).as(start(body)).isLessThan(PATIENCE);
      assertWithin(page, body);
    }
  }

  @Test
  void a_long_message_is_folded_and_unfolded_with_the_keyboard() {
    Page page = inRoom(1_000, ColorScheme.LIGHT);
    shows(page, Map.of("body", "All that I ever wanted to say. ".repeat(300), "nick", "Alice"));
    var message = page.locator("mongoose-chat article");
    var more = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show more"));
    assertThat(more).hasAttribute("aria-expanded", "false");
    screenshot(page, "folded");
    page.locator("mongoose-chat .log").focus();
    page.keyboard().press("Tab");
    assertThat(more).isFocused();
    int height = height(message);
    page.keyboard().press("Enter");
    var less = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show less"));
    assertThat(less).isFocused();
    assertThat(less).hasAttribute("aria-expanded", "true");
    assertThat(height(message)).isGreaterThan(2 * height);
    assertThat(WebBrowser.barriers(page)).isEmpty();
    page.keyboard().press("Space");
    assertThat(more).isFocused();
    assertThat(height(message)).isEqualTo(height);
  }

  @Test
  void a_guest_under_the_name_of_somebody_who_is_gone_is_seen_to_be_another() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(1_000, 340)) {
        Page page = inRoom(width, scheme);
        shows(
            page,
            Map.of("body", "I am the owner here.", "nick", "Alice", "id", "a", "hat", "owner"));
        shows(page, Map.of("body", "Ask me anything.", "nick", "Alice", "id", "a", "hat", "owner"));
        shows(
            page,
            Map.of("body", "Send me your password.", "nick", "Alice", "id", "b", "hat", "guest"));
        shows(page, Map.of("body", "I have an account.", "nick", "Bob", "id", "c"));
        var articles = page.locator("mongoose-chat article");
        assertThat(page.locator("mongoose-chat article.first")).hasCount(3);
        assertThat(articles.nth(0)).containsText("Moderator");
        assertThat(articles.nth(2).locator(".who")).containsText("Guest");
        assertThat(articles.nth(2).locator(".mod")).hasCount(0);
        assertThat(articles.nth(2)).hasAttribute("aria-label", Pattern.compile("Alice, Guest, .*"));
        assertThat(articles.nth(3).locator(".who")).not().containsText("Guest");
        assertThat(WebBrowser.barriers(page)).isEmpty();
        screenshot(page, "guest-" + scheme + "-" + width);
      }
    }
  }

  /**
   * What a few guests say within their rates: hundreds of messages at once, each of hundreds of
   * boxes, of links, of the reader's name, or of letters that hardly a font has.
   */
  @Test
  @SuppressWarnings("unchecked")
  void of_a_flood_a_few_messages_are_drawn_at_a_time_the_newest_first() {
    Page page = inRoom(1_000, ColorScheme.LIGHT);
    var drawn =
        (Map<String, Object>)
            page.evaluate(
                """
                async () => {
                  const rare = Array.from({ length: 290 }, (_, i) => String.fromCodePoint(0x13000 + i)).join('');
                  const bodies = ['`a`'.repeat(330), 'http://a.example '.repeat(50), 'Dana '.repeat(190), rare];
                  const { store } = globalThis.played;
                  const log = document.querySelector('mongoose-chat').shadowRoot.querySelector('.log');
                  const numbers = () => [...log.querySelectorAll('article .b')].map((b) => parseInt(b.textContent));
                  const seen = { most: 0, boxes: 0, pieces: 0, faults: [] };
                  const watch = new MutationObserver((changes) => {
                    const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.localName === 'article');
                    if (!added.length) return;
                    seen.pieces++;
                    seen.most = Math.max(seen.most, added.length);
                    for (const node of added) seen.boxes = Math.max(seen.boxes, node.querySelectorAll('a, code, mark').length);
                    if (numbers().at(-1) !== 199) seen.faults.push(`ends with ${numbers().at(-1)}`);
                    if (log.scrollHeight - log.clientHeight - log.scrollTop > 1) seen.faults.push('not at its end');
                  });
                  watch.observe(log, { childList: true });
                  for (let i = 0; i < 200; i++) {
                    const nick = `Guest ${i % 3}`;
                    store.append({ id: `m${i}`, nick, occupantId: nick, guest: true, body: `${i} ${bodies[i % 4]}`, time: Date.now() });
                  }
                  do await new Promise((done) => setTimeout(done, 50)); while (log.ariaBusy !== 'false' || numbers().length < 200);
                  return { ...seen, inOrder: numbers().every((n, i) => n === i) };
                }
                """);
    assertThat((int) drawn.get("most")).as("messages at once").isBetween(1, 24);
    assertThat((int) drawn.get("boxes")).as("parts of a message").isBetween(20, 30);
    assertThat(drawn).containsEntry("faults", List.of()).containsEntry("inOrder", true);
    screenshot(page, "flood");
  }

  /** What is out of sight keeps its height without being laid out, so nothing jumps. */
  @Test
  void who_reads_further_up_stays_there_in_a_flood_and_scrolls_on_without_a_jump() {
    Page page = inRoom(1_000, ColorScheme.LIGHT);
    page.evaluate(
        """
        () => {
          const log = document.querySelector('mongoose-chat').shadowRoot.querySelector('.log');
          const message = (i, time) => ({ id: `m${i}`, nick: 'Alice', occupantId: 'a', body: `${i} `.repeat(1 + (i * 7919) % 300), time });
          const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
          const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          const inSight = () => {
            const { top, bottom } = log.getBoundingClientRect();
            const articles = [...log.querySelectorAll('article')].map((node) => [node, node.getBoundingClientRect()]);
            return new Map(articles.filter(([, r]) => r.bottom > top && r.top < bottom).map(([node, r]) => [parseInt(node.querySelector('.b').textContent), r.top]));
          };
          /** Does that, and tells where something in sight went elsewhere, apart from what was scrolled. */
          const still = async (change) => {
            const before = inSight();
            const moved = change() ?? 0;
            do await frame(); while (log.ariaBusy === 'true');
            await frame();
            const after = inSight();
            const both = [...after].filter(([i]) => before.has(i));
            if (!both.length) return [`nothing of ${[...before.keys()]} is in sight any more, but ${[...after.keys()]}`];
            return both.filter(([i, top]) => Math.abs(before.get(i) - moved - top) > 2).map(([i, top]) => `${i} went from ${before.get(i)} to ${top}`);
          };
          globalThis.reading = { log, message, range, frame, still };
        }
        """);
    Object jumps =
        page.evaluate(
            """
            async () => {
              const { log, message, range, frame, still } = globalThis.reading;
              const { store } = globalThis.played;
              const jumps = [];
              for (const i of range(100, 200)) store.append(message(i, Date.now()));
              do await frame(); while (log.ariaBusy !== 'false' || log.querySelectorAll('article').length < 100);
              const up = () => { const top = log.scrollTop; log.scrollTop -= 200; return log.scrollTop - top; };
              for (let i = 0; i < 15; i++) jumps.push(...await still(up));
              jumps.push(...await still(() => range(200, 260).forEach((i) => store.append(message(i, Date.now())))));
              jumps.push(...await still(() => void store.merge(range(50, 100).map((i) => message(i, Date.now() - 1000)))));
              for (let i = 0; i < 30; i++) jumps.push(...await still(up));
              const articles = log.querySelectorAll('article');
              const skipped = [...articles].filter((node) => !node.querySelector('.b').checkVisibility({ contentVisibilityAuto: true }));
              return articles.length === 210 && skipped.length > 100 ? jumps : [articles.length, skipped.length, ...jumps];
            }
            """);
    assertThat((List<?>) jumps).isEmpty();
  }

  /** One of them who is away and back again fifty times a second kept every page busy. */
  @Test
  @SuppressWarnings("unchecked")
  void who_comes_goes_and_changes_again_and_again_is_drawn_twice_a_second_while_somebody_sees_it() {
    Page page = inRoom(1_000, ColorScheme.DARK);
    var drawn =
        (Map<String, Object>)
            page.evaluate(
                """
                async () => {
                  const { store } = globalThis.played;
                  const panel = document.querySelector('mongoose-chat').shadowRoot.querySelector('.people');
                  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                  const names = () => [...panel.querySelectorAll('.name')].map((name) => name.title);
                  const until = async (what) => { while (!what()) await frame(); };
                  let drawings = 0;
                  new MutationObserver(() => drawings++).observe(panel.lastElementChild, { childList: true });
                  const asked = globalThis.getComputedStyle;
                  let styles = 0;
                  globalThis.getComputedStyle = (...what) => (styles++, asked(...what));
                  const is = (nick, what) => {
                    store.occupants.set(nick, { nick, role: 'participant', affiliation: 'none', away: false, ...what });
                    store.changed('people');
                  };
                  const busy = async () => {
                    drawings = 0;
                    const start = performance.now();
                    for (let i = 0; i < 60; i++) {
                      is('Mallory', { away: i % 2 > 0 });
                      await frame();
                    }
                    return [drawings, Math.floor((performance.now() - start) / 500) + 2];
                  };
                  for (let i = 0; i < 60; i++) is(`Guest ${(i * 37) % 60}`);
                  is('Zoe', { role: 'moderator' });
                  await until(() => names().length === 62);
                  const [seen, allowed] = await busy();
                  // but the room for it is there as soon as one is in, or all would move later
                  const shows = async (phase) => {
                    store.update({ phase });
                    for (let i = 0; i < 3; i++) await frame();
                    return !panel.hidden;
                  };
                  const atOnce = [await shows('left'), await shows('joined')];
                  panel.hidden || panel.getRootNode().querySelector('header button').click();
                  const [unseen] = await busy();
                  is('Guest 7a');
                  store.occupants.delete('Guest 8');
                  store.occupants.delete('Mallory');
                  store.changed('people');
                  panel.getRootNode().querySelector('header button').click();
                  await until(() => !names().includes('Mallory'));
                  globalThis.getComputedStyle = asked;
                  return { seen, allowed, atOnce, unseen, styles, names: names() };
                }
                """);
    assertThat((int) drawn.get("seen")).isBetween(1, (int) drawn.get("allowed"));
    assertThat(drawn).containsEntry("atOnce", List.of(false, true));
    assertThat(drawn).containsEntry("unseen", 0).containsEntry("styles", 0);
    var names = IntStream.range(0, 60).filter(i -> i != 8).mapToObj("Guest %d"::formatted).toList();
    var expected = new ArrayList<>(List.of("Dana", "Zoe"));
    expected.addAll(names);
    expected.add(expected.indexOf("Guest 7") + 1, "Guest 7a");
    assertThat(drawn).containsEntry("names", expected);
    screenshot(page, "crowd");
  }

  /** Has a message, or a subject and a title, arrive, and waits until it is drawn. */
  private static void shows(Page page, Map<String, String> what) {
    Object took =
        page.evaluate(
            """
            async ({ body, nick, id, hat, subject, title }) => {
              const { store } = globalThis.played;
              const start = performance.now();
              if (subject) store.update({ subject, title });
              else {
                const guest = hat === 'guest';
                const key = `m${store.messages.length}`;
                const rank = { guest, staff: hat === 'owner' };
                store.append({ id: key, nick, occupantId: id ?? nick, ...rank, body, time: Date.now() });
                store.occupants.set(nick, { nick, role: 'participant', affiliation: 'none', guest, visit: key });
                store.changed('people');
              }
              const { shadowRoot } = document.querySelector('mongoose-chat');
              const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
              await frame();
              do await frame(); while (shadowRoot.querySelectorAll('article').length < store.messages.length);
              return performance.now() - start;
            }
            """,
            what);
    String text = what.getOrDefault("subject", what.getOrDefault("body", ""));
    assertThat(((Number) took).doubleValue()).as(start(text)).isLessThan(PATIENCE);
    assertWithin(page, text);
  }

  /** Nothing is wider than the chat, nothing of another kind is in it, the page is as it was. */
  private static void assertWithin(Page page, String text) {
    Object faults =
        page.evaluate(
            """
            () => {
              const { shadowRoot } = document.querySelector('mongoose-chat');
              const box = shadowRoot.querySelector('.box').getBoundingClientRect();
              const faults = [];
              for (const kind of ['script', 'img', 'iframe', 'style', 'h1', '[onclick]', '[onerror]']) {
                if (shadowRoot.querySelector(kind)) faults.push(kind);
              }
              for (const node of shadowRoot.querySelectorAll('.log, article, .who, .b, header, li, .name, .av')) {
                const { left, right } = node.getBoundingClientRect();
                if (right - left && (left < box.left - 1 || right > box.right + 1)) faults.push(`${node.className} from ${left} to ${right}`);
                // what is cut off does no harm, what can be scrolled to or seen outside does
                const { overflowX } = getComputedStyle(node);
                if (node.scrollWidth > node.clientWidth + 4 && overflowX === 'visible' && getComputedStyle(node).display !== 'inline') {
                  faults.push(`${node.localName}.${node.className} is ${node.clientWidth} wide and has ${node.scrollWidth}`);
                }
              }
              for (const node of shadowRoot.querySelectorAll('header')) if (node.offsetHeight > 90) faults.push(`a header of ${node.offsetHeight}`);
              for (const node of shadowRoot.querySelectorAll('article')) {
                const open = node.querySelector('.fold[aria-expanded=true]');
                if (!open && node.offsetHeight > 1500) faults.push(`a message of ${node.offsetHeight}`);
              }
              for (const node of shadowRoot.querySelectorAll('.who, li')) if (node.offsetHeight > 60) faults.push(`a name of ${node.offsetHeight}`);
              if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls');
              return faults;
            }
            """);
    assertThat((List<?>) faults).as(start(text)).isEmpty();
  }

  /** A chat on the demo page, whose room is in the hands of the test. */
  private Page inRoom(int width, ColorScheme scheme) {
    var options =
        new NewContextOptions()
            .setLocale("en-GB")
            .setColorScheme(scheme)
            .setViewportSize(width, 800);
    var context = browser.get().newContext(options);
    contexts.add(context);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (!List.of("log", "info", "debug").contains(message.type())) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onDialog(
        dialog -> {
          complaints.add("A dialog: " + dialog.message());
          dialog.dismiss();
        });
    // The store of the element, as it makes it, since its fields are its own
    page.addInitScript(
        """
        const listen = EventTarget.prototype.addEventListener;
        EventTarget.prototype.addEventListener = function (what, ...rest) {
          if (what === 'said') globalThis.played = { store: this };
          return listen.call(this, what, ...rest);
        };
        """);
    page.navigate(server.http("").toString());
    page.evaluate(
        "room => document.querySelector('mongoose-chat').setAttribute('room', room)",
        "hostile-" + ProcessHandle.current().pid() + "-" + ROOMS.incrementAndGet());
    var name =
        page.getByRole(
            AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Your name").setExact(true));
    name.fill("Dana");
    name.press("Enter");
    assertThat(page.locator("mongoose-chat textarea")).isVisible();
    return page;
  }

  private static int height(Locator node) {
    return (int) node.evaluate("node => node.offsetHeight");
  }

  private static String start(String text) {
    return text.codePoints().limit(12).mapToObj("%04x "::formatted).reduce("", String::concat);
  }

  private static void screenshot(Page page, String what) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("hostile-" + what + ".png")));
  }
}
