package chat.mongoose.wordpress;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what is the same for all users of the site. */
record SiteReader(WordPressSettings settings) {

  private static final int SAMPLE = 50;

  /** The first network of a database; WordPress makes no other. */
  private static final int NETWORK = 1;

  Site read(Connection connection) throws SQLException {
    var users = settings.prefix() + "users";
    var networkOptions = settings.prefix() + "sitemeta";
    var columns = columns(connection, users, networkOptions);
    if (!columns.containsKey(users)) {
      throw new IllegalStateException(
          "%s: %s can read no table %s"
              .formatted(WordPressSettings.PREFIX, WordPressSettings.USER, users));
    }
    var rolesOption = settings.sitePrefix() + "user_roles";
    var options = options(connection, rolesOption);
    var network =
        columns.containsKey(networkOptions)
            ? networkOptions(connection, networkOptions)
            : Map.<String, byte[]>of();
    // a network has these in one place for all its sites
    var shared = network.isEmpty() ? options : network;
    var url = text(shared, "siteurl").orElse("");
    return new Site(
        url,
        SiteKey.of(settings.constants().values(), name -> text(shared, name)),
        settings.cookie().orElseGet(() -> Site.cookieName(url)),
        form(options),
        PhpArray.stored(options.get(rolesOption)),
        superAdmins(network),
        columns.get(users).keySet().containsAll(Set.of("spam", "deleted")),
        !columns.get(users).getOrDefault("user_login", "").contains("_ci"),
        hashes(connection, users));
  }

  /** Whose release nobody tells is taken for a new one. */
  private static CookieForm form(Map<String, byte[]> options) {
    return text(options, "db_version")
        .filter(version -> version.matches("\\d{1,9}"))
        .map(version -> CookieForm.of(Long.parseLong(version)))
        .orElse(CookieForm.SINCE_6_8);
  }

  private static Set<String> superAdmins(Map<String, byte[]> network) {
    return PhpArray.stored(network.get("site_admins")).values().stream()
        .flatMap(login -> PhpArray.text(login).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The columns of each table that may be read, with their collations. */
  private static Map<String, Map<String, String>> columns(Connection connection, String... tables)
      throws SQLException {
    var sql =
        "SELECT table_name, column_name, collation_name FROM information_schema.columns"
            + " WHERE table_schema = DATABASE() AND table_name IN (?, ?)";
    var found = new HashMap<String, Map<String, String>>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, tables[0]);
      statement.setString(2, tables[1]);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found
              .computeIfAbsent(rows.getString(1), table -> new HashMap<>())
              .put(rows.getString(2), Optional.ofNullable(rows.getString(3)).orElse(""));
        }
      }
    }
    return found;
  }

  private Map<String, byte[]> options(Connection connection, String rolesOption)
      throws SQLException {
    return values(
        connection,
        "SELECT option_name, option_value FROM "
            + settings.sitePrefix()
            + "options WHERE"
            + " option_name IN ('siteurl', 'logged_in_key', 'logged_in_salt', 'db_version', '"
            + rolesOption
            + "')");
  }

  private static Map<String, byte[]> networkOptions(Connection connection, String table)
      throws SQLException {
    return values(
        connection,
        "SELECT meta_key, meta_value FROM "
            + table
            + " WHERE site_id = "
            + NETWORK
            + " AND meta_key IN ('siteurl', 'logged_in_key', 'logged_in_salt', 'site_admins')"
            + " ORDER BY meta_id");
  }

  private static Map<String, byte[]> values(Connection connection, String sql) throws SQLException {
    var values = new HashMap<String, byte[]>();
    try (var statement = connection.prepareStatement(sql);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        values.putIfAbsent(rows.getString(1), rows.getBytes(2));
      }
    }
    return values;
  }

  private static Optional<String> text(Map<String, byte[]> values, String name) {
    return Optional.ofNullable(values.get(name))
        .map(octets -> new String(octets, StandardCharsets.UTF_8));
  }

  private static List<String> hashes(Connection connection, String users) throws SQLException {
    var sql = "SELECT user_pass FROM " + users + " ORDER BY ID DESC LIMIT " + SAMPLE;
    var hashes = new ArrayList<String>();
    try (var statement = connection.prepareStatement(sql);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        hashes.add(rows.getString(1));
      }
    }
    return hashes;
  }
}
