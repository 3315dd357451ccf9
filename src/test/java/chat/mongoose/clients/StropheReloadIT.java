package chat.mongoose.clients;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.conversation.MongooseServer;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.Npm;
import chat.mongoose.testkit.SharedMongoose;
import chat.mongoose.testkit.StreamClient;
import chat.mongoose.testkit.WebBrowser;
import chat.mongoose.xml.Element;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * strophe.js in a page of Chromium that is reloaded, and goes on with its BOSH session by {@code
 * restore()}.
 */
@ExtendWith(SharedMongoose.class)
class StropheReloadIT {

  private static final int RELOADS = 5;

  /** Far more than are said while a page is loaded. */
  private static final int ATTEMPTS = 20;

  private static final Path NPM = Path.of("src", "test", "npm");

  private final Mongoose server;
  private final String room = "reload-" + UUID.randomUUID() + "@" + MongooseServer.ROOMS;

  StropheReloadIT(Mongoose server) {
    this.server = server;
  }

  @BeforeAll
  static void install() throws Exception {
    Npm.install();
  }

  @Test
  void aReloadedPageGoesOnInItsRoom() throws Exception {
    var said = new ArrayList<String>();
    try (var browser = WebBrowser.start();
        var partner = new StreamClient(server).logIn()) {
      var page = enter(partner, browser);
      converse(page, partner, "before", said);

      for (int i = 1; i <= RELOADS; i++) {
        page.reload();
        page.evaluate("address => comeBack(address)", address());

        converse(page, partner, "reload " + i, said);
      }
      // the room has told the partner of one who came, and of nobody who went
      assertThat(presences).singleElement().asString().contains("/page");
    }
    assertThat(said).hasSize(2 * (RELOADS + 1));
  }

  /** What it asks with goes with it each time, and the next page asks anew at once. */
  @Test
  void aPageThatOnlyReadsMayBeReloadedAtAnyTime() throws Exception {
    try (var browser = WebBrowser.start();
        var partner = new StreamClient(server).logIn()) {
      var page = enter(partner, browser);

      for (int i = 0; i < 2 * RELOADS; i++) {
        page.reload();
        page.waitForRequest(
            request -> request.url().endsWith("/http-bind"),
            () -> page.evaluate("address => comeBack(address)", address()));

        talkUntilHeard(page, partner);
      }
    }
    assertThat(presences).singleElement().asString().contains("/page");
  }

  /** Both are in the room then. */
  private Page enter(StreamClient partner, WebBrowser browser) throws IOException {
    partner.bind();
    partner.enter(room, "partner");
    var page = browser.get().newPage();
    page.addInitScript(NPM.resolve("node_modules/strophe.js/dist/strophe.umd.min.js"));
    page.addInitScript(NPM.resolve("strophe-page.js"));
    page.navigate(server.http("api/health/live").toString());
    page.evaluate("address => logIn(address)", address());
    page.evaluate("occupant => join(occupant)", room + "/page");
    return page;
  }

  private List<String> address() {
    return List.of(server.http("http-bind").toString(), MongooseServer.DOMAIN);
  }

  /** What is said before the new page asks may go to the old one. */
  private void talkUntilHeard(Page page, StreamClient partner) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      var body = "word " + i;
      partner.send(
          "<message xmlns='jabber:client' type='groupchat' to='%s'><body>%s</body></message>"
              .formatted(room, body));
      hear(partner, body, new ArrayList<>());
      try {
        page.waitForFunction(
            "() => heard.length > 0", null, new Page.WaitForFunctionOptions().setTimeout(1_000));
        return;
      } catch (TimeoutError e) {
        // it is said again
      }
    }
    throw new AssertionError("The page has not heard " + ATTEMPTS + " messages.");
  }

  private final List<Element> presences = new ArrayList<>();

  /** Each says something, and both hear both. */
  private void converse(Page page, StreamClient partner, String when, List<String> said)
      throws IOException {
    var fromPage = "page: " + when;
    var fromPartner = "partner: " + when;
    page.evaluate("words => say(words)", List.of(room, fromPage));
    hear(partner, fromPage, said);
    partner.send(
        "<message xmlns='jabber:client' type='groupchat' to='%s'><body>%s</body></message>"
            .formatted(room, fromPartner));
    hear(partner, fromPartner, said);
    page.waitForFunction("body => heard.includes(body)", fromPartner);
    assertThat(page.evaluate("() => heard")).isEqualTo(List.of(fromPage, fromPartner));
    page.evaluate("() => { heard.length = 0; }");
  }

  private void hear(StreamClient partner, String body, List<String> said) throws IOException {
    while (true) {
      var next = partner.receive();
      if (next.name().equals("presence")) {
        presences.add(next);
      }
      var text = next.child(StreamClient.CLIENT, "body").map(Element::text);
      if (text.isPresent()) {
        said.add(text.get());
        assertThat(text).contains(body);
        return;
      }
    }
  }
}
