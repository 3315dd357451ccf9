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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is logged in at the site is logged in to the chat, on another host than the site's. */
class SiteLoginIT {

  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = new Stage();
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
  }

  @Test
  void a_user_is_in_without_a_question_whatever_the_name_is() {
    for (String login : List.of("Jan Kowalski", "sub@scriber", "Author.Two", "Иван")) {
      Page page = stage.open(stage.userByForm(login), Stage.OTHER);
      Locator chat = cafe(page);
      assertThat(chat.locator("textarea")).isVisible();
      say(chat, "It is me, " + login);
      assertThat(chat.locator("article.own .b").last()).hasText("It is me, " + login);
      assertThat(chat.locator("article.pending, article.failed")).hasCount(0);
    }
    Page visitor = stage.open(stage.visitor(), Stage.OTHER);
    assertThat(cafe(visitor).locator("article .who b"))
        .hasText(new String[] {"Jan Kowalski", "sub@scriber", "Author.Two", "Иван"});
    assertThat(name(cafe(visitor))).isVisible();
  }

  @Test
  void who_logs_out_has_left_the_chat_in_all_tabs() {
    BrowserContext jan = stage.user("Jan Kowalski");
    Page first = stage.open(jan, Stage.OTHER);
    Page second = stage.open(jan, Stage.PAGE);
    Locator room = second.locator(".wp-block-mongoose-chat mongoose-chat");
    assertThat(cafe(first).locator("textarea")).isVisible();
    assertThat(room.locator("textarea")).isVisible();
    Page watching = stage.open(stage.user("ann"), Stage.PAGE);
    Locator people = watching.locator(".wp-block-mongoose-chat mongoose-chat .people .name");
    assertThat(people).hasText(new String[] {"ann", "Jan Kowalski"});

    logOut(first);
    // In the other tab he is a visitor now, of whom nothing is known
    assertThat(name(room)).isVisible();
    assertThat(name(room)).hasValue("");
    assertThat(people).hasText(new String[] {"ann"});
    first.navigate(stage.site.url() + Stage.OTHER);
    assertThat(name(cafe(first))).hasValue("");
  }

  @Test
  void where_only_users_see_it_it_goes_with_the_user() {
    stage.set("{\"audience\": \"users\"}");
    BrowserContext jan = stage.user("Jan Kowalski");
    Page first = stage.open(jan, Stage.OTHER);
    Page second = stage.open(jan, Stage.PAGE);
    assertThat(cafe(first).locator("textarea")).isVisible();
    // all three are connected: who asks for a token while he logs out reads a 403 in his console
    assertThat(second.locator("mongoose-chat textarea")).hasCount(3);
    logOut(first);
    assertThat(second.locator("mongoose-chat, .mongoose-cafe")).hasCount(0);
  }

  @Test
  void an_editor_is_a_moderator() {
    Page jan = stage.open(stage.user("Jan Kowalski"), Stage.OTHER);
    assertThat(cafe(jan).locator("textarea")).isVisible();
    Page ann = stage.open(stage.user("ann"), Stage.OTHER);
    say(cafe(ann), "I keep order here");
    assertThat(cafe(jan).locator("article .who").last()).containsText("Moderator");
  }

  @Test
  void an_editor_removes_one_and_silences_another() {
    stage.set("{\"room\": \"order\"}");
    Page boss = stage.open(stage.administrator(), Stage.OTHER); // who opens a room owns it
    assertThat(cafe(boss).locator("textarea")).isVisible();
    Page jan = stage.open(stage.user("Jan Kowalski"), Stage.OTHER);
    assertThat(cafe(jan).locator("textarea")).isVisible();
    Page guest = stage.open(stage.visitor(), Stage.OTHER);
    name(cafe(guest)).fill("Guest");
    name(cafe(guest)).press("Enter");
    Page ann = stage.open(stage.user("ann"), Stage.OTHER);
    Locator people = cafe(ann).locator(".people .name");
    button(ann, "Show people").click();
    assertThat(people).hasText(new String[] {"ann", "boss", "Guest", "Jan Kowalski"});
    Locator moderate = cafe(ann).locator("button[aria-label^=Moderate]");
    assertThat(moderate).hasCount(2); // neither herself nor the owner

    button(ann, "Moderate Jan Kowalski").click();
    Stage.screenshot(ann, "moderate");
    button(ann, "Remove from the room").click();
    assertThat(cafe(jan).getByText("A moderator has removed you from this room.")).isVisible();
    assertThat(cafe(jan).locator("textarea")).hasCount(0);
    assertThat(people).hasText(new String[] {"ann", "boss", "Guest"});

    button(ann, "Moderate Guest").click();
    button(ann, "Forbid writing").click();
    assertThat(cafe(guest).getByText("You can read here, but not write.")).isVisible();
    assertThat(cafe(guest).locator("textarea")).hasCount(0);
    say(cafe(boss), "Quiet, please");
    assertThat(cafe(guest).locator("article .b")).hasText(new String[] {"Quiet, please"});

    button(ann, "Moderate Guest").click();
    button(ann, "Allow writing").click();
    say(cafe(guest), "Sorry");
    assertThat(cafe(boss).locator("article .b")).hasText(new String[] {"Quiet, please", "Sorry"});
    // Removed is not banned
    button(jan, "Join").click();
    assertThat(cafe(jan).locator("textarea")).isVisible();
  }

  @Test
  void a_changed_password_ends_older_logins() {
    BrowserContext before = stage.user("Author.Two");
    Page page = stage.open(before, Stage.OTHER);
    assertThat(cafe(page).locator("textarea")).isVisible();
    stage.site.php(
        "wp_set_password( wp_slash( $args[1] ), get_user_by( 'login', $args[0] )->ID );",
        "Author.Two",
        Stage.PASSWORD);
    page.reload();
    assertThat(name(cafe(page))).isVisible();
    Page again = stage.open(stage.user("Author.Two"), Stage.OTHER);
    assertThat(cafe(again).locator("textarea")).isVisible();
  }

  @Test
  void who_logs_out_in_another_browser_has_left_the_chat() {
    BrowserContext jan = stage.user("Jan Kowalski");
    Page page = stage.open(jan, Stage.OTHER);
    Page other = stage.open(stage.user("Jan Kowalski"), Stage.OTHER);
    assertThat(cafe(page).locator("textarea")).isVisible();
    assertThat(cafe(other).locator("textarea")).isVisible();
    // A browser that has the same login, and no tab in common
    BrowserContext elsewhere = stage.visitor();
    elsewhere.addCookies(jan.cookies());
    Page third = stage.open(elsewhere, Stage.OTHER);
    assertThat(cafe(third).locator("textarea")).isVisible();
    logOut(third);

    assertIsOut(page);
    say(cafe(other), "Another login of mine goes on");
    assertThat(cafe(other).locator("article.own .b").last())
        .hasText("Another login of mine goes on");
    assertThat(cafe(other).locator("article.pending, article.failed")).hasCount(0);
  }

  @Test
  void whose_logins_are_ended_at_the_site_has_left_the_chat_everywhere() {
    Page watching = stage.open(stage.user("ann"), Stage.PAGE);
    Locator people = watching.locator(".wp-block-mongoose-chat mongoose-chat .people .name");
    for (String end :
        List.of(
            "WP_Session_Tokens::get_instance( $user->ID )->destroy_all();",
            "reset_password( $user, wp_slash( $args[1] ) );",
            "wp_update_user( array( 'ID' => $user->ID, 'user_pass' => wp_slash( $args[1] ) ) );")) {
      Page page = stage.open(stage.user("Jan Kowalski"), Stage.PAGE);
      Page second = stage.open(stage.user("Jan Kowalski"), Stage.OTHER);
      assertThat(cafe(second).locator("textarea")).isVisible();
      assertThat(people).hasText(new String[] {"ann", "Jan Kowalski"});
      stage.site.php(
          "$user = get_user_by( 'login', $args[0] );" + end, "Jan Kowalski", Stage.PASSWORD);

      assertIsOut(page);
      assertIsOut(second);
      assertThat(people).hasText(new String[] {"ann"});
    }
    Page again = stage.open(stage.user("Jan Kowalski"), Stage.OTHER);
    assertThat(cafe(again).locator("textarea")).isVisible();
  }

  /** A visitor now, of whom nothing is known. */
  private static void assertIsOut(Page page) {
    assertThat(name(cafe(page))).isVisible();
    assertThat(name(cafe(page))).hasValue("");
  }

  @Test
  void a_server_that_is_not_there_keeps_nobody_from_logging_out() {
    stage.set("{\"server\": \"http://127.0.0.1:1/mongoose/\"}");
    try {
      BrowserContext jan = stage.user("Jan Kowalski");
      Page page = jan.newPage();
      page.navigate(stage.site.url() + "/wp-admin/profile.php");
      logOut(page);
      assertThat(stage.site.log())
          .contains("Mongoose Chat: the chat server was not told of a logout: ")
          .doesNotContain("logout_token");
    } finally {
      stage.set("{\"server\": \"%s\"}".formatted(stage.server.http("")));
    }
  }

  @Test
  void the_connection_test_finds_that_tokens_are_taken() {
    Page page =
        stage.open(stage.administrator(), "/wp-admin/options-general.php?page=mongoose-chat");
    button(page, "Test the connection").click();
    Locator findings = page.locator("#mongoose-chat-findings li");
    assertThat(findings.filter(new Locator.FilterOptions().setHasText("Browser"))).isVisible();
    assertThat(findings.filter(new Locator.FilterOptions().setHasText("are logged in to the chat")))
        .hasAttribute("data-state", "good");
    assertThat(page.locator("#mongoose-chat-findings li:not([data-state=good])")).hasCount(0);
    Stage.screenshot(page, "full-connected");

    stage.site.php("Mongoose_Chat\\Secret::renew();");
    button(page, "Test the connection").click();
    assertThat(findings.filter(new Locator.FilterOptions().setHasText("refuses the tokens")))
        .hasAttribute("data-state", "bad");
    stage.site.php("Mongoose_Chat\\Secret::enter( $args[0] );", stage.secret);
  }
}
