package chat.mongoose.auth;

import static chat.mongoose.auth.ScramClient.base64;
import static chat.mongoose.auth.ScramClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.auth.SaslNegotiation.Answer;
import chat.mongoose.session.Guest;
import chat.mongoose.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SASL on a stream: RFC 6120 §6. */
class SaslNegotiationTest {

  private static final String DOMAIN = "verona.example";

  private final Verona verona =
      new Verona().with("romeo", "wherefore").withDisabled("tybalt", "rapier");
  private final SaslNegotiation sasl = negotiation(EnumSet.allOf(Mechanism.class));

  private SaslNegotiation negotiation(Set<Mechanism> offered) {
    return new SaslNegotiation(offered, verona, DOMAIN);
  }

  /** RFC 6120 §6.3.3: in the order of the server's preference. */
  @Test
  void mechanismsAreOfferedTheStrongestFirst() {
    assertThat(names(sasl.features()))
        .containsExactly("SCRAM-SHA-256", "SCRAM-SHA-1", "OAUTHBEARER", "PLAIN", "ANONYMOUS");
  }

  private static List<String> names(Element features) {
    return features.children(SaslNegotiation.NS, "mechanism").stream().map(Element::text).toList();
  }

  /** RFC 4422 appendix A, XEP-0178 §2: offered where it will succeed. */
  @Test
  void whoBringsTheSitesCookieIsOfferedExternal() {
    verona.visits("juliet");
    var visited = negotiation(EnumSet.allOf(Mechanism.class));

    assertThat(names(visited.features())).startsWith("EXTERNAL", "SCRAM-SHA-256");
    var answer = send(visited, auth("EXTERNAL").plus("="));
    assertThat(answer.nonza()).isEqualTo(nonza("success"));
    assertThat(answer.identity().orElseThrow().username()).isEqualTo("juliet");
  }

  @Test
  void externalWithoutInitialResponseIsAskedForOne() {
    verona.visits("juliet");
    var visited = negotiation(EnumSet.allOf(Mechanism.class));

    assertThat(send(visited, auth("EXTERNAL")).nonza()).isEqualTo(nonza("challenge"));
    assertThat(send(visited, nonza("response")).identity()).isPresent();
  }

  @Test
  void externalIsForTheVisitorsOwnAddress() {
    verona.visits("juliet");
    var visited = negotiation(EnumSet.allOf(Mechanism.class));

    assertFailure(send(visited, auth("EXTERNAL", "romeo@verona.example")), "invalid-authzid");
    assertFailure(send(visited, auth("EXTERNAL", "juliet\0")), "malformed-request");
    assertFailure(send(visited, auth("EXTERNAL", "x".repeat(2048))), "malformed-request");
    assertThat(send(visited, auth("EXTERNAL", "juliet@verona.example")).identity()).isPresent();
  }

  private static String bearer(String gs2, String token) {
    return gs2 + "\1host=verona.example\1port=443\1auth=Bearer " + token + "\1\1";
  }

  /** RFC 7628 §4.1. */
  @ParameterizedTest
  @ValueSource(strings = {"n,,", "y,,", "n,a=romeo@verona.example,", "n,a=Romeo@verona.example,"})
  void romeoLogsInByToken(String gs2) {
    var answer = send(auth("OAUTHBEARER", bearer(gs2, verona.token("romeo"))));

    assertThat(answer.nonza()).isEqualTo(nonza("success"));
    assertThat(answer.identity().orElseThrow().username()).isEqualTo("romeo");
  }

  @Test
  void aTokenIsForItsOwnAddress() {
    var message = bearer("n,a=juliet@verona.example,", verona.token("romeo"));

    assertFailure(send(auth("OAUTHBEARER", message)), "invalid-authzid");
  }

