package chat.mongoose.plugin;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.WebBrowser;
import chat.mongoose.testkit.WordPress;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A WordPress with the plugin, as the build's zip installs it, a server that the plugin knows, and
 * a browser. The site has one page with rooms, {@link #PAGE}, and one without, {@link #OTHER}.
 */
final class Stage implements AutoCloseable {

  static final String PAGE = "/rooms/";
  static final String OTHER = "/other/";

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

  final WordPress site;
  final Mongoose server;

  /** That the server knows; the plugin too, unless a test has changed it. */
  final String secret;

  final WebBrowser browser = WebBrowser.start();
  final List<String> complaints = new ArrayList<>();
  private final List<BrowserContext> contexts = new ArrayList<>();

  Stage() {
    site =
        WordPress.create(
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
    server = Mongoose.with("mongoose.web.origins", site.url());
    secret = site.php(BEGIN, server.http("").toString(), TEXT);
    server
        .and("mongoose.auth.jwt.secret", secret)
        .and("mongoose.auth.jwt.issuer", site.url())
        .and("mongoose.auth.jwt.roles", "moderator")
        .and("mongoose.auth.brake.free-tries", "100000")
        .start();
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
    var context = browser.get().newContext(options.setLocale("en-US"));
    context.setDefaultTimeout(60_000);
    // The editor's own pictures come from another site
    context.route("https://s.w.org/**", route -> route.fulfill(new Route.FulfillOptions()));
    contexts.add(context);
    return context;
  }

  /** Somebody's browser, logged in at the site's own form. */
  BrowserContext user(String login, String password) {
    var context = visitor();
    Page page = context.newPage();
    page.navigate(site.url() + "/wp-login.php");
    page.locator("#user_login").fill(login);
    page.locator("#user_pass").fill(password);
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
    server.close();
    site.close();
  }
}
