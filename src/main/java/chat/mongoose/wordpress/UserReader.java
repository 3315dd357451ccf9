package chat.mongoose.wordpress;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads users with what belongs to their logins, many by one statement. */
record UserReader(WordPressSettings settings, Site site) {

  private static final String SESSIONS = "session_tokens";
  private static final String APPLICATION_PASSWORDS = "_application_passwords";

  /** Rows of users and what belongs to them; nobody has so many names that are alike. */
  private static final int MOST_ALIKE = 400;

  /** What a column of another character set says of a name that it cannot hold. */
  private static final int CANNOT_COMPARE = 1267;

  /** Those whose names the database takes for one of these: by a collation, not by letters. */
  List<WordPressUser> named(Connection connection, Collection<String> logins) throws SQLException {
    // an index serves the column as it is; as another it is read from end to end
    var column =
        site.exactNames()
            ? "CONVERT(u.user_login USING utf8mb4) COLLATE utf8mb4_unicode_ci"
            : "u.user_login";
    try {
      return read(connection, column, logins, " LIMIT " + MOST_ALIKE);
    } catch (SQLException e) {
      if (e.getErrorCode() == CANNOT_COMPARE) {
        return List.of();
      }
      throw e;
    }
  }

  /** Those of these numbers that there still are. */
  List<WordPressUser> numbered(Connection connection, Collection<Long> ids) throws SQLException {
    return read(connection, "u.ID", ids, "");
  }

  private List<WordPressUser> read(
      Connection connection, String column, Collection<?> values, String limit)
      throws SQLException {
    var capabilities = settings.sitePrefix() + "capabilities";
    var sql =
        "SELECT u.ID, u.user_login, u.user_pass, m.meta_key, m.meta_value, "
            + (site.flagged() ? "u.spam + u.deleted" : "0")
            + " FROM "
            + settings.prefix()
            + "users u LEFT JOIN "
            + settings.prefix()
            + "usermeta m ON m.user_id = u.ID AND m.meta_key IN ('"
            + String.join("', '", SESSIONS, APPLICATION_PASSWORDS, capabilities)
            + "') WHERE "
            + column
            + " IN ("
            + String.join(", ", Collections.nCopies(values.size(), "?"))
            + ") ORDER BY u.ID, m.umeta_id"
            + limit;
    try (var statement = connection.prepareStatement(sql)) {
      var index = 1;
      for (Object value : values) {
        statement.setObject(index++, value);
      }
      try (var rows = statement.executeQuery()) {
        return users(rows, capabilities);
      }
    }
  }

  private List<WordPressUser> users(ResultSet rows, String capabilities) throws SQLException {
    var users = new LinkedHashMap<Long, Row>();
    while (rows.next()) {
      var id = rows.getLong(1);
      var row = users.get(id);
      if (row == null) {
        row =
            new Row(id, rows.getString(2), rows.getString(3), rows.getInt(6) != 0, new HashMap<>());
        users.put(id, row);
      }
      var key = rows.getString(4);
      if (key != null) {
        row.meta().putIfAbsent(key, rows.getBytes(5));
      }
    }
    return users.values().stream().map(row -> user(row, capabilities)).toList();
  }

  private record Row(
      long id, String login, String hash, boolean barred, Map<String, byte[]> meta) {}

  private WordPressUser user(Row row, String capabilities) {
    var own = Capabilities.of(PhpArray.stored(row.meta().get(capabilities)), site.roles());
    return new WordPressUser(
        row.id(),
        row.login(),
        row.hash(),
        row.barred(),
        SessionTokens.stored(PhpArray.stored(row.meta().get(SESSIONS))),
        ApplicationPassword.stored(PhpArray.stored(row.meta().get(APPLICATION_PASSWORDS))),
        site.superAdmins().contains(row.login()) ? own.administering() : own);
  }
}
