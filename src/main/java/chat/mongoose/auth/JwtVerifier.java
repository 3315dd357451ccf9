package chat.mongoose.auth;

import chat.mongoose.session.Identity;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/**
 * Holds a JWT (RFC 7519) against the settings, as RFC 8725 advises: the algorithm is the key's, no
 * header tells where a key might be had, issuer and audience are exact, the life is short, and a
 * {@code jti} is good once.
 *
 * <p>Any thread may call; nothing blocks. What happens when full: {@link #CAPACITY} tokens that
 * have been used are remembered for as long as they could be used again, and no other is taken
 * meanwhile; only who has the key can fill that. Each node remembers for itself, so a cluster of
 * several could take one of them once on each within its life.
 */
@ApplicationScoped
class JwtVerifier {

  /** Characters of a token. */
  static final int MAX_LENGTH = OauthBearerMessage.MAX_TOKEN;

  static final int CAPACITY = 100_000;

  /** The type (RFC 7519 §5.1) of a token that logs somebody in. */
  static final String JWT = "JWT";

  /** The claim of a token that tells what has happened (RFC 8417 §2.2), and so is no login. */
  static final String EVENTS = "events";

  private static final int MAX_ID = 255;

  /** RFC 7515 §4.1: what of a header is understood here; anything that points to a key is not. */
  private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");

  private JwtSettings settings;
  private Clock clock;
  private Optional<JwtKeys> keys = Optional.empty();
  private Expiring<String, Boolean> used;

  /** For the container's proxy. */
  JwtVerifier() {}

  @Inject
  JwtVerifier(JwtSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    if (settings.isOn()) {
      keys = Optional.of(settings.keys());
    }
    used = new Expiring<>(CAPACITY, settings.memory(), clock);
  }

  /**
   * Who comes with a token.
   *
   * @param visit at the portal, of whose user it is
   * @param roles that the token gives him, of those that the settings let it give
   */
  record Bearer(PortalVisit visit, Set<String> roles) {

    /** The local part of his address, prepared. */
    String username() {
      return visit.username();
    }
  }

  /** True if there is a key to check tokens with. */
  boolean isOn() {
    return keys.isPresent();
  }

  /** True if a text has the shape of a JWT: three parts, of which the first is a JSON object. */
  static boolean looksLikeJwt(char[] text) {
    var dots = 0;
    for (char c : text) {
      dots += c == '.' ? 1 : 0;
    }
    return dots == 2 && text.length > 2 && text[0] == 'e' && text[1] == 'y';
  }

  /**
   * Takes a token for a login; it is good no more then.
   *
   * @throws FailedLoginException if it is not good
   * @throws LoginException if that cannot be told now
   */
  Bearer take(String token) throws LoginException {
    var claims = claims(token, Set.of(JWT));
    // OpenID Connect Back-Channel Logout 1.0 §4: what tells of a logout must never log in
    require(!claims.getClaims().containsKey(EVENTS), "a token of an event, and logs nobody in");
    var username = username(claims).orElseThrow(() -> wrong("it is without sub"));
    var visit = new PortalVisit(username, sid(claims), claims.getIssueTime().toInstant());
    var roles = new HashSet<>(roles(claims));
    var administers = roles.containsAll(Set.of(Roles.ADMIN, Roles.MODERATOR));
    roles.retainAll(settings.granted());
    if (administers) {
      // the site's rooms are its administrators', whatever else a token may give
      roles.add(Identity.OWNER);
    }
    use(claims);
    return new Bearer(visit, Set.copyOf(roles));
  }

  /** Makes it good no more, if it still was. */
  void use(JWTClaimsSet claims) throws LoginException {
    switch (used.put(claims.getJWTID(), true)) {
      case DONE -> {}
      case KNOWN_ALREADY -> throw wrong("it has been used");
      case FULL -> throw new LoginException("Too many tokens have been used");
    }
  }

  /**
   * Whose token it is, as the local part of an address; empty if it does not say.
   *
   * @throws FailedLoginException if nobody can be called so
   */
  static Optional<String> username(JWTClaimsSet claims) throws FailedLoginException {
    if (claims.getSubject() == null) {
      return Optional.empty();
    }
    return Optional.of(
        SiteName.local(claims.getSubject()).orElseThrow(() -> wrong("sub is no name")));
  }

