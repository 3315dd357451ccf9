package chat.mongoose.auth;

import static chat.mongoose.auth.ScramClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.auth.Exchange.Admitted;
import chat.mongoose.auth.Exchange.Challenge;
import chat.mongoose.auth.SaslFailure.Condition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM: RFC 5802 and RFC 7677. */
class ScramExchangeTest {

  private final Verona verona = new Verona().with("romeo", "wherefore", "auditor");

  /** RFC 5802 §5, the example. */
  @Test
  void sha1AnswersAsTheRfcShowsIt() {
    var exchange = exchange(ScramHash.SHA_1, "QSXCR+Q6sek8bf92", "3rfcNHYJY1ZVvWVs7j");

    assertThat(challenge(exchange, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"))
        .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
    assertThat(
            success(
                exchange,
                bytes(
                    "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                        + "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=")))
        .isEqualTo("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
  }

  /** RFC 7677 §3, the example. */
  @Test
  void sha256AnswersAsTheRfcShowsIt() {
    var exchange =
        exchange(ScramHash.SHA_256, "W22ZaJ0SNY7soEsUEjb6gQ==", "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");

    assertThat(challenge(exchange, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))
        .isEqualTo(
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    assertThat(
            success(
                exchange,
                bytes(
                    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")))
        .isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  }

  private static Exchange exchange(ScramHash hash, String salt, String serverNonce) {
    var bytes = Base64.getDecoder().decode(salt);
    var user =
        new Account(
            "user",
            Verona.credentials(ScramHash.SHA_1, "pencil", bytes),
            Verona.credentials(ScramHash.SHA_256, "pencil", bytes),
            false,
            Set.of());
    return new ScramExchange(hash, new Verona().with(user), () -> serverNonce);
  }

  /** RFC 5802 §2.2 has clients use SASLprep; many use nothing. */
  @ParameterizedTest
  @CsvSource({
    "passwort²µ, passwort2μ",
    "geheim…geheim, geheim...geheim",
    "ｐａｓｓｗｏｒｄ, password",
    "žluťoučký kůň, žluťoučký kůň",
    "ﬁnocchio😀, finocchio😀",
  })
  void clientsLogInThatPrepareAPasswordAndThoseThatDoNot(String typed, String prepared) {
    var account = new Verona().with("romeo", Password.newlyChosen(typed).orElseThrow());
    for (ScramHash hash : ScramHash.values()) {
      for (String password : List.of(typed, prepared)) {
        var exchange = new ScramExchange(hash, account);
        var client = ScramClient.of(hash, "romeo", password);

        var serverFirst = challenge(exchange, client.first());
        var admitted = (Admitted) respond(exchange, client.last(serverFirst));

        assertThat(admitted.identity().username()).isEqualTo("romeo");
        // §3: the signature is by the password that the client has
        assertThat(new String(admitted.data(), StandardCharsets.UTF_8))
            .isEqualTo("v=" + client.serverSignature(serverFirst));
      }
      assertThat(account.verifier().password("romeo", Password.prepared(typed).orElseThrow()))
          .isPresent();
      assertThat(account.verifier().password("romeo", Password.prepared(prepared).orElseThrow()))
          .isPresent();
    }
  }

  @Test
  void aPasswordThatIsOnlyAlikeIsWrong() {
    var account = new Verona().with("romeo", "passwort²µ");
    for (String password : List.of("passwort2µ", "passwort²μ", "passwort22", "passwort")) {
      var exchange = new ScramExchange(ScramHash.SHA_256, account);
      var client = ScramClient.of(ScramHash.SHA_256, "romeo", password);
      var serverFirst = challenge(exchange, client.first());

      assertThatThrownBy(() -> respond(exchange, client.last(serverFirst)))
          .as(password)
          .isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void romeoLogsInWithHisRoles(ScramHash hash) {
    var exchange = new ScramExchange(hash, verona);
    var client = ScramClient.of(hash, "romeo", "wherefore");

    var serverFirst = challenge(exchange, client.first());
    var admitted = (Admitted) respond(exchange, client.last(serverFirst));

    assertThat(admitted.identity().username()).isEqualTo("romeo");
    assertThat(admitted.identity().guest()).isFalse();
    assertThat(admitted.identity().roles()).containsExactly("auditor");
  }

  @Test
  void theNonceIsTheClientsAndAFreshOneOfTheServer() {
    var client = ScramClient.of(ScramHash.SHA_256, "romeo", "wherefore");

    var one = challenge(new ScramExchange(ScramHash.SHA_256, verona), client.first());
    var other = challenge(new ScramExchange(ScramHash.SHA_256, verona), client.first());

    assertThat(ScramClient.part(one, 'r')).startsWith("rOprNGfwEbeRWgbNEkqO").hasSize(20 + 32);
    assertThat(ScramClient.part(one, 'r')).isNotEqualTo(ScramClient.part(other, 'r'));
  }

  /** RFC 5802 §6: a client that could bind to the channel, to a server that does not offer it. */
  @Test
  void theFlagYIsAcceptedAndHasToBeRepeated() {
    var client =
        new ScramClient(ScramHash.SHA_256, "wherefore", "y,,", "n=romeo,r=rOprNGfwEbeRWgbNEkqO");
    var exchange = new ScramExchange(ScramHash.SHA_256, verona);
    var serverFirst = challenge(exchange, client.first());

    assertThat(respond(exchange, client.last(serverFirst))).isInstanceOf(Admitted.class);
  }

  @Test
  void aChangedFlagIsNoticed() {
    var client =
        new ScramClient(ScramHash.SHA_256, "wherefore", "y,,", "n=romeo,r=rOprNGfwEbeRWgbNEkqO");
    var exchange = new ScramExchange(ScramHash.SHA_256, verona);
    var serverFirst = challenge(exchange, client.first());
    var last = client.last(serverFirst, ScramClient.part(serverFirst, 'r'), "n,,");

    assertFailure(exchange, last, Condition.NOT_AUTHORIZED);
  }

  @Test
  void aNonceOfAnotherExchangeIsNoticed() {
    var client = ScramClient.of(ScramHash.SHA_256, "romeo", "wherefore");
    var exchange = new ScramExchange(ScramHash.SHA_256, verona);
    var serverFirst = challenge(exchange, client.first());
    var last = client.last(serverFirst, ScramClient.part(serverFirst, 'r') + "x", "n,,");

    assertFailure(exchange, last, Condition.NOT_AUTHORIZED);
  }

  @Test
  void anAuthorizationIdentityIsPassedOn() {
    var client =
        new ScramClient(
            ScramHash.SHA_1,
            "wherefore",
            "n,a=romeo@verona.example,",
            "n=romeo,r=rOprNGfwEbeRWgbNEkqO");
    var exchange = new ScramExchange(ScramHash.SHA_1, verona);
    var serverFirst = challenge(exchange, client.first());

    var admitted = (Admitted) respond(exchange, client.last(serverFirst));

    assertThat(admitted.authzid()).isEqualTo("romeo@verona.example");
  }

  @Test
  void optionalExtensionsAreIgnored() {
    var client =
        new ScramClient(
            ScramHash.SHA_256, "wherefore", "n,,", "n=romeo,r=rOprNGfwEbeRWgbNEkqO,x=sweet,y=hour");
    var exchange = new ScramExchange(ScramHash.SHA_256, verona);
    var serverFirst = challenge(exchange, client.first());

    assertThat(respond(exchange, client.last(serverFirst))).isInstanceOf(Admitted.class);
  }

  /** RFC 5802 §5.1: comma and equals sign in a name. */
  @Test
  void namesAreUnescaped() {
    assertThat(ScramFirst.of("n,a==2C=3D,n=a=2Cb=3Dc=3D2C,r=x").username()).isEqualTo("a,b=c=2C");
    assertThat(ScramFirst.of("n,a==2C=3D,n=a,r=x").authzid()).isEqualTo(",=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n",
        "n,,",
        "n,,n=romeo",
        "n,,n=romeo,r=",
        "n,,r=abc,n=romeo",
        "n,,n=,r=abc",
        "n,,n=ro=meo,r=abc",
        "n,,n=romeo=2c,r=abc",
        "n,romeo,n=romeo,r=abc",
        "n,,m=ext,n=romeo,r=abc",
        "n,,n=romeo,r=a c",
        "n,,n=romeo,r=abc,",
        "n,,n=romeo,r=abc,xx=y",
        "x,,n=romeo,r=abc",
        "p=tls-unique,,n=romeo,r=abc",
        "p=tls-exporter,,n=romeo,r=abc",
      })
  void whatIsNoFirstMessageIsMalformed(String message) {
    assertFailure(
        new ScramExchange(ScramHash.SHA_256, verona), bytes(message), Condition.MALFORMED_REQUEST);
  }

  @Test
  void aNonceHasABound() {
    assertFailure(
        new ScramExchange(ScramHash.SHA_256, verona),
        bytes("n,,n=romeo,r=" + "x".repeat(513)),
        Condition.MALFORMED_REQUEST);
  }

  @Test
  void whatIsNotUtf8IsMalformed() {
    assertFailure(
        new ScramExchange(ScramHash.SHA_256, verona),
        "n,,n=roméo,r=abc".getBytes(StandardCharsets.ISO_8859_1),
        Condition.MALFORMED_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c=biws",
        "c=biws,r=abc",
        "c=biws,p=AAAA",
        "r=abc,c=biws,p=AAAA",
        "c=biws,r=abc,p=",
        "c=b!ws,r=abc,p=AAAA",
        "c=biws,r=abc,p=A",
        "c=biws,r=abc,p=AAAA,x=y",
        "n,,n=romeo,r=abc",
      })
  void whatIsNoLastMessageIsMalformed(String message) {
    var exchange = new ScramExchange(ScramHash.SHA_256, verona);
    challenge(exchange, "n,,n=romeo,r=abc");

    assertFailure(exchange, bytes(message), Condition.MALFORMED_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
  void aProofOfAnyLengthIsHeldAgainstTheKey(String proof) {
    var authMessage = bytes("what was said");
    var wrong = new Evidence.ScramProof(ScramHash.SHA_256, authMessage, bytes(proof));

    assertThat(verona.verifier().proof("romeo", wrong)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"romeo", "nobody", "no such name@all"})
  void aWrongPasswordIsRefusedForEveryNameAlike(String username) {
    var exchange = new ScramExchange(ScramHash.SHA_256, verona);
    var client = ScramClient.of(ScramHash.SHA_256, username, "guess");
    var serverFirst = challenge(exchange, client.first());

    assertThatThrownBy(() -> respond(exchange, client.last(serverFirst)))
        .hasCauseInstanceOf(LoginRefused.class);
    assertThat(Base64.getDecoder().decode(ScramClient.part(serverFirst, 's')))
        .hasSize(Accounts.SALT_LENGTH);
  }

  private static String challenge(Exchange exchange, String message) {
    return challenge(exchange, bytes(message));
  }

  private static String challenge(Exchange exchange, byte[] message) {
    return new String(((Challenge) respond(exchange, message)).data(), StandardCharsets.UTF_8);
  }

  private static String success(Exchange exchange, byte[] message) {
    return new String(((Admitted) respond(exchange, message)).data(), StandardCharsets.UTF_8);
  }

  private static Exchange.Step respond(Exchange exchange, byte[] message) {
    return exchange.respond(message).toCompletableFuture().join();
  }

  private static void assertFailure(Exchange exchange, byte[] message, Condition expected) {
    assertThatThrownBy(() -> respond(exchange, message))
        .isNotInstanceOf(CompletionException.class)
        .isInstanceOfSatisfying(
            SaslFailure.class, failure -> assertThat(failure.condition()).isEqualTo(expected));
  }
}
