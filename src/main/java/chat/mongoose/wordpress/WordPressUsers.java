package chat.mongoose.wordpress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * The users of the site, read from its database and remembered for seconds. All methods wait for
 * that database, for a few seconds at most, and throw {@link SiteUnavailable} then.
 */
@ApplicationScoped
class WordPressUsers {

  private static final Duration MEMORY = Duration.ofSeconds(3);
  private static final Duration MEMORY_OF_SITE = Duration.ofSeconds(20);
  private static final int CAPACITY = 10_000;

  /** Users that are read by one statement. */
  private static final int BATCH = 500;

  private final Cache<String, List<WordPressUser>> recent = cache(MEMORY, CAPACITY);
  private final Cache<String, Site> sites = cache(MEMORY_OF_SITE, 1);
  private WordPressSettings settings;
  private SiteDatabase database;

  /** For the container's proxy. */
  WordPressUsers() {}

  @Inject
  WordPressUsers(WordPressSettings settings) {
    this(settings, settings.url().isPresent() ? source(settings) : null);
  }

  WordPressUsers(WordPressSettings settings, DataSource source) {
    this.settings = settings;
    this.database = new SiteDatabase(source);
  }

  private static DataSource source(WordPressSettings settings) {
    try {
      var source = new MariaDbDataSource(settings.driverUrl());
      source.setUser(settings.user());
      source.setPassword(settings.password().orElse(""));
      return source;
    } catch (SQLException e) {
      throw new IllegalStateException(
          WordPressSettings.URL + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static <T> Cache<String, T> cache(Duration memory, int capacity) {
    return Caffeine.newBuilder()
        .expireAfterWrite(memory)
        .maximumSize(capacity)
        // Threads are the container's; what is to be cleaned up is little.
        .executor(Runnable::run)
        .build();
  }

  Site site() {
    return sites.get("", any -> database.answer(new SiteReader(settings)::read));
  }

  /** What {@link #read(Collection)} has answered to the same just now, if it was asked. */
  Optional<List<WordPressUser>> remembered(Collection<String> logins) {
    return Optional.ofNullable(recent.getIfPresent(key(logins)));
  }

  /** The users whose names the site takes for one of these. */
  List<WordPressUser> read(Collection<String> logins) {
    var reader = new UserReader(settings, site());
    var users = database.answer(connection -> reader.named(connection, logins));
    recent.put(key(logins), users);
    return users;
  }

  /** The users of these numbers, as they are now. */
  List<WordPressUser> numbered(Collection<Long> ids) {
    var reader = new UserReader(settings, site());
    var wanted = new ArrayList<>(new HashSet<>(ids));
    var users = new ArrayList<WordPressUser>(wanted.size());
    for (int from = 0; from < wanted.size(); from += BATCH) {
      var batch = wanted.subList(from, Math.min(from + BATCH, wanted.size()));
      users.addAll(database.answer(connection -> reader.numbered(connection, batch)));
    }
    return users;
  }

  /** How some users are called, in the order of their numbers, behind this one. */
  List<SiteUser> names(long after) {
    return database.answer(connection -> SiteUser.after(after, settings, connection));
  }

  /** Something has changed at the site: what was read before counts no more. */
  void forget() {
    recent.invalidateAll();
  }

  private static String key(Collection<String> logins) {
    return String.join("|", logins);
  }

  @PreDestroy
  void close() {
    database.close();
  }
}
