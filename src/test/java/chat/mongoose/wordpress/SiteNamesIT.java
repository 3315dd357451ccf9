package chat.mongoose.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.MariaDb;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the users of a site are called, read from the tables that a site has. */
class SiteNamesIT {

  private static MariaDb database;

  private SiteTables site;

  @BeforeAll
  static void start() {
    database = MariaDb.create();
  }

  @AfterAll
  static void end() {
    database.close();
  }

  @BeforeEach
  void site() throws SQLException {
    site = SiteTables.create(database, "wp_", "utf8mb4_unicode_520_ci");
  }

  @Test
  void allNamesOfAUserAreTold() throws SQLException {
    user(7, "Jan Kowalski", "jan-kowalski", "Jan K. ☾");

    assertThat(told())
        .containsExactly(
            "jan\\20kowalski: Jan Kowalski",
            "jan\\20kowalski: jan-kowalski",
            "jan\\20kowalski: Jan K. ☾");
  }

  @Test
  void whoCanHaveNoAddressHasNamesAllTheSame() throws SQLException {
    user(7, " x", "x", "The X");

    assertThat(told()).contains(":  x", ": The X");
  }

  @Test
  void thousandsAreReadByPages() throws SQLException {
    site.run(
        "INSERT INTO %susers (user_login, user_pass, user_nicename, display_name)"
            + " SELECT CONCAT('u', seq), '', CONCAT('slug', seq), CONCAT('Shown ', seq)"
            + " FROM seq_1_to_2500");

    var told = told();

    assertThat(told).hasSize(7500).contains("u1: Shown 1", "u2500: slug2500");
    assertThat(new HashSet<>(told)).hasSize(7500);
  }

  @Test
  void aSiteThatCannotBeReadSaysSo() throws SQLException {
    site.run("DROP TABLE %susers");

    assertThatThrownBy(this::told).isInstanceOf(SiteUnavailable.class);
  }

  private void user(long id, String login, String slug, String shown) throws SQLException {
    site.run(
        "INSERT INTO %susers (ID, user_login, user_pass, user_nicename, display_name)"
            + " VALUES (?, ?, '', ?, ?)",
        id, login, slug, shown);
  }

  private List<String> told() {
    var told = new ArrayList<String>();
    var settings = site.settings(Map.of());
    new SiteNames(settings, new WordPressUsers(settings))
        .tell((owner, name) -> told.add(owner + ": " + name));
    return told;
  }
}
