package chat.mongoose.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which mechanisms a client may use: those that {@code mongoose.auth.mechanisms} names, else those
 * that the login modules can decide about. SCRAM is not offered by itself where another module is
 * asked before our database: clients take the strongest mechanism, and only our database can check
 * its proofs. EXTERNAL is offered to those clients only whose request brought a cookie that proves
 * who they are.
 */
@ApplicationScoped
public class OfferedMechanisms {

  private static final String KEY = "mongoose.auth.mechanisms";
  private static final String GUESTS = "mongoose.auth.guests";

  private Set<Mechanism> offered;
  private boolean hidesTokens;

  /** For the container's proxy. */
  OfferedMechanisms() {}

  @Inject
  OfferedMechanisms(
      Login login,
      @ConfigProperty(name = KEY) Optional<String> named,
      @ConfigProperty(name = GUESTS, defaultValue = "true") boolean guests) {
    this(login.configuration(), Names.of(named), guests);
  }

  /**
   * @throws IllegalStateException if a mechanism is named that there is not, or about which no
   *     login module can decide
   */
  OfferedMechanisms(LoginConfiguration modules, List<String> named, boolean guests) {
    var decidable = decidable(modules, guests);
    offered = named.isEmpty() ? decidable : chosen(modules, named, guests);
    hidesTokens = named.isEmpty() && modules.beginsWithDatabase();
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** In the order in which they are offered. */
  Set<Mechanism> all() {
    return offered;
  }

  /**
   * Those that are told to a client of whose request no module knows a cookie. COMPAT strophe.js,
   * and so Converse.js, takes OAUTHBEARER for a guest whose page gives no password, so it is not
   * told where no site logs anybody in; who has a token may use it all the same.
   */
  Set<Mechanism> withoutCookies() {
    var others = EnumSet.copyOf(offered);
    others.remove(Mechanism.EXTERNAL);
    if (hidesTokens) {
      others.remove(Mechanism.OAUTHBEARER);
    }
    return others;
  }

  /** The modules have no way to say so; these mechanisms are what our own know. */
  private static Set<Mechanism> decidable(LoginConfiguration modules, boolean guests) {
    var able = EnumSet.of(Mechanism.OAUTHBEARER, Mechanism.PLAIN);
    if (!modules.cookies().isEmpty()) {
      able.add(Mechanism.EXTERNAL);
    }
    if (modules.beginsWithDatabase()) {
      Stream.of(Mechanism.values()).filter(Mechanism::isScram).forEach(able::add);
    }
    if (guests && modules.has(GuestLoginModule.class)) {
      able.add(Mechanism.ANONYMOUS);
    }
    return able;
  }

  private static Set<Mechanism> chosen(
      LoginConfiguration modules, List<String> named, boolean guests) {
    var chosen = EnumSet.noneOf(Mechanism.class);
    for (String name : named) {
      chosen.add(
          Mechanism.of(name)
              .orElseThrow(() -> new IllegalStateException(KEY + ": there is no " + name)));
    }
    if (chosen.stream().anyMatch(Mechanism::isScram) && !modules.has(DatabaseLoginModule.class)) {
      throw new IllegalStateException(
          KEY + " names SCRAM, which only " + DatabaseLoginModule.class.getName() + " can check");
    }
    if (chosen.contains(Mechanism.ANONYMOUS) && !(guests && modules.has(GuestLoginModule.class))) {
      throw new IllegalStateException(
          KEY + " names ANONYMOUS, but " + GUESTS + " is false or no login module admits guests");
    }
    if (chosen.contains(Mechanism.EXTERNAL) && modules.cookies().isEmpty()) {
      throw new IllegalStateException(
          KEY + " names EXTERNAL, but no login module has the option " + CookiePatterns.OPTION);
    }
    return chosen;
  }
}
