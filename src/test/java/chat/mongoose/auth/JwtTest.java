package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.TestClock;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7519 and the attacks of RFC 8725 §2, each tried. */
class JwtTest {

  private static final String SECRET = "my bounty is as boundless as the sea";
  private static final String ISSUER = "https://verona.example";
  private static final String AUDIENCE = "chat.verona.example";

  /** Of a server that takes no JWT. */
  static final JwtSettings WITHOUT_A_KEY =
      new JwtSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Optional.empty(),
          AUDIENCE);

  private static final KeyPair RSA = pair("RSA", 2048);
  private static final KeyPair P256 = pair("P-256", 0);
  private static final KeyPair ED25519 = pair("Ed25519", 0);

  private final TestClock clock = new TestClock();
  private final Verona verona = new Verona();

  private static KeyPair pair(String kind, int bits) {
    try {
      if (kind.startsWith("P-")) {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp" + kind.substring(2) + "r1"));
        return generator.generateKeyPair();
      }
      var generator = KeyPairGenerator.getInstance(kind);
      if (bits > 0) {
        generator.initialize(bits);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static JwtSettings settings(
      Optional<String> secret, Optional<String> key, Optional<String> file, String roles) {
    return new JwtSettings(
        secret,
        key,
        file,
        Optional.of(ISSUER),
        Optional.empty(),
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        Optional.of(roles),
        AUDIENCE);
  }

  private static JwtSettings bySecret() {
    return settings(Optional.of(SECRET), Optional.empty(), Optional.empty(), "");
  }

  private static JwtSettings byKey(String key) {
    return settings(Optional.empty(), Optional.of(key), Optional.empty(), "");
  }

  private Login login(JwtSettings settings) {
    var jwt =
        new JwtLogin(
            new JwtVerifier(settings, clock),
            new RecentLogouts(settings, clock),
            verona.accounts());
    return new Login(
        LoginConfiguration.own(verona.verifier(), List.of(jwt)), new Tokens(clock), Set.of());
  }

  private static Admission by(Login login, String token) {
    return login.check("", new Evidence.Bearer(token.toCharArray()));
  }

  private static void assertRefused(Login login, String token) {
    assertThatThrownBy(() -> by(login, token)).isInstanceOf(LoginRefused.class);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("romeo")
        .issueTime(Date.from(clock.instant()))
        .expirationTime(Date.from(clock.instant().plusSeconds(60)))
        .jwtID(UUID.randomUUID().toString());
  }

  private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws Exception {
    var jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String hs256(JWTClaimsSet.Builder claims) throws Exception {
    return hs256(new JWSHeader(JWSAlgorithm.HS256), claims);
  }

  private static String hs256(JWSHeader header, JWTClaimsSet.Builder claims) throws Exception {
    return sign(header, claims.build(), new MACSigner(SECRET));
  }

  private static String encoded(String text) {
    return Base64URL.encode(text).toString();
  }

  /** As a signer with nothing but its language's standard library does it. */
  private static String ed25519(String header, JWTClaimsSet claims, PrivateKey key)
      throws Exception {
    var input = encoded(header) + "." + encoded(claims.toString());
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Base64URL.encode(signature.sign());
  }

  enum Kind {
    HS256,
    RS256,
    ES256,
    EDDSA,
    ED25519;

    JwtSettings settings() {
      return switch (this) {
        case HS256 -> bySecret();
        case RS256 -> byKey(pem(RSA.getPublic()));
        case ES256 -> byKey(pem(P256.getPublic()));
        case EDDSA, ED25519 -> byKey(pem(JwtTest.ED25519.getPublic()));
      };
    }

    String sign(JWTClaimsSet claims) throws Exception {
      return switch (this) {
        case HS256 ->
            JwtTest.sign(new JWSHeader(JWSAlgorithm.HS256), claims, new MACSigner(SECRET));
        case RS256 ->
            JwtTest.sign(
                new JWSHeader(JWSAlgorithm.RS256), claims, new RSASSASigner(RSA.getPrivate()));
        case ES256 ->
            JwtTest.sign(
                new JWSHeader(JWSAlgorithm.ES256),
                claims,
                new ECDSASigner((ECPrivateKey) P256.getPrivate()));
        case EDDSA -> ed25519("{\"alg\":\"EdDSA\"}", claims, JwtTest.ED25519.getPrivate());
        case ED25519 -> ed25519("{\"alg\":\"Ed25519\"}", claims, JwtTest.ED25519.getPrivate());
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void whomTheSiteVouchesForIsLetIn(Kind kind) throws Exception {
    var identity = by(login(kind.settings()), kind.sign(claims().build())).identity();

    assertThat(identity.username()).isEqualTo("romeo");
    assertThat(identity.guest()).isFalse();
    assertThat(identity.roles()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noOtherSignatureIsTaken(Kind kind) throws Exception {
    var login = login(kind.settings());
    var token = kind.sign(claims().build());
    var parts = token.split("\\.");
    var forged = encoded(claims().subject("juliet").build().toString());

    assertRefused(login, parts[0] + "." + forged + "." + parts[2]);
    assertRefused(login, parts[0] + "." + parts[1] + ".");
    assertRefused(login, parts[0] + "." + parts[1] + "." + parts[2].substring(4));
    assertRefused(login, parts[0] + "." + parts[1] + "." + encoded("\0".repeat(64)));
    assertThat(by(login, token).identity().username()).isEqualTo("romeo");
  }

  @ParameterizedTest
  @EnumSource
  void aKeyIsForItsOwnAlgorithmOnly(Kind kind) throws Exception {
    for (Kind other : Kind.values()) {
      if (!kind.settings().equals(other.settings())) {
        assertRefused(login(kind.settings()), other.sign(claims().build()));
      }
    }
  }

  /** RFC 8725 §2.1: whoever knows a public key signs with it as if it were a secret. */
  @Test
  void aPublicKeyIsNoSecret() throws Exception {
    var pem = pem(RSA.getPublic());
    var login = login(byKey(pem));
    for (byte[] secret :
        List.of(
            pem.getBytes(StandardCharsets.US_ASCII),
            pem.strip().getBytes(StandardCharsets.US_ASCII),
            RSA.getPublic().getEncoded())) {
      assertRefused(
          login, sign(new JWSHeader(JWSAlgorithm.HS256), claims().build(), new MACSigner(secret)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
  void whatIsNotSignedIsRefused(String algorithm) {
    var body = encoded(claims().build().toString());
    var header = encoded("{\"alg\":\"" + algorithm + "\"}");

    assertRefused(login(bySecret()), header + "." + body + ".");
    assertRefused(login(bySecret()), header + "." + body + ".AAAA");
  }

  /** RFC 7518 §3.2 with other hashes: the algorithm is the setting's, not the header's. */
  @Test
  void anotherAlgorithmOfTheSameKindIsRefused() throws Exception {
    var secret = SECRET.repeat(2);
    var settings = settings(Optional.of(secret), Optional.empty(), Optional.empty(), "");
    var rsa = login(byKey(pem(RSA.getPublic())));

    assertRefused(
        login(settings),
        sign(new JWSHeader(JWSAlgorithm.HS512), claims().build(), new MACSigner(secret)));
    assertRefused(
        rsa,
        sign(
            new JWSHeader(JWSAlgorithm.PS256),
            claims().build(),
            new RSASSASigner(RSA.getPrivate())));
  }

  @Test
  void isGoodOnce() throws Exception {
    var login = login(bySecret());
    var token = hs256(claims());
    by(login, token);

    assertRefused(login, token);
    clock.pass(Duration.ofSeconds(59));
    assertRefused(login, token);
    assertRefused(
        login, hs256(claims().jwtID(SignedJWT.parse(token).getJWTClaimsSet().getJWTID())));
  }

  /** What is remembered of a token outlives it, also where clocks differ. */
  @Test
  void isNeverGoodAgain() throws Exception {
    var login = login(bySecret());
    var token =
        hs256(
            claims()
                .issueTime(Date.from(clock.instant().plusSeconds(5)))
                .expirationTime(Date.from(clock.instant().plusSeconds(65))));
    by(login, token);

    for (int i = 0; i < 80; i++) {
      assertRefused(login, token);
      clock.pass(Duration.ofSeconds(1));
    }
  }

  private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    var login = login(bySecret());
    assertRefused(login, hs256(change.apply(claims())));
    assertThat(by(login, hs256(claims())).identity().username()).isEqualTo("romeo");
  }

  private Date in(int seconds) {
    return Date.from(clock.instant().plusSeconds(seconds));
  }

  @Test
  void ofAnotherIssuerOrForAnotherAudience() throws Exception {
    assertRefused(claims -> claims.issuer("https://mantua.example"));
    assertRefused(claims -> claims.issuer(ISSUER + "/"));
    assertRefused(claims -> claims.issuer(null));
    assertRefused(claims -> claims.audience("chat.mantua.example"));
    assertRefused(claims -> claims.audience((String) null));
    assertRefused(claims -> claims.audience(List.of()));
  }

  @Test
  void oneOfSeveralAudiences() throws Exception {
    var token = hs256(claims().audience(List.of("shop.verona.example", AUDIENCE)));

    assertThat(by(login(bySecret()), token).identity().username()).isEqualTo("romeo");
  }

  @Test
  void notAtAnyTime() throws Exception {
    assertRefused(claims -> claims.issueTime(in(-70)).expirationTime(in(-10)));
    assertRefused(claims -> claims.issueTime(in(-60)).expirationTime(in(-5)));
    assertRefused(claims -> claims.notBeforeTime(in(10)));
    assertRefused(claims -> claims.issueTime(in(10)).expirationTime(in(40)));
    assertRefused(claims -> claims.expirationTime(in(61)));
    assertRefused(claims -> claims.expirationTime(in(86_400)));
    assertRefused(claims -> claims.issueTime(in(2)).expirationTime(in(1)));
  }

  @Test
  void withoutWhatIsNeeded() throws Exception {
    assertRefused(claims -> claims.expirationTime(null));
    assertRefused(claims -> claims.issueTime(null));
    assertRefused(claims -> claims.jwtID(null));
    assertRefused(claims -> claims.jwtID(""));
    assertRefused(claims -> claims.jwtID("x".repeat(256)));
    assertRefused(claims -> claims.subject(null));
    assertRefused(claims -> claims.subject(""));
  }

  @Test
  void ofWrongTypes() throws Exception {
    assertRefused(claims -> claims.claim("roles", "admin"));
    assertRefused(claims -> claims.claim("roles", List.of(1)));
    assertRefused(claims -> claims.claim("exp", "tomorrow"));
    assertRefused(claims -> claims.claim("sub", Map.of("name", "romeo")));
  }

  @Test
  void clocksMayDifferALittle() throws Exception {
    var login = login(bySecret());

    by(login, hs256(claims().issueTime(in(5)).expirationTime(in(65))));
    by(login, hs256(claims().issueTime(in(-60)).expirationTime(in(-4))));
  }

  /** RFC 7515 §4.1.2 to 4.1.11: nothing in a header chooses the key or changes the rules. */
  @Test
  void aHeaderThatSaysMoreIsRefused() throws Exception {
    var login = login(bySecret());
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256);

    assertRefused(
        login, hs256(header.jwkURL(URI.create("https://mantua.example/k")).build(), claims()));
    assertRefused(
        login,
        hs256(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .jwk(new RSAKey.Builder((RSAPublicKey) RSA.getPublic()).build())
                .build(),
            claims()));
    assertRefused(
        login,
        hs256(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1)
                .build(),
            claims()));
    assertRefused(
        login,
        hs256(
            new JWSHeader.Builder(JWSAlgorithm.HS256).base64URLEncodePayload(false).build(),
            claims()));
    assertRefused(
        login,
        hs256(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("at+jwt")).build(),
            claims()));
    by(
        login,
        hs256(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build(), claims()));
  }

  private static JWSHeader named(JWSAlgorithm algorithm, String id) {
    return new JWSHeader.Builder(algorithm).keyID(id).build();
  }

  @Test
  void ofAFileOfKeysTheOneThatIsNamedCounts(@TempDir Path folder) throws Exception {
    var old = pair("RSA", 2048);
    var set =
        new JWKSet(
            List.of(
                new RSAKey.Builder((RSAPublicKey) RSA.getPublic()).keyID("new").build(),
                new RSAKey.Builder((RSAPublicKey) old.getPublic()).keyID("old").build(),
                new ECKey.Builder(Curve.P_256, (ECPublicKey) P256.getPublic())
                    .keyID("ec")
                    .build()));
    var file = Files.writeString(folder.resolve("keys.json"), set.toString());
    var login =
        login(settings(Optional.empty(), Optional.empty(), Optional.of(file.toString()), ""));
    var signer = new RSASSASigner(RSA.getPrivate());

    by(login, sign(named(JWSAlgorithm.RS256, "new"), claims().build(), signer));
    by(
        login,
        sign(
            named(JWSAlgorithm.ES256, "ec"),
            claims().build(),
            new ECDSASigner((ECPrivateKey) P256.getPrivate())));
    for (String id :
        List.of(
            "old", "ec", "NEW", "", "/dev/null", "../new", "' or ''='", "new\0", "x".repeat(99))) {
      assertRefused(login, sign(named(JWSAlgorithm.RS256, id), claims().build(), signer));
    }
    assertRefused(login, sign(new JWSHeader(JWSAlgorithm.RS256), claims().build(), signer));
  }

  @Test
  void aJwkIsAKeyToo() throws Exception {
    var x = ED25519.getPublic().getEncoded();
    var jwk =
        new OctetKeyPair.Builder(
                Curve.Ed25519, Base64URL.encode(Arrays.copyOfRange(x, x.length - 32, x.length)))
            .build();

    by(login(byKey(jwk.toString())), Kind.ED25519.sign(claims().build()));
  }

  @Test
  void whatIsNoJwtIsRefused() throws Exception {
    var login = login(bySecret());
    var token = hs256(claims());
    for (String text :
        List.of(
            "",
            ".",
            "..",
            "eyJ.eyJ.eyJ",
            token.substring(1),
            token + "." + token,
            token.substring(0, token.length() / 2),
            " " + token,
            encoded("{\"alg\":\"HS256\",\"alg\":\"none\"}") + token.substring(token.indexOf('.')),
            "x".repeat(1 << 20),
            "ey" + "x".repeat(1 << 20) + ".e30.x",
            "ey" + "[".repeat(4000) + ".e30.x")) {
      assertRefused(login, text);
    }
  }

  @Test
  void aTokenThatIsTooLongIsRefusedHoweverItIsSigned() throws Exception {
    assertRefused(claims -> claims.claim("nonsense", "x".repeat(JwtVerifier.MAX_LENGTH)));
  }

  @Test
  void theNameIsEscapedAsAddressesWantIt() throws Exception {
    var token = hs256(claims().subject("Romeo Montague@verona"));

    assertThat(by(login(bySecret()), token).identity().username())
        .isEqualTo("romeo\\20montague\\40verona");
  }

  @ParameterizedTest
  @ValueSource(strings = {"guest-aaaaaaaaaaaaaaaaaaaaaaaaaa", " romeo", "\u0000"})
  void someNamesNobodyHas(String name) throws Exception {
    assertRefused(claims -> claims.subject(name));
  }

  @Test
  void rolesAreGivenOnlyWhereTheSettingsSaySo() throws Exception {
    var roles = List.of("admin", "auditor", "editor", "root");
    var some = settings(Optional.of(SECRET), Optional.empty(), Optional.empty(), "auditor");

    assertThat(by(login(bySecret()), hs256(claims().claim("roles", roles))).identity().roles())
        .isEmpty();
    assertThat(by(login(some), hs256(claims().claim("roles", roles))).identity().roles())
        .containsExactly("auditor");
  }

  @Test
  void whoAdministersTheSiteOwnsItsRoomsWhateverElseATokenMayGive() throws Exception {
    var both = List.of("admin", "moderator");

    assertThat(by(login(bySecret()), hs256(claims().claim("roles", both))).identity().roles())
        .containsExactly("owner");
    for (String one : both) {
      var token = hs256(claims().claim("roles", List.of(one)));
      assertThat(by(login(bySecret()), token).identity().roles()).isEmpty();
    }
  }

  @Test
  void nobodyBecomesOurAdministrator() throws Exception {
    verona.with("escalus", "prince", "admin").withDisabled("tybalt", "rapier");
    var all = settings(Optional.of(SECRET), Optional.empty(), Optional.empty(), "admin");

    assertRefused(claims -> claims.subject("Escalus"));
    assertRefused(claims -> claims.subject("escalus").claim("roles", List.of("admin")));
    assertRefused(claims -> claims.subject("tybalt"));
    assertThat(
            by(login(all), hs256(claims().subject("escalus").claim("roles", List.of("admin"))))
                .identity()
                .roles())
        .containsExactly("admin");
  }

  @Test
  void isGoodAsThePasswordOfItsName() throws Exception {
    var login = login(bySecret());
    verona.with("juliet", "wherefore");

    assertThat(password(login, "Romeo", hs256(claims())).identity().username()).isEqualTo("romeo");
    assertThatThrownBy(() -> password(login, "juliet", hs256(claims())))
        .isInstanceOf(LoginRefused.class);
    assertThat(password(login, "juliet", "wherefore").identity().username()).isEqualTo("juliet");
  }

  private static Admission password(Login login, String username, String password) {
    return login.check(username, new Evidence.Password(password.toCharArray()));
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNoWrongToken() throws Exception {
    var token = hs256(claims());
    verona.burn();

    assertThatThrownBy(() -> by(login(bySecret()), token)).isInstanceOf(LoginUnavailable.class);
  }

  @Test
  void withoutAKeyNoTokenIsTaken() throws Exception {
    assertRefused(login(WITHOUT_A_KEY), hs256(claims()));
  }

  @Test
  void settingsThatCannotBeStopTheStart(@TempDir Path folder) {
    assertThatThrownBy(
            () -> login(settings(Optional.of("short"), Optional.empty(), Optional.empty(), "")))
        .hasMessageStartingWith("mongoose.auth.jwt.secret: a secret has at least 32 bytes");
    assertThatThrownBy(
            () -> login(settings(Optional.of(SECRET), Optional.of("x"), Optional.empty(), "")))
        .hasMessageStartingWith("mongoose.auth.jwt.secret must be alone");
    assertThatThrownBy(() -> bySecretWith("root"))
        .hasMessageStartingWith("mongoose.auth.jwt.roles");
    assertThatThrownBy(() -> login(byKey("nonsense")))
        .hasMessageStartingWith("mongoose.auth.jwt.key: neither");
    assertThatThrownBy(() -> login(byKey(pem(pair("RSA", 1024).getPublic()))))
        .hasMessageStartingWith("mongoose.auth.jwt.key: an RSA key has at least 2048 bits");
    assertThatThrownBy(() -> login(byKey(pem(pair("P-384", 0).getPublic()))))
        .hasMessageStartingWith("mongoose.auth.jwt.key: a key of a kind");
    assertThatThrownBy(
            () ->
                login(
                    byKey(
                        new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
                            .privateKey(RSA.getPrivate())
                            .build()
                            .toString())))
        .hasMessageStartingWith("mongoose.auth.jwt.key: a private or shared key");
    assertThatThrownBy(() -> login(byKey("{\"kty\":\"oct\",\"k\":\"" + encoded(SECRET) + "\"}")))
        .hasMessageStartingWith("mongoose.auth.jwt.key: a private or shared key");
    assertThatThrownBy(
            () ->
                login(
                    settings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(folder.resolve("missing").toString()),
                        "")))
        .hasMessageStartingWith("mongoose.auth.jwt.key-file: ");
  }

  private static JwtSettings bySecretWith(String roles) {
    return settings(Optional.of(SECRET), Optional.empty(), Optional.empty(), roles);
  }
}
