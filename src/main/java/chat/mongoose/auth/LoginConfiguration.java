package chat.mongoose.auth;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.spi.LoginModule;

/**
 * Which JAAS modules decide about a login: those that the server's own JAAS configuration names for
 * {@value Login#NAME}, else ours.
 */
final class LoginConfiguration extends Configuration {

  private static final AppConfigurationEntry LAST =
      new AppConfigurationEntry(
          UnknownEvidenceModule.class.getName(), LoginModuleControlFlag.OPTIONAL, Map.of());

  /** Where Java's own implementation is told which file to read. */
  private static final String FILE = "java.security.auth.login.config";

  private final AppConfigurationEntry[] entries;
  private final CookiePatterns cookies;

  private LoginConfiguration(AppConfigurationEntry... entries) {
    this.entries = entries;
    this.cookies = new CookiePatterns(entries);
  }

  /**
   * The configuration that is in force.
   *
   * @param sites what settings may switch on
   * @throws IllegalStateException if the server has one that cannot be read, or that lacks a module
   *     which settings have switched on: to ignore either would let in whom it does not, or keep
   *     out whom it should let in
   */
  static LoginConfiguration of(Verifier verifier, Collection<SiteLogin> sites) {
    var ofServer = ofServer();
    ofServer.ifPresent(configuration -> sites.forEach(configuration::require));
    return ofServer.orElseGet(() -> own(verifier, sites));
  }

  /** What settings have switched on, then accounts of the database, then guests. */
  static LoginConfiguration own(Verifier verifier, Collection<SiteLogin> sites) {
    return new LoginConfiguration(
        Stream.concat(
                sites.stream().flatMap(site -> site.entry().stream()),
                Stream.of(
                    entry(
                        DatabaseLoginModule.class, Map.of(DatabaseLoginModule.VERIFIER, verifier)),
                    entry(GuestLoginModule.class, Map.of())))
            .toArray(AppConfigurationEntry[]::new));
  }

  private void require(SiteLogin site) {
    site.entry()
        .map(AppConfigurationEntry::getLoginModuleName)
        .filter(module -> !has(module))
        .ifPresent(
            module -> {
              throw new IllegalStateException(
                  site.settings()
                      + " is set, but the server's own JAAS configuration for "
                      + Login.NAME
                      + " does not name "
                      + module);
            });
  }

  private static Optional<LoginConfiguration> ofServer() {
    try {
      return Optional.ofNullable(
              Configuration.getConfiguration().getAppConfigurationEntry(Login.NAME))
          .filter(found -> found.length > 0)
          .map(LoginConfiguration::new);
    } catch (SecurityException e) {
      // Java has no better way to say that nothing is configured
      if (System.getProperty(FILE) == null) {
        return Optional.empty();
      }
      throw new IllegalStateException(FILE + ": the file cannot be used: " + e.getMessage(), e);
    }
  }

  private static AppConfigurationEntry entry(
      Class<? extends LoginModule> module, Map<String, ?> options) {
    return new AppConfigurationEntry(module.getName(), LoginModuleControlFlag.SUFFICIENT, options);
  }

  /** True if SCRAM can be checked against the module that is asked first. */
  boolean beginsWithDatabase() {
    return entries[0].getLoginModuleName().equals(DatabaseLoginModule.class.getName());
  }

  boolean has(Class<? extends LoginModule> module) {
    return has(module.getName());
  }

  private boolean has(String module) {
    return Arrays.stream(entries).anyMatch(entry -> entry.getLoginModuleName().equals(module));
  }

  /** Which cookies a module knows. */
  CookiePatterns cookies() {
    return cookies;
  }

  @Override
  public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
    if (!name.equals(Login.NAME)) {
      return null;
    }
    var all = Arrays.copyOf(entries, entries.length + 1);
    all[entries.length] = LAST;
    return all;
  }
}
