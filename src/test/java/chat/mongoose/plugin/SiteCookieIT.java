package chat.mongoose.plugin;

import static chat.mongoose.plugin.Stage.button;
import static chat.mongoose.plugin.Stage.cafe;
import static chat.mongoose.plugin.Stage.logOut;
import static chat.mongoose.plugin.Stage.name;
import static chat.mongoose.plugin.Stage.say;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server reads the cookie and the database of the site, whose host it shares. */
class SiteCookieIT {

  /** Milliseconds after which a login that has ended at the site has ended in the chat. */
  private static final int MINUTE = 60_000;

  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = Stage.onOneHost();
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void open() {
    stage.set("{\"dock\": \"open\"}");
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
  void a_user_is_in_without_a_question_under_the_roles_of_the_site() {
    Page jan = stage.open(stage.userByForm("Jan Kowalski"), Stage.OTHER);
    assertThat(cafe(jan).locator("textarea")).isVisible();
    var token = jan.waitForResponse("**/mongoose/api/token", jan::reload);
    assertThat(token.text()).contains("\"jan kowalski\"");
    Page ann = stage.open(stage.user("ann"), Stage.OTHER);
    say(cafe(ann), "I keep order here");
    assertThat(cafe(jan).locator("article .who").last()).containsText("Moderator");
    say(cafe(jan), "I see");
    assertThat(cafe(ann).locator("article .who b").last()).hasText("Jan Kowalski");

    Page visitor = stage.open(stage.visitor(), Stage.OTHER);
    assertThat(name(cafe(visitor))).isVisible();
  }

  @Test
  void who_logs_out_has_left_the_chat_wherever_that_login_is() {
    BrowserContext sub = stage.user("sub@scriber");
    Page page = stage.open(sub, Stage.OTHER);
    Page tab = stage.open(sub, Stage.OTHER);
    // A browser that has the same login, and no tab in common
    BrowserContext elsewhere = stage.visitor();
    elsewhere.addCookies(sub.cookies());
    Page other = stage.open(elsewhere, Stage.PAGE);
    for (Page each : List.of(page, tab, other)) {
      assertThat(cafe(each).locator("textarea")).isVisible();
    }
    Page ann = stage.open(stage.user("ann"), Stage.OTHER);
    button(ann, "Show people").click();
    Locator seen =
        cafe(ann).locator(".people .name", new Locator.LocatorOptions().setHasText("sub@scriber"));
    assertThat(seen).isAttached();

    logOut(page);
    assertIsOut(tab);
    assertIsOut(other);
    assertThat(seen).hasCount(0, new HasCountOptions().setTimeout(MINUTE));
  }

  @Test
  void a_new_password_ends_older_logins() {
    BrowserContext before = stage.user("Author.Two");
    Page page = stage.open(before, Stage.OTHER);
    assertThat(cafe(page).locator("textarea")).isVisible();
    stage.site.php(
        "wp_set_password( wp_slash( $args[1] ), get_user_by( 'login', $args[0] )->ID );",
        "Author.Two",
        Stage.PASSWORD);

    assertIsOut(page);
    assertIsOut(stage.open(before, Stage.PAGE));
    Page again = stage.open(stage.user("Author.Two"), Stage.OTHER);
    assertThat(cafe(again).locator("textarea")).isVisible();
  }

  /** A visitor now, of whom nothing is known. */
  private static void assertIsOut(Page page) {
    assertThat(name(cafe(page))).isVisible(new IsVisibleOptions().setTimeout(MINUTE));
    assertThat(name(cafe(page))).hasValue("");
  }
}
