package chat.mongoose.plugin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.mongoose.Readme;
import chat.mongoose.testkit.FreePorts;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.Nginx;
import chat.mongoose.testkit.WebBrowser;
import chat.mongoose.testkit.WordPress;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A WordPress with the plugin, as the build's zip installs it, a server that the plugin knows, and
 * a browser. The site has one page with rooms, {@link #PAGE}, and one without, {@link #OTHER}.
 */
final class Stage implements AutoCloseable {

  static final String PAGE = "/rooms/";
  static final String OTHER = "/other/";
  private static final String LOGIN = "/wp-login.php";

  /** The password of everybody but the administrator. */
  static final String PASSWORD = "pass word'1";

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final String BEGIN =
      """
      update_option( 'show_avatars', 0 ); // they would come from another site
      update_option( 'mongoose_chat', array( 'server' => $args[0], 'domain' => 'localhost' ) );
      foreach ( array( 'rooms' => $args[1], 'other' => '<p>Nothing.</p>' ) as $name => $text ) {
        wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish',
          'post_title' => ucfirst( $name ), 'post_name' => $name, 'post_content' => $text ) );
      }
      echo Mongoose_Chat\\Secret::value();
      """;

  private static final String TEXT =
      """
      <!-- wp:mongoose/chat {"room":"Tea Room"} /-->
      <!-- wp:shortcode -->[mongoose_chat room="post"]<!-- /wp:shortcode -->
      """;

  private static final List<String> PLUGIN_AND_PEOPLE =
      List.of(
          "--plugin",
          Programs.PROJECT.resolve("target/mongoose-chat.zip").toString(),
          "--user",
          "ann:editor:" + PASSWORD,
          "--user",
          "Jan Kowalski:subscriber:" + PASSWORD,
          "--user",
          "sub@scriber:subscriber:" + PASSWORD,
          "--user",
          "Author.Two:author:" + PASSWORD,
          "--raw-user",
          "Иван:subscriber:" + PASSWORD);

  /** Beside the {@code location} that README has. */
  private static final String LOCATION_OF_SITE =
      """
          location / {
              proxy_pass http://127.0.0.1:%s;
              proxy_set_header Host $http_host;
              proxy_set_header X-Forwarded-Proto $scheme;
          }

      """;

  final WordPress site;
  final Mongoose server;

  /** That the server knows; the plugin too, unless a test has changed it. */
  final String secret;

  final WebBrowser browser = WebBrowser.start();
  final List<String> complaints = new ArrayList<>();
  private final List<BrowserContext> contexts = new ArrayList<>();

  private final Optional<Nginx> proxy;

  /** On two hosts: the site signs who is logged in. */
  Stage() {
    proxy = Optional.empty();
    site = WordPress.create(PLUGIN_AND_PEOPLE.toArray(String[]::new));
    server = Mongoose.with("mongoose.web.origins", site.url());
    secret = begin(server.http("").toString());
    server
        .and("mongoose.auth.jwt.secret", secret)
        .and("mongoose.auth.jwt.issuer", site.url())
        .and("mongoose.auth.jwt.roles", "moderator")
        .and("mongoose.muc.site-rooms", "lobby,*-post-*,tea-room")
        .and("mongoose.auth.brake.free-tries", "100000")
        .start();
  }

  /** On one host, behind one nginx: the server reads the site's cookie and database. */
  private Stage(Nginx proxy, Mongoose server, String port) {
    this.proxy = Optional.of(proxy);
    this.server = server;
    var place = Stream.of("--port", port, "--url", proxy.https("").resolve("/").toString());
    site =
        WordPress.create(Stream.concat(place, PLUGIN_AND_PEOPLE.stream()).toArray(String[]::new));
    secret = begin(proxy.https("").toString());
    set("{\"login\": \"site\"}");
    server.and(site.settings()).and("mongoose.auth.brake.free-tries", "100000").start();
  }

  static Stage onOneHost() {
    String port = Integer.toString(FreePorts.next());
    String location = "    location /mongoose/ {";
    String both =
        Readme.example("nginx").replace(location, LOCATION_OF_SITE.formatted(port) + location);
    Mongoose server = Mongoose.with("mongoose.web.trusted-proxies", "127.0.0.1");
    return new Stage(new Nginx(both, server), server, port);
  }

  private String begin(String address) {
    return site.php(BEGIN, address, TEXT);
  }

  /** Changes settings of the plugin; JSON. */
  void set(String settings) {
    site.php(
        """
        update_option( 'mongoose_chat',
          array_merge( get_option( 'mongoose_chat' ), json_decode( $args[0], true ) ) );
        """,
        settings);
  }

  /** Somebody's browser, with nobody logged in. */
  BrowserContext visitor() {
    return visitor(new NewContextOptions());
  }

  BrowserContext visitor(NewContextOptions options) {
    options.setLocale("en-US").setIgnoreHTTPSErrors(proxy.isPresent());
    var context = browser.get().newContext(options);
    context.setDefaultTimeout(60_000);
    // The editor's own pictures come from another site
    context.route("https://s.w.org/**", route -> route.fulfill(new Route.FulfillOptions()));
    contexts.add(context);
    return context;
  }

  /** Somebody's browser, logged in. */
  BrowserContext user(String login, String password) {
    var context = visitor();
    var form = FormData.create().set("log", login).set("pwd", password);
    String address = site.url() + LOGIN;
    var answer =
        context.request().post(address, RequestOptions.create().setForm(form).setMaxRedirects(0));
    if (answer.status() != 302) {
      throw new IllegalStateException(login + " cannot log in: " + answer.text());
    }
    return context;
  }

  /** Somebody's browser, logged in at the site's own form, by keyboard and mouse. */
  BrowserContext userByForm(String login) {
    var context = visitor();
    Page page = context.newPage();
    page.navigate(site.url() + LOGIN);
    // its script takes the cursor there after 0.2 s, maybe while the password is being filled in
    assertThat(page.locator("#user_login")).isFocused();
    page.locator("#user_login").fill(login);
    page.locator("#user_pass").fill(PASSWORD);
    page.locator("#wp-submit").click();
    page.waitForURL("**/wp-admin/**");
    page.close();
    return context;
  }

  BrowserContext user(String login) {
    return user(login, PASSWORD);
  }

  BrowserContext administrator() {
    return user("boss", "boss-pass-1");
  }

  /** Opens a page of the site; what it complains of is kept. */
  Page open(BrowserContext context, String path) {
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(site.url() + path);
    return page;
  }

  /** Where a visitor is asked for his name. */
  static Locator name(Locator chat) {
    return chat.getByRole(
        AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Your name").setExact(true));
  }

  static void say(Locator chat, String body) {
    chat.locator("textarea").fill(body);
    chat.locator("textarea").press("Enter");
  }

  static void logOut(Page page) {
    page.navigate(page.locator("#wp-admin-bar-logout a").getAttribute("href"));
    page.waitForURL("**loggedout=true**");
  }

  static Locator cafe(Page page) {
    return page.locator(".mongoose-cafe mongoose-chat");
  }

  static Locator button(Page page, String label) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  static void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve("wordpress-" + name + ".png"))
            .setFullPage(name.startsWith("full")));
  }

  /** Between two tests. */
  void clear() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    complaints.clear();
    set(
        """
        {"dock": "closed", "audience": "everyone", "roles": [], "room": "lobby", "title": "Café",
         "accent": ""}
        """);
  }

  @Override
  public void close() {
    browser.close();
    proxy.ifPresent(Nginx::close);
    server.close();
    site.close();
  }
}