  /** Which visit at the portal it is of; empty if it does not say. */
  static Optional<String> sid(JWTClaimsSet claims) throws FailedLoginException {
    if (!claims.getClaims().containsKey("sid")) {
      return Optional.empty();
    }
    if (claims.getClaim("sid") instanceof String sid && !sid.isEmpty() && sid.length() <= MAX_ID) {
      return Optional.of(sid);
    }
    throw wrong("sid is no fitting string");
  }

  /**
   * What a token says that is good but may have been used.
   *
   * @param types of which its {@code typ} must be one, if it has any
   */
  JWTClaimsSet claims(String token, Set<String> types) throws FailedLoginException {
    if (token.length() > MAX_LENGTH) {
      throw wrong("it is too long");
    }
    try {
      var jwt = SignedJWT.parse(token);
      check(jwt.getHeader(), types);
      var key =
          keys.flatMap(all -> all.find(jwt.getHeader()))
              .orElseThrow(
                  () ->
                      wrong("no key of " + JwtSettings.PREFIX + "* is for its algorithm and kid"));
      if (!jwt.verify(key.verifier())) {
        throw wrong("its signature is not by the key of " + JwtSettings.PREFIX + "*");
      }
      var claims = jwt.getJWTClaimsSet();
      check(claims);
      return claims;
    } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
      // no cause: the library quotes what it could not read
      throw wrong("it cannot be read");
    }
  }

  private static void check(JWSHeader header, Set<String> types) throws FailedLoginException {
    if (!HEADERS.containsAll(header.getIncludedParams())) {
      throw wrong("its header has more than " + HEADERS);
    }
    var type = header.getType();
    if (type != null && types.stream().noneMatch(type.getType()::equalsIgnoreCase)) {
      throw wrong("its typ is not of " + types);
    }
  }

  private void check(JWTClaimsSet claims) throws FailedLoginException {
    require(
        settings.issuer().equals(Optional.ofNullable(claims.getIssuer())),
        "of another issuer than " + JwtSettings.PREFIX + "issuer");
    require(
        claims.getAudience().contains(settings.expectedAudience()),
        "for another audience than " + JwtSettings.PREFIX + "audience");
    var id = claims.getJWTID();
    require(id != null && !id.isEmpty() && id.length() <= MAX_ID, "without a fitting jti");
    require(claims.getIssueTime() != null && claims.getExpirationTime() != null, "without times");
    checkTimes(
        claims.getIssueTime().toInstant(),
        claims.getExpirationTime().toInstant(),
        Optional.ofNullable(claims.getNotBeforeTime()).map(Date::toInstant));
  }

  private void checkTimes(Instant issued, Instant expires, Optional<Instant> notBefore)
      throws FailedLoginException {
    var now = clock.instant();
    var latest = now.plus(settings.clockSkew());
    require(
        !issued.isAfter(latest),
        "issued in the future, by more than " + JwtSettings.PREFIX + "clock-skew");
    require(notBefore.filter(latest::isBefore).isEmpty(), "not good yet");
    require(
        expires.isAfter(now.minus(settings.clockSkew())),
        "expired, by more than " + JwtSettings.PREFIX + "clock-skew");
    require(expires.isAfter(issued), "expired before it was issued");
    require(
        Duration.between(issued, expires).compareTo(settings.maxLifetime()) <= 0,
        "good for longer than " + JwtSettings.PREFIX + "max-lifetime");
  }

  private static List<String> roles(JWTClaimsSet claims) throws FailedLoginException {
    try {
      return Optional.ofNullable(claims.getStringListClaim("roles")).orElse(List.of());
    } catch (ParseException e) {
      throw wrong("roles is no array of strings");
    }
  }

  static void require(boolean kept, String otherwise) throws FailedLoginException {
    if (!kept) {
      throw wrong("it is " + otherwise);
    }
  }

  /** Says why for the log, and nothing of the token. */
  static FailedLoginException wrong(String why) {
    return new FailedLoginException("A JWT was refused: " + why);
  }
}
