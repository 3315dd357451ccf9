package chat.mongoose.wordpress;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a user of the site is called there.
 *
 * @param id the user's number at the site
 * @param login {@code user_login}
 * @param slug {@code user_nicename}
 * @param shown {@code display_name}
 */
record SiteUser(long id, String login, String slug, String shown) {

  private static final int PAGE = 1000;

  /** Some users in the order of their numbers. */
  static List<SiteUser> after(long id, WordPressSettings settings, Connection connection)
      throws SQLException {
    var sql =
        "SELECT ID, user_login, user_nicename, display_name FROM "
            + settings.prefix()
            + "users WHERE ID > ? ORDER BY ID LIMIT "
            + PAGE;
    var users = new ArrayList<SiteUser>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          users.add(
              new SiteUser(
                  rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4)));
        }
      }
    }
    return users;
  }
}
