package chat.mongoose.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.WebBrowser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A visitor on a site of another origin, who reloads its pages, follows their links and loses the
 * network while somebody in the room counts aloud. Every number is in his log once and in its
 * place, and nobody sees him go or come.
 */
class StayingIT {

  /** What the page shows of what the speaker says. */
  private static final String NUMBERS =
      """
      said => {
        const root = document.querySelector('mongoose-chat').shadowRoot;
        const bodies = [...(root?.querySelectorAll('article .b') ?? [])];
        const numbers = bodies.map(b => b.textContent).filter(t => /^\\d+$/.test(t)).map(Number);
        const isDrawn = root?.querySelector('.log')?.ariaBusy === 'false';
        const isWhole = isDrawn && numbers.every((n, i) => !i || n === numbers[i - 1] + 1);
        return\s""";

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int TIMES = 8;

  private static Site site;
  private static Mongoose server;
  private static WebBrowser browser;

  private final String room = "staying-" + UUID.randomUUID();
  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;
  private Page page;
  private Speaker speaker;

  /** The last number in the visitor's log. */
  private int seen;

  @BeforeAll
  static void start() {
    site = new Site();
    server =
        Mongoose.with("mongoose.web.origins", site.origin())
            .and("mongoose.routing.rate", "100000")
            .and("mongoose.routing.burst", "100000")
            .start();
    site.with(server.http(""));
    browser = WebBrowser.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
    site.close();
  }

  @BeforeEach
  void speak() throws InterruptedException {
    context = browser.get().newContext(new NewContextOptions().setLocale("en-GB"));
    page = context.newPage();
    watch(page);
    speaker = new Speaker(server, room + "@conference.localhost");
  }

  @AfterEach
  void leave() {
    speaker.close();
    context.close();
    assertThat(complaints).as("on the console").isEmpty();
  }

  @Test
  void he_stays_over_WebSocket() {
    List<String> resumptions = new ArrayList<>();
    noteResumptions(page, resumptions);
    comeAndGo("/one");
    assertThat(resumptions).as("resumptions").hasSize(3 * TIMES);
  }