  /** RFC 7628 §3.2.3, §4.3. */
  @ParameterizedTest
  @ValueSource(strings = {"AQ==", "="})
  void whyATokenIsRefusedIsToldBeforeTheFailure(String last) {
    var challenge = send(auth("OAUTHBEARER", bearer("n,,", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGE")));

    assertThat(challenge.nonza().is(SaslNegotiation.NS, "challenge")).isTrue();
    assertThat(decode(challenge.nonza())).isEqualTo("{\"status\":\"invalid_token\"}");
    assertFailure(send(nonza("response").plus(last)), "not-authorized");
  }

  @Test
  void anErrorMayBeAnsweredByAborting() {
    send(auth("OAUTHBEARER", bearer("n,,", "wrong")));

    assertFailure(send(nonza("abort")), "aborted");
  }

  /** Not even a good token makes up for one that was refused. */
  @Test
  void nothingFollowsAnError() {
    send(auth("OAUTHBEARER", bearer("n,,", "wrong")));
    var good = bearer("n,,", verona.token("romeo"));

    assertFailure(send(nonza("response").plus(base64(bytes(good)))), "not-authorized");
  }

  /** RFC 7628 §4.3: asks what is wanted, or comes with what is no bearer token. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "n,,\1\1",
        "n,,\1auth=\1\1",
        "n,,\1auth=Basic cm9tZW8=\1\1",
        "n,,\1auth=Bearer\1\1",
        "n,,\1auth=Bearer a b\1\1",
        "n,,\1host=verona.example\1\1"
      })
  void aRequestWithoutATokenIsInvalid(String message) {
    assertThat(decode(send(auth("OAUTHBEARER", message)).nonza()))
        .isEqualTo("{\"status\":\"invalid_request\"}");
  }

  /** RFC 7628 §3.1, RFC 5801 §4. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\1",
        "n,,",
        "n,,\1",
        "n\1auth=Bearer x\1\1",
        ",,\1auth=Bearer x\1\1",
        "p=tls-exporter,,\1auth=Bearer x\1\1",
        "n,romeo,\1auth=Bearer x\1\1",
        "n,a=ro=meo,\1auth=Bearer x\1\1",
        "n,,auth=Bearer x\1\1",
        "n,,\1auth=Bearer x\1",
        "n,,\1auth=Bearer x",
        "n,,\1auth=Bearer x\1\1more",
        "n,,\1auth=Bearer x\1auth=Bearer y\1\1",
        "n,,\1=Bearer x\1\1",
        "n,,\1auth=Bearer \u00e4\1\1"
      })
  void whatIsNoOauthbearerMessageIsRefused(String message) {
    assertFailure(send(auth("OAUTHBEARER", message)), "malformed-request");
  }

  @Test
  void aTokenHasABound() {
    var message = bearer("n,,", "x".repeat(OauthBearerMessage.MAX_TOKEN + 1));

    assertFailure(send(auth("OAUTHBEARER", message)), "malformed-request");
  }

  @Test
  void aTokenIsGoodAsAPassword() {
    var message = "\0romeo\0" + verona.token("romeo");

    assertThat(send(auth("PLAIN", message)).identity()).isPresent();
    assertFailure(send(auth("PLAIN", message)), "not-authorized");
  }

  @Test
  void romeoLogsInByPlain() {
    var answer = send(auth("PLAIN", "\0romeo\0wherefore"));

    assertThat(answer.nonza()).isEqualTo(nonza("success"));
    assertThat(answer.identity().orElseThrow().username()).isEqualTo("romeo");
    assertThat(answer.last()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void romeoLogsInByScram(ScramHash hash) {
    var client = ScramClient.of(hash, "romeo", "wherefore");

    var challenge = send(auth(hash.mechanism()).plus(base64(client.first())));
    assertThat(challenge.nonza().is(SaslNegotiation.NS, "challenge")).isTrue();
    assertThat(challenge.identity()).isEmpty();
    var success = send(nonza("response").plus(base64(client.last(decode(challenge.nonza())))));

    assertThat(success.nonza().is(SaslNegotiation.NS, "success")).isTrue();
    assertThat(decode(success.nonza())).startsWith("v=");
    assertThat(success.identity().orElseThrow().username()).isEqualTo("romeo");
  }

  /** XEP-0175: no data at all, as strophe.js sends it. */
  @Test
  void aGuestNeedsToSayNothing() {
    var identity = send(auth("ANONYMOUS")).identity().orElseThrow();

    assertThat(identity.guest()).isTrue();
    assertThat(Guest.names(identity.username())).isTrue();
    assertThat(identity.roles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "c2lyaGM="})
  void aGuestMaySayWhoHeIs(String data) {
    assertThat(send(auth("ANONYMOUS").plus(data)).identity()).isPresent();
  }

  @Test
  void aGuestMayNotSayTooMuch() {
    assertFailure(send(auth("ANONYMOUS", "x".repeat(1021))), "malformed-request");
  }

  @Test
  void twoGuestsHaveTwoNames() {
    var one = send(auth("ANONYMOUS")).identity().orElseThrow().username();
    var other = send(auth("ANONYMOUS")).identity().orElseThrow().username();

    assertThat(one).isNotEqualTo(other);
  }

  /** RFC 6120 §6.4.2: a client that speaks first and has not is asked to. */
  @Test
  void withoutInitialResponseTheClientIsAsked() {
    assertThat(send(auth("PLAIN")).nonza()).isEqualTo(nonza("challenge"));

    var answer = send(nonza("response").plus(base64(bytes("\0romeo\0wherefore"))));

    assertThat(answer.identity()).isPresent();
  }

  /** RFC 6120 §6.4.2: "=" is a response that is there and empty. */
  @Test
  void anEqualsSignIsAnEmptyResponse() {
    assertFailure(send(auth("PLAIN").plus("=")), "malformed-request");
  }

  /** RFC 6120 §6.5.1. */
  @Test
  void whoAbortsMayBeginAnew() {
    send(auth("SCRAM-SHA-256", "n,,n=romeo,r=abc"));

    assertFailure(send(nonza("abort")), "aborted");
    assertThat(send(auth("PLAIN", "\0romeo\0wherefore")).identity()).isPresent();
  }

  /** RFC 6120 §6.5.5. */
  @ParameterizedTest
  @ValueSource(strings = {"!", "AHJv bWVv", "AHJvbWVv\n", "AHJvbWV", "A===", "====", "AHJv-WVv"})
  void whatIsNotBase64IsRefused(String data) {
    assertFailure(send(auth("PLAIN").plus(data)), "incorrect-encoding");
  }

  /** RFC 6120 §6.5.6. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "juliet@verona.example",
        "romeo@mantua.example",
        "romeo",
        "verona.example",
        "romeo@verona.example/balcony",
        "@",
      })
  void nobodyActsAsAnother(String authzid) {
    assertFailure(send(auth("PLAIN", authzid + "\0romeo\0wherefore")), "invalid-authzid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"romeo@verona.example", "Romeo@Verona.example", "romeo@verona.example."})
  void everybodyActsAsHimself(String authzid) {
    assertThat(send(auth("PLAIN", authzid + "\0romeo\0wherefore")).identity()).isPresent();
  }

  /** RFC 6120 §6.5.7. */
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "DIGEST-MD5", "SCRAM-SHA-256-PLUS", "EXTERNAL"})
  void anUnknownMechanismIsRefused(String mechanism) {
    assertFailure(send(auth(mechanism, "x")), "invalid-mechanism");
  }

  @Test
  void noMechanismIsRefused() {
    assertFailure(send(nonza("auth")), "invalid-mechanism");
  }

  /** RFC 6120 §6.5.9. */
  @Test
  void aMechanismBelowThoseOfferedIsTooWeak() {
    var strict = negotiation(EnumSet.of(Mechanism.SCRAM_SHA_256));

    assertFailure(send(strict, auth("PLAIN", "\0romeo\0wherefore")), "mechanism-too-weak");
  }

  @Test
  void aStrongerMechanismThatIsNotOfferedIsInvalid() {
    var plain = negotiation(EnumSet.of(Mechanism.PLAIN));

    assertFailure(send(plain, auth("SCRAM-SHA-256", "n,,n=romeo,r=x")), "invalid-mechanism");
  }

  /** RFC 6120 §6.5.8. */
  @Test
  void aResponseNeedsAChallenge() {
    assertFailure(send(nonza("response").plus("AAAA")), "malformed-request");
  }

  @Test
  void nobodyBeginsTwice() {
    send(auth("SCRAM-SHA-256", "n,,n=romeo,r=abc"));

    assertFailure(send(auth("PLAIN", "\0romeo\0wherefore")), "malformed-request");
    assertThat(send(auth("PLAIN", "\0romeo\0wherefore")).identity()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"success", "failure", "challenge", "mechanisms", "shout"})
  void aClientDoesNotSpeakLikeAServer(String name) {
    assertFailure(send(nonza(name)), "malformed-request");
  }

  @Test
  void elementsAreNoBase64() {
    assertFailure(
        send(auth("PLAIN").plus(Element.of(SaslNegotiation.NS, "data"))), "malformed-request");
  }

  @Test
  void aResponseHasABound() {
    assertFailure(
        send(auth("PLAIN").plus("A".repeat(SaslNegotiation.MAX_PAYLOAD + 4))), "malformed-request");
  }

  /** RFC 6120 §6.5.10, and nothing else about an account that is disabled or not there. */
  @ParameterizedTest
  @ValueSource(strings = {"\0romeo\0guess", "\0nobody\0guess", "\0tybalt\0rapier"})
  void whatIsWrongIsNotTold(String message) {
    var answer = send(auth("PLAIN", message));

    assertThat(answer.nonza().toString())
        .isEqualTo(
            "<failure xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"><not-authorized/>"
                + "<text xml:lang=\"en\">The username or the password is wrong.</text></failure>");
  }

  /** RFC 6120 §6.5.11. */
  @Test
  void aDatabaseThatDoesNotAnswerIsNoWrongPassword() {
    verona.burn();

    assertFailure(send(auth("PLAIN", "\0romeo\0wherefore")), "temporary-auth-failure");
  }

  @Test
  void guestsNeedNoDatabase() {
    verona.burn();

    assertThat(send(auth("ANONYMOUS")).identity()).isPresent();
  }

  /** RFC 6120 §6.4.5. */
  @Test
  void theFifthFailureIsTheLast() {
    for (int i = 1; i < SaslNegotiation.MAX_FAILURES; i++) {
      assertThat(send(auth("PLAIN", "\0romeo\0guess")).last()).isFalse();
    }

    assertThat(send(auth("PLAIN", "\0romeo\0guess")).last()).isTrue();
  }

  private Answer send(Element nonza) {
    return send(sasl, nonza);
  }

  private static Answer send(SaslNegotiation sasl, Element nonza) {
    return sasl.receive(nonza).toCompletableFuture().join();
  }

  private static Element auth(String mechanism, String message) {
    return auth(mechanism).plus(base64(bytes(message)));
  }

  private static Element auth(String mechanism) {
    return nonza("auth").with("mechanism", mechanism);
  }

  private static Element nonza(String name) {
    return Element.of(SaslNegotiation.NS, name);
  }

  private static String decode(Element nonza) {
    return new String(Base64.getDecoder().decode(nonza.text()), StandardCharsets.UTF_8);
  }

  private static void assertFailure(Answer answer, String condition) {
    assertThat(answer.identity()).isEmpty();
    assertThat(answer.nonza().is(SaslNegotiation.NS, "failure")).isTrue();
    assertThat(answer.nonza().children().stream().map(Element::name))
        .containsExactly(condition, "text");
  }
}
