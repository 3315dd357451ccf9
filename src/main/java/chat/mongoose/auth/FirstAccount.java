package chat.mongoose.auth;

import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the account {@code admin}, with every role, on a server that has no account yet. Its
 * password is what the configuration says, else a random one that is written to a file which nobody
 * else may read. Without a configured password there is no such account where a WordPress site says
 * who administers: it would keep the site's own {@code admin} out.
 */
@Startup
@Singleton
@DependsOn("Database")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FirstAccount {

  private static final String NAME = "admin";
  private static final String PASSWORD = "mongoose.admin.password";

  /** A generated password: 130 random bits in digits and letters. */
  private static final int LENGTH = 26;

  private static final int RADIX = 32;

  private static final Logger LOG = System.getLogger(FirstAccount.class.getName());

  @Inject private Accounts accounts;

  @Inject
  @ConfigProperty(name = PASSWORD)
  private Optional<String> configured;

  @Inject
  @ConfigProperty(name = "mongoose.wordpress.db-url")
  private Optional<String> wordPress;

  @Inject
  @ConfigProperty(name = "mongoose.data", defaultValue = "data")
  private String data;

  /** For the container. */
  public FirstAccount() {}

  @PostConstruct
  void start() {
    if (!accounts.isEmpty()) {
      return;
    }
    if (configured.isPresent()) {
      create(configured.get());
    } else if (wordPress.isEmpty()) {
      generate();
    }
  }

  private void create(String password) {
    if (Password.newlyChosen(password).isEmpty()) {
      throw new IllegalStateException(
          PASSWORD + " must have at least " + Password.MIN_LENGTH + " characters");
    }
    try {
      accounts.create(NAME, password, Roles.ALL);
      tell();
      LOG.log(Level.INFO, "The account {0} has been made; {1} is its password.", NAME, PASSWORD);
    } catch (AccountRefused e) {
      LOG.log(Level.INFO, "Another server has made the first account.");
    }
  }

  private void generate() {
    var file = new PasswordFile(Path.of(data).toAbsolutePath().normalize());
    var password = random();
    // The file comes first: an account whose password nobody knows could not be made anew.
    file.write(password);
    try {
      accounts.create(NAME, password, Set.copyOf(Roles.ALL));
      tell();
      LOG.log(
          Level.INFO,
          "The account {0} has been made; its password is in {1}. Delete the file when you have read"
              + " it.",
          NAME,
          file);
    } catch (AccountRefused e) {
      file.delete();
      LOG.log(Level.INFO, "Another server has made the first account and knows its password.");
    }
  }

  private static void tell() {
    SecurityLog.tell(
        SecurityEvent.of(Kind.ACCOUNT_MADE, "").name(NAME).with("by", "the-first-start"));
  }

  private static String random() {
    var text = new BigInteger(LENGTH * 5, new SecureRandom()).toString(RADIX);
    return "0".repeat(LENGTH - text.length()) + text;
  }
}