  @Test
  void he_stays_over_BOSH_where_the_page_allows_no_WebSocket() {
    List<String> bodies = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.url().endsWith("/http-bind") && request.postData().contains("<resume")) {
            bodies.add(request.postData());
          }
        });
    comeAndGo("/closed/one");
    assertThat(bodies).as("resumptions").hasSize(3 * TIMES);
    assertThat(complaints)
        .as("one try of a WebSocket for the tab")
        .hasSize(1)
        .allMatch(
            complaint -> complaint.contains("violates the following Content Security Policy"));
    complaints.clear();
  }

  private void comeAndGo(String path) {
    join(path);
    speaker.count();
    missesNothing();
    for (int i = 0; i < TIMES; i++) {
      page.reload();
      missesNothing();
    }
    for (int i = 0; i < TIMES; i++) {
      page.getByText("The other page").click();
      page.waitForURL("**/two?*");
      missesNothing();
      page.goBack();
      page.waitForURL("**/one?*");
      missesNothing();
    }
    assertThat(speaker.presencesOf("Visitor")).hasSize(1);
  }

  @Test
  void he_stays_when_the_network_is_gone_for_a_while() {
    join("/one");
    speaker.count();
    missesNothing();
    for (int i = 0; i < 3; i++) {
      context.setOffline(true);
      assertThat(page.getByText("You are offline.")).isVisible();
      int before = speaker.said();
      page.waitForCondition(() -> speaker.said() > before + 20);
      say("offline " + i);
      assertThat(page.locator(".pending")).hasCount(1);
      if (i == 0) {
        screenshot("offline");
        assertAccessible();
      }
      context.setOffline(false);
      missesNothing();
      assertThat(page.locator(".pending")).hasCount(0);
      assertThat(page.locator(".bar")).isEmpty();
    }
    screenshot("back");
    assertAccessible();
    assertThat(page.locator("article.own .b"))
        .hasText(new String[] {"offline 0", "offline 1", "offline 2"});
    assertThat(speaker.presencesOf("Visitor")).hasSize(1);
    complaints.removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
  }

  @Test
  void what_he_wrote_while_offline_goes_from_the_next_page() {
    join("/one");
    speaker.count();
    missesNothing();
    context.setOffline(true);
    assertThat(page.getByText("You are offline.")).isVisible();
    say("do not lose me");
    context.setOffline(false);
    page.reload();
    missesNothing();
    assertThat(page.locator(".pending, .failed")).hasCount(0);
    assertThat(page.locator("article.own .b")).hasText(new String[] {"do not lose me"});
    assertThat(speaker.presencesOf("Visitor")).hasSize(1);
    complaints.removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
  }

  @Test
  void who_closes_the_page_and_comes_again_has_his_name_again() {
    join("/one");
    speaker.count();
    missesNothing();
    page.close();
    page = context.newPage();
    watch(page);
    page.navigate(site.origin() + "/two?" + room);
    assertThat(page.getByLabel("Your name")).hasValue("Visitor");
    page.getByLabel("Your name").press("Enter");
    assertThat(composer()).isVisible();
    assertThat(speaker.presencesOf("Visitor"))
        .noneMatch(presence -> presence.contains("unavailable"));
  }

  @Test
  void of_two_tabs_with_the_same_memory_one_goes_on() {
    join("/one");
    speaker.count();
    missesNothing();
    page.navigate(site.origin() + "/plain");
    Page copy = context.waitForPage(() -> page.evaluate("() => { window.open(location.href) }"));
    watch(copy);
    List<String> resumptions = new ArrayList<>();
    noteResumptions(page, resumptions);
    noteResumptions(copy, resumptions);
    Page second = page;
    page = copy;
    page.navigate(site.origin() + "/one?" + room);
    missesNothing();
    second.navigate(site.origin() + "/one?" + room);
    assertThat(second.locator("article").last()).isVisible();
    missesNothing();
    assertThat(resumptions).hasSize(1);
  }

  private static void noteResumptions(Page tab, List<String> resumptions) {
    tab.onWebSocket(
        socket ->
            socket.onFrameSent(
                frame -> {
                  if (frame.text().startsWith("<resume")) {
                    resumptions.add(frame.text());
                  }
                }));
  }

  private void join(String path) {
    page.navigate(site.origin() + path + "?" + room);
    Locator name = page.getByLabel("Your name");
    name.fill("Visitor");
    name.press("Enter");
    assertThat(composer()).isVisible();
  }

  private void say(String body) {
    composer().fill(body);
    composer().press("Enter");
  }

  private Locator composer() {
    return page.locator("mongoose-chat textarea");
  }

  /**
   * All that has been said so far comes, each number after the one before it. What is said while he
   * enters may be there before what the archive has from just before that.
   */
  private void missesNothing() {
    int said = speaker.said() + 1;
    List<Integer> log;
    try {
      log =
          numbers(
              page.waitForFunction(
                  NUMBERS + "numbers.at(-1) >= said && isWhole && numbers; }", said));
    } catch (TimeoutError e) {
      log = numbers(page.evaluateHandle(NUMBERS + "numbers; }", said));
      assertThat(log).as("what the page shows").contains(said);
    }
    int first = log.get(0);
    assertThat(log).isEqualTo(IntStream.range(first, first + log.size()).boxed().toList());
    assertThat(first).as("begins where the log before ended").isLessThanOrEqualTo(seen + 1);
    seen = log.get(log.size() - 1);
  }

  @SuppressWarnings("unchecked")
  private static List<Integer> numbers(JSHandle numbers) {
    return (List<Integer>) numbers.jsonValue();
  }

  private void watch(Page tab) {
    tab.onConsoleMessage(
        message -> {
          if (!List.of("log", "info", "debug").contains(message.type())) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    tab.onPageError(complaints::add);
  }

  private void assertAccessible() {
    assertThat(WebBrowser.barriers(page)).as("what axe finds").isEmpty();
  }

  private void screenshot(String what) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("staying-" + what + ".png")));
  }
}
