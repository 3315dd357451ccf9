package chat.mongoose.wordpress;

import chat.mongoose.auth.Accounts.Profile;
import chat.mongoose.auth.KeyDerivation;
import chat.mongoose.testkit.MariaDb;
import chat.mongoose.testkit.TestClock;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** The tables of a WordPress site in a real MariaDB, as far as a login reads them. */
final class SiteTables {

  static final String KEY = "a key of sixty-four characters, or so; nobody counts them anyway";
  static final String SALT = "and a salt that is as long, with ' and \" and \\ in it as they come";

  /** Of {@code Correct-Horse9}, made by WordPress 6.1. */
  static final String HASH = "$P$BlX3c2dpFV0x3EQf6ieI5yMDMwOt1c1";

  /** Of the same, by WordPress 7.1. */
  static final String NEW_HASH = "$wp$2y$10$yrAwSFdL.biT9ynAn1vtqe.NoZFBRBMbk.qyPuUKIxMArhtMs1Oba";

  static final String PASSWORD = "Correct-Horse9";

  final TestClock clock = new TestClock();
  private final MariaDb database;
  private final String prefix;

  private SiteTables(MariaDb database, String prefix) {
    this.database = database;
    this.prefix = prefix;
  }

  /**
   * Makes them anew, empty but for what every site has.
   *
   * @param collation of names
   */
  static SiteTables create(MariaDb database, String prefix, String collation) throws SQLException {
    var tables = new SiteTables(database, prefix);
    var text = " CHARACTER SET utf8mb4 COLLATE " + collation;
    tables.run("DROP TABLE IF EXISTS %susers, %susermeta, %soptions, %ssitemeta");
    tables.run(
        "CREATE TABLE %susers (ID bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,"
            + " user_login varchar(60) NOT NULL, user_pass varchar(255) NOT NULL,"
            + " user_nicename varchar(50) NOT NULL DEFAULT '',"
            + " display_name varchar(250) NOT NULL DEFAULT '', KEY (user_login))"
            + text);
    tables.run(
        "CREATE TABLE %susermeta (umeta_id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,"
            + " user_id bigint unsigned NOT NULL, meta_key varchar(255), meta_value longtext,"
            + " KEY (user_id), KEY (meta_key(191)))"
            + text);
    tables.run(
        "CREATE TABLE %soptions (option_id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,"
            + " option_name varchar(191) NOT NULL UNIQUE, option_value longtext NOT NULL)"
            + text);
    tables.option("siteurl", "https://site.example");
    tables.option("db_version", "60421");
    return tables;
  }

  void run(String sql, Object... values) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.prepareStatement(sql.replace("%s", prefix))) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  void option(String name, String value) throws SQLException {
    run("REPLACE INTO %soptions (option_name, option_value) VALUES (?, ?)", name, value);
  }

  void user(long id, String login, String hash) throws SQLException {
    run("REPLACE INTO %susers (ID, user_login, user_pass) VALUES (?, ?, ?)", id, login, hash);
  }

  void meta(long user, String key, String value) throws SQLException {
    run("DELETE FROM %susermeta WHERE user_id = ? AND meta_key = ?", user, key);
    run(
        "INSERT INTO %susermeta (user_id, meta_key, meta_value) VALUES (?, ?, ?)",
        user, key, value);
  }

  WordPressSettings settings(Map<String, Object> other) {
    var url = database.settings().get("mongoose.db.url");
    return new WordPressSettings(
        Optional.of(url),
        database.settings().get("mongoose.db.user"),
        Optional.of(database.settings().get("mongoose.db.password")),
        prefix,
        (int) other.getOrDefault("site", 1),
        new SiteConstants(
            Optional.of((String) other.getOrDefault("key", KEY)),
            Optional.of((String) other.getOrDefault("salt", SALT))),
        Optional.empty(),
        (boolean) other.getOrDefault("session-check", true),
        (boolean) other.getOrDefault("application-passwords", true),
        (boolean) other.getOrDefault("members-only", false),
        "administrator",
        "administrator,editor",
        "mongoose_audit");
  }

  /** A doorkeeper that has read nothing yet, of a server without accounts of its own. */
  Doorkeeper doorkeeper() {
    return doorkeeper(settings(Map.of()), Map.of());
  }

  Doorkeeper doorkeeper(WordPressSettings settings, Map<String, Profile> accounts) {
    return new Doorkeeper(
        settings,
        new WordPressUsers(settings),
        new KeyDerivation(),
        name -> Optional.ofNullable(accounts.get(name)),
        clock);
  }
}
