package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.session.Identity;
import chat.mongoose.session.StreamError;
import chat.mongoose.testkit.TestClock;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Back-Channel Logout 1.0: who logs out of the portal is out of the chat. */
class LogoutTest {

  private static final String SECRET = "parting is such sweet sorrow, till it be morrow";
  private static final String ISSUER = "https://verona.example";
  private static final String AUDIENCE = "chat.verona.example";
  private static final String ADDRESS = "192.0.2.7";
  private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

  private final TestClock clock = new TestClock();
  private final Verona verona = new Verona();
  private final Visits visits = new Visits();
  private final Tokens tokens = new Tokens(clock);
  private final JwtSettings settings =
      new JwtSettings(
          Optional.of(SECRET),
          Optional.empty(),
          Optional.empty(),
          Optional.of(ISSUER),
          Optional.empty(),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Optional.empty(),
          AUDIENCE);
  private final JwtVerifier verifier = new JwtVerifier(settings, clock);
  private final RecentLogouts recent = new RecentLogouts(settings, clock);
  private final LogoutDesk desk =
      new LogoutDesk(new LogoutVerifier(verifier), recent, tokens, visits.site(), clock);
  private final Login login =
      new Login(
          LoginConfiguration.own(
              verona.verifier(), List.of(new JwtLogin(verifier, recent, verona.accounts()))),
          tokens,
          Set.of());

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .issueTime(in(0))
        .expirationTime(in(60))
        .jwtID(UUID.randomUUID().toString());
  }

  private Date in(int seconds) {
    return Date.from(clock.instant().plusSeconds(seconds));
  }

  private JWTClaimsSet.Builder leaving() {
    return claims().claim("events", Map.of(LogoutVerifier.EVENT, Map.of()));
  }

  private static String signed(JWTClaimsSet.Builder claims) {
    return signed(HEADER, claims, SECRET);
  }

  private static String signed(JWSHeader header, JWTClaimsSet.Builder claims, String secret) {
    try {
      var jwt = new SignedJWT(header, claims.build());
      jwt.sign(new MACSigner(secret));
      return jwt.serialize();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void leave(JWTClaimsSet.Builder claims) {
    desk.logout(ADDRESS, signed(claims)).toCompletableFuture().join();
  }

  private void assertRefused(String token) {
    var outcome = desk.logout(ADDRESS, token).toCompletableFuture();
    assertThatThrownBy(outcome::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LoginRefused.class)
        .satisfies(refused -> assertThat(WebRefusal.ofLogout(refused).status()).isEqualTo(400));
  }

  /** With what is changed it is refused, and without that it is taken. */
  private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change) {
    visits.visit("juliet", visit("juliet", "verona"));
    assertRefused(signed(change.apply(leaving().subject("juliet"))));
    assertThat(visits.farewells()).isEmpty();
    leave(leaving().subject("juliet"));
    assertThat(visits.farewells()).hasSize(1);
    visits.farewells().clear();
  }

  private PortalVisit visit(String username, String sid) {
    return new PortalVisit(username, Optional.of(sid), clock.instant());
  }

  private List<String> present() {
    return visits.site().of(PortalVisit.class).stream()
        .map(session -> session.username() + " " + session.evidence().sid().orElse("-"))
        .sorted()
        .toList();
  }

  @BeforeEach
  void somebodyElseIsThere() {
    visits.visit("romeo", visit("romeo", "garden"));
  }

  @Test
  void whoHasLoggedOutIsOutWithAReason() {
    visits.visit("juliet", visit("juliet", "balcony"));
    leave(leaving().subject("Juliet"));

    assertThat(present()).containsExactly("romeo garden");
    assertThat(visits.farewells())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.condition()).isEqualTo(StreamError.Condition.NOT_AUTHORIZED);
              assertThat(error).hasMessage(LogoutDesk.WHY);
            });
  }

  /** §2.7: with sid it is that visit, without it is all that the user has. */
  @Test
  void oneVisitOrAllOfThem() {
    for (String sid : List.of("balcony", "tomb", "ball")) {
      visits.visit("juliet", visit("juliet", sid));
    }
    visits.visit("juliet", new PortalVisit("juliet", Optional.empty(), clock.instant()));

    leave(leaving().claim("sid", "tomb"));
    assertThat(present())
        .containsExactly("juliet -", "juliet balcony", "juliet ball", "romeo garden");
    leave(leaving().subject("juliet").claim("sid", "ball"));
    assertThat(present()).containsExactly("juliet -", "juliet balcony", "romeo garden");
    leave(leaving().subject("juliet"));
    assertThat(present()).containsExactly("romeo garden");
  }

  /** A logout that comes late must not end what began after it. */
  @Test
  void whoHasComeBackSinceStays() {
    visits.visit("juliet", visit("juliet", "balcony"));
    visits.visit(
        "juliet", new PortalVisit("juliet", Optional.of("tomb"), clock.instant().plusSeconds(1)));

    leave(leaving().subject("juliet"));

    assertThat(present()).containsExactly("juliet tomb", "romeo garden");
  }

  @Test
  void aVisitOfSomebodyElseStays() {
    leave(leaving().subject("juliet").claim("sid", "garden"));

    assertThat(present()).containsExactly("romeo garden");
  }

  @Test
  void whoIsInByAnotherDoorStays() {
    record Password() implements SiteEvidence {}
    visits.visit("juliet", new Password());
    leave(leaving().subject("juliet"));

    assertThat(visits.farewells()).isEmpty();
  }

  @Test
  void tokensOfTheLoginAreTakenBack() {
    var gone = tokens.give(admission("juliet", visit("juliet", "balcony")));
    var other = tokens.give(admission("juliet", visit("juliet", "tomb")));
    leave(leaving().claim("sid", "balcony"));

    assertThatThrownBy(() -> tokens.redeem("", bearer(gone))).isInstanceOf(LoginRefused.class);
    assertThat(tokens.redeem("", bearer(other)).identity().username()).isEqualTo("juliet");
  }

  private static Admission admission(String username, SiteEvidence site) {
    return new Admission(
        new Identity(username, false, Set.of()), Optional.empty(), Optional.of(site));
  }

  private static Evidence bearer(String token) {
    return new Evidence.Bearer(token.toCharArray());
  }

  /** Somebody may hold a login token back until its user has left. */
  @Test
  void noLoginTokenOfAnEndedVisitIsGoodAnyMore() {
    var early = signed(claims().subject("juliet").claim("sid", "balcony"));
    leave(leaving().claim("sid", "balcony"));
    clock.pass(Duration.ofSeconds(1));
    var late = signed(claims().subject("juliet").claim("sid", "balcony"));
    var next = signed(claims().subject("juliet").claim("sid", "tomb"));

    assertThatThrownBy(() -> login.check("", bearer(early))).isInstanceOf(LoginRefused.class);
    assertThatThrownBy(() -> login.check("", bearer(late))).isInstanceOf(LoginRefused.class);
    assertThat(login.check("", bearer(next)).site())
        .contains(new PortalVisit("juliet", Optional.of("tomb"), clock.instant()));
  }

  @Test
  void whoHasLeftEverywhereMayComeBack() {
    var early = signed(claims().subject("juliet"));
    clock.pass(Duration.ofSeconds(1));
    leave(leaving().subject("juliet"));

    assertThatThrownBy(() -> login.check("", bearer(early))).isInstanceOf(LoginRefused.class);
    assertThat(login.check("", bearer(signed(claims().subject("juliet")))).site())
        .contains(new PortalVisit("juliet", Optional.empty(), clock.instant()));
    leave(leaving().subject("juliet"));
    var again = signed(claims().subject("juliet"));
    assertThat(login.check("", bearer(again)).identity().username()).isEqualTo("juliet");
  }

  @Test
  void aLoginThatWasUnderWayIsFoundOut() {
    var evidence = login.check("", bearer(signed(claims().subject("juliet").claim("sid", "tomb"))));
    assertThat(evidence.site().flatMap(recent::farewell)).isEmpty();
    leave(leaving().claim("sid", "tomb"));

    assertThat(evidence.site().flatMap(recent::farewell))
        .hasValueSatisfying(
            error -> assertThat(error.condition()).isEqualTo(StreamError.Condition.NOT_AUTHORIZED));
  }

  @Test
  void aLoginTokenIsNoLogoutToken() {
    assertRefused(signed(claims().subject("romeo")));
    assertRefused(signed(claims().subject("romeo").claim("sid", "garden")));
    assertRefused(claims -> claims.claim("events", null));

    assertThat(present()).containsExactly("romeo garden");
  }

  @Test
  void aLogoutTokenIsNoLoginToken() {
    for (JWSHeader header : List.of(HEADER, typed(LogoutVerifier.TYPE), typed("JWT"))) {
      var token = signed(header, leaving().subject("juliet"), SECRET);
      assertThatThrownBy(() -> login.check("", bearer(token))).isInstanceOf(LoginRefused.class);
      assertThatThrownBy(() -> login.check("juliet", new Evidence.Password(token.toCharArray())))
          .isInstanceOf(LoginRefused.class);
      // and is good for what it is
      desk.logout(ADDRESS, token).toCompletableFuture().join();
    }
    for (Object events : List.of(Map.of(), "", List.of(), Map.of("other", Map.of()))) {
      var token = signed(claims().subject("juliet").claim("events", events));
      assertThatThrownBy(() -> login.check("", bearer(token))).isInstanceOf(LoginRefused.class);
    }
    var typed = signed(typed(LogoutVerifier.TYPE), claims().subject("juliet"), SECRET);
    assertThatThrownBy(() -> login.check("", bearer(typed))).isInstanceOf(LoginRefused.class);
  }

  private static JWSHeader typed(String type) {
    return new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType(type)).build();
  }

  @Test
  void ofNoOtherType() {
    assertRefused(signed(typed("at+jwt"), leaving().subject("romeo"), SECRET));
    assertRefused(signed(typed("secevent+jwt"), leaving().subject("romeo"), SECRET));
  }

  @Test
  void isGoodOnce() {
    var token = signed(leaving().subject("juliet").jwtID("once"));
    desk.logout(ADDRESS, token).toCompletableFuture().join();

    assertRefused(token);
    clock.pass(Duration.ofSeconds(62));
    assertRefused(token);
  }

  @Test
  void withoutTheEventItIsRefused() {
    for (Object events :
        List.of(
            Map.of(),
            "http://schemas.openid.net/event/backchannel-logout",
            List.of(LogoutVerifier.EVENT),
            Map.of("https://schemas.openid.net/event/backchannel-logout", Map.of()),
            Map.of(LogoutVerifier.EVENT, "yes"),
            Map.of(LogoutVerifier.EVENT, true))) {
      assertRefused(claims -> claims.claim("events", events));
    }
  }

  @Test
  void withoutWhatIsNeededOrWithWhatIsForbidden() {
    assertRefused(claims -> claims.subject(null));
    assertRefused(claims -> claims.subject(""));
    assertRefused(claims -> claims.claim("nonce", "n-0S6_WzA2Mj"));
    assertRefused(claims -> claims.claim("nonce", ""));
    assertRefused(claims -> claims.claim("sid", ""));
    assertRefused(claims -> claims.claim("sid", 7));
    assertRefused(claims -> claims.claim("sid", List.of("garden")));
    assertRefused(claims -> claims.claim("sid", "x".repeat(256)));
    assertRefused(claims -> claims.jwtID(null));
    assertRefused(claims -> claims.jwtID(""));
    assertRefused(claims -> claims.issueTime(null));
    assertRefused(claims -> claims.expirationTime(null));
  }

  @Test
  void fromSomebodyElseOrForSomebodyElseOrAtAnotherTime() {
    assertRefused(claims -> claims.issuer("https://mantua.example"));
    assertRefused(claims -> claims.issuer(null));
    assertRefused(claims -> claims.audience("chat.mantua.example"));
    assertRefused(claims -> claims.audience(List.of()));
    assertRefused(claims -> claims.issueTime(in(-70)).expirationTime(in(-10)));
    assertRefused(claims -> claims.issueTime(in(10)).expirationTime(in(40)));
    assertRefused(claims -> claims.expirationTime(in(86_400)));
    assertRefused(signed(HEADER, leaving().subject("romeo"), "x".repeat(48)));
    assertThat(present()).containsExactly("romeo garden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "eyJ.eyJ.eyJ", "\0", "garden"})
  void whatIsNoToken(String text) {
    assertRefused(text);
  }

  @Test
  void notSignedOrTampered() {
    var parts = signed(leaving().subject("juliet")).split("\\.");
    var forged = signed(leaving().subject("romeo")).split("\\.");

    assertRefused(parts[0] + "." + forged[1] + "." + parts[2]);
    assertRefused(parts[0] + "." + parts[1] + ".");
    assertRefused("eyJhbGciOiJub25lIn0." + parts[1] + ".");
    assertRefused("x".repeat(1 << 20));
    assertThat(present()).containsExactly("romeo garden");
  }

  @Test
  void whoBringsManyBadOnesHasToWait() {
    for (int i = 0; i < UselessEvidence.BURST; i++) {
      assertRefused("nonsense");
    }
    var good = signed(leaving().subject("romeo"));
    var braked = desk.logout(ADDRESS, good).toCompletableFuture();

    assertThatThrownBy(braked::join)
        .hasCauseInstanceOf(LoginBraked.class)
        .satisfies(refused -> assertThat(WebRefusal.ofLogout(refused).status()).isEqualTo(429));
    assertThat(present()).containsExactly("romeo garden");
    // the portal's own address is another
    desk.logout("192.0.2.8", good).toCompletableFuture().join();
    assertThat(present()).isEmpty();
  }

  @Test
  void withoutAKeyNobodyTellsOfLogouts() {
    var off = JwtTest.WITHOUT_A_KEY;
    var closed =
        new LogoutDesk(
            new LogoutVerifier(new JwtVerifier(off, clock)),
            new RecentLogouts(off, clock),
            tokens,
            visits.site(),
            clock);

    assertThatThrownBy(
            closed.logout(ADDRESS, signed(leaving().subject("romeo"))).toCompletableFuture()::join)
        .hasCauseInstanceOf(LoginRefused.class);
    assertThat(present()).containsExactly("romeo garden");
  }

  @Test
  void itsTextTellsNoSid() {
    assertThat(visit("juliet", "a secret of the portal").toString()).doesNotContain("secret");
  }
}
