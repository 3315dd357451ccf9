package chat.mongoose.auth;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whose JWTs are taken, and for what. Without any key there is no such login; with more than one
 * way to name the keys the start stops.
 *
 * @param secret for HS256, which the signer has too
 * @param key a public key as PEM or JWK
 * @param keyFile a file with a public key or a set of them
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must hold
 * @param maxLifetime from {@code iat} to {@code exp} at most
 * @param clockSkew by which the signer's clock may be wrong
 * @param roles that a token may give
 */
@Dependent
record JwtSettings(
    @ConfigProperty(name = JwtSettings.PREFIX + "secret") Optional<String> secret,
    @ConfigProperty(name = JwtSettings.PREFIX + "key") Optional<String> key,
    @ConfigProperty(name = JwtSettings.PREFIX + "key-file") Optional<String> keyFile,
    @ConfigProperty(name = JwtSettings.PREFIX + "issuer") Optional<String> issuer,
    @ConfigProperty(name = JwtSettings.PREFIX + "audience") Optional<String> audience,
    @ConfigProperty(name = JwtSettings.PREFIX + "max-lifetime", defaultValue = "PT60S")
        Duration maxLifetime,
    @ConfigProperty(name = JwtSettings.PREFIX + "clock-skew", defaultValue = "PT5S")
        Duration clockSkew,
    @ConfigProperty(name = JwtSettings.PREFIX + "roles") Optional<String> roles,
    @ConfigProperty(name = "mongoose.domain", defaultValue = "localhost") String domain) {

  static final String PREFIX = "mongoose.auth.jwt.";

  /** A token that is good for longer is a password. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final long MAX_FILE = 1 << 20;

  @Inject
  JwtSettings {
    require(between(maxLifetime, 1, LONGEST), "max-lifetime", "from PT1S to " + LONGEST);
    require(between(clockSkew, 0, Duration.ofMinutes(1)), "clock-skew", "from PT0S to PT1M");
    require(Roles.ALL.containsAll(Names.of(roles)), "roles", "of " + Roles.ALL);
    var ways = Stream.of(secret, key, keyFile).filter(Optional::isPresent).count();
    require(ways <= 1, "secret", "alone: one of it, of key, and of key-file says who signs");
    require(ways == 0 || issuer.isPresent(), "issuer", "set, to what the tokens have as 'iss'");
    require(ways == 1 || issuer.isEmpty(), "issuer", "set together with a key");
  }

  /** True if there is a key, so that tokens are taken. */
  boolean isOn() {
    return issuer.isPresent();
  }

  Set<String> granted() {
    return Set.copyOf(Names.of(roles));
  }

  /** For how long a token may be good after it was seen, however clocks differ. */
  Duration memory() {
    return maxLifetime.plus(clockSkew.multipliedBy(3));
  }

  String expectedAudience() {
    return audience.orElse(domain);
  }

  /** Reads the keys. */
  JwtKeys keys() {
    if (secret.isPresent()) {
      return checked("secret", () -> JwtKeys.ofSecret(secret.get()));
    }
    return key.isPresent()
        ? checked("key", () -> JwtKeys.ofPublic(key.get()))
        : checked("key-file", () -> JwtKeys.ofPublic(read(keyFile.orElseThrow())));
  }

  private static String read(String file) throws IOException {
    var path = Path.of(file);
    if (Files.size(path) > MAX_FILE) {
      throw new IllegalArgumentException("a file this large has more than keys in it");
    }
    return Files.readString(path);
  }

  /** Reads keys, which a file may refuse. */
  private interface Reading {
    JwtKeys keys() throws IOException;
  }

  private static JwtKeys checked(String name, Reading reading) {
    try {
      return reading.keys();
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(PREFIX + name + ": " + e.getMessage(), e);
    }
  }

  private static boolean between(Duration value, long seconds, Duration most) {
    return value.compareTo(Duration.ofSeconds(seconds)) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean kept, String name, String what) {
    if (!kept) {
      throw new IllegalStateException(PREFIX + name + " must be " + what);
    }
  }

  /** Nothing of the secret. */
  @Override
  public String toString() {
    return "JWTs of " + issuer.orElse("nobody");
  }
}
