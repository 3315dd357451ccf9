package chat.mongoose.auth;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.spi.LoginModule;

/**
 * Which JAAS modules decide about a login: those that the server's own JAAS configuration names for
 * {@value Login#NAME}, else ours.
 */
final class LoginConfiguration extends Configuration {

  /** Where Java's own implementation is told which file to read. */
  private static final String FILE = "java.security.auth.login.config";

  private final AppConfigurationEntry[] entries;

  private LoginConfiguration(AppConfigurationEntry... entries) {
    this.entries = entries;
  }

  /**
   * The configuration that is in force.
   *
   * @throws IllegalStateException if the server has one that cannot be read: to ignore it would let
   *     in whom it does not
   */
  static LoginConfiguration of(Verifier verifier) {
    return ofServer().orElseGet(() -> own(verifier));
  }

  /** Accounts of the database, then guests. */
  static LoginConfiguration own(Verifier verifier) {
    return new LoginConfiguration(
        entry(DatabaseLoginModule.class, Map.of(DatabaseLoginModule.VERIFIER, verifier)),
        entry(GuestLoginModule.class, Map.of()));
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
    return Arrays.stream(entries)
        .anyMatch(entry -> entry.getLoginModuleName().equals(module.getName()));
  }

  @Override
  public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
    return name.equals(Login.NAME) ? entries.clone() : null;
  }
}
