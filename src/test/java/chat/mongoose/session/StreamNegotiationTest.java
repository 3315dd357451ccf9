package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6120 §4 to §7: streams, without a server. */
class StreamNegotiationTest {

  private final Sessions sessions = new Sessions();
  private final List<String> received = new ArrayList<>();
  private final List<Session> ended = new ArrayList<>();
  private final List<String> toldBefore = new ArrayList<>();
  private final Recorder transport = new Recorder();
  private final CompletableFuture<Void> looking = new CompletableFuture<>();
  private final StreamNegotiation negotiation = negotiation(3);
  private final Session session = negotiation.connect(transport);

  @Test
  void theHeaderIsAnsweredWithFeatures() {
    open("localhost");

    assertThat(transport.frames.get(0))
        .isEqualTo("<open xmlns=\"urn:test\" from=\"localhost\" version=\"1.0\"/>");
    assertThat(transport.frames.get(1)).startsWith("<stream:features ").contains("<login");
  }

  /** A feature that has to ask somebody first holds up the features, and all input behind them. */
  @Test
  void theFeaturesWaitForWhoHasToFindOutSomething() {
    var visited = new Recorder();
    var visit = negotiation.connect(visited, new RequestCookies(Map.of("sid", "x")));
    open(visit, "localhost");
    negotiation.received(visit, Element.of("urn:test", "login"));

    assertThat(visited.frames).singleElement().asString().startsWith("<open ");
    assertThat(visit.identity()).isEmpty();
    looking.completeExceptionally(new IllegalStateException("as this test wants it"));
    assertThat(visited.frames.get(1)).startsWith("<stream:features ");
    assertThat(visit.identity()).isPresent();
  }

  /** What a cookie proves has been proved or not by then. */
  @Test
  void cookiesAreForgottenWithTheLogin() {
    var visit = negotiation.connect(new Recorder(), new RequestCookies(Map.of("sid", "x")));
    assertThat(visit.remembered(RequestCookies.class)).isPresent();

    visit.authenticated(new Identity("romeo", false, Set.of()));

    assertThat(visit.remembered(RequestCookies.class)).isEmpty();
  }

  @Test
  void allAnswersToOneInputLeaveInOneWrite() {
    open("localhost");

    assertThat(transport.batches).containsExactly(2);
  }

  @Test
  void aDomainThatIsNotServedIsUnknown() {
    open("example.net");

    assertEnded("host-unknown");
    assertThat(transport.frames.get(0)).startsWith("<open ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOCALHOST", "LocalHost", "localhost.", "LOCALHOST."})
  void aDomainIsTheSameHoweverItIsWritten(String to) {
    // RFC 7622 §3.2
    open(to);

    assertThat(transport.frames.get(0)).contains(" from=\"localhost\"");
    assertThat(transport.frames.get(1)).startsWith("<stream:features ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost..", "romeo@localhost", "localhost/balcony", "local host", "."})
  void whatIsNotTheDomainIsUnknown(String to) {
    open(to);

    assertEnded("host-unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "01.0", "001.00", "1.1", "1.10", "2.0", "10.0"})
  void whoSpeaksALaterVersionIsAnsweredByOurs(String version) {
    // RFC 6120 §4.7.5
    send("<open xmlns='urn:test' to='localhost' version='" + version + "'/>");

    assertThat(transport.frames.get(1)).startsWith("<stream:features ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.9", "00.9", "1", "1.", "1.x", "-1.0", ""})
  void earlierVersionsAndWhatIsNoneAreNotSupported(String version) {
    send("<open xmlns='urn:test' to='localhost' version='" + version + "'/>");

    assertEnded("unsupported-version");
  }

  @Test
  void aStanzaBeforeTheLoginEndsTheStream() {
    open("localhost");
    send("<message xmlns='jabber:client'/>");

    assertEnded("not-authorized");
    assertThat(received).isEmpty();
  }

  @Test
  void whatIsSentBeforeTheHeaderIsRefusedBehindAHeader() {
    send("<message xmlns='jabber:client'/>");

    assertEnded("bad-format");
    assertThat(transport.frames.get(0)).startsWith("<open ");
  }

  @Test
  void whatIsNoXmlEndsTheStream() {
    open("localhost");
    send("<message");

    assertEnded("not-well-formed");
  }

  @Test
  void afterTheLoginTheStreamIsRestartedAndAResourceBound() {
    login();

    assertThat(transport.frames.get(transport.frames.size() - 1)).contains("<bind ");
    send(
        "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='"
            + ResourceBinding.NS
            + "'>"
            + "<resource>phone</resource></bind></iq>");

    var jid = session.jid().orElseThrow();
    assertThat(jid.toString()).matches("romeo@localhost/phone\\.[a-z2-7]{10}-[a-z2-7]{5}");
    assertThat(sessions.find(jid)).contains(session);
    assertThat(transport.frames.get(transport.frames.size() - 1)).contains("<jid>" + jid);
  }

  @Test
  void aSecondBindIsRefusedAndTheStreamGoesOn() {
    bound("phone");
    send(
        "<iq xmlns='jabber:client' type='set' id='b2'><bind xmlns='"
            + ResourceBinding.NS
            + "'/></iq>");

    assertThat(transport.frames.get(transport.frames.size() - 1)).contains("<not-allowed");
    assertThat(transport.closed).isFalse();
  }

  @Test
  void theSameResourceAnewEndsTheOlderSession() {
    bound("phone");
    var second = new Recorder();
    var newer = negotiation.connect(second);
    bound(newer, "phone");

    assertEnded("conflict");
    assertThat(sessions.find(newer.jid().orElseThrow())).contains(newer);
    assertThat(sessions.of(newer.jid().orElseThrow().bare())).containsExactly(newer);
    assertThat(ended).containsExactly(session);
  }

  /** A room that has not heard of the older one's end yet would say to the newer that he is out. */
  @Test
  void noAddressIsGivenTwice() {
    bound("phone");
    var newer = negotiation.connect(new Recorder());
    bound(newer, "phone");

    assertThat(newer.jid()).isNotEqualTo(session.jid());
  }

  @Test
  void otherResourcesOfTheSameUserGoOn() {
    bound("phone");
    bound(negotiation.connect(new Recorder()), "desk");

    assertThat(session.hasEnded()).isFalse();
  }

  @Test
  void aBoundSessionsStanzasReachTheRouterAndItsEndIsToldOnce() {
    bound("phone");
    send("<message xmlns='jabber:client'/>");
    negotiation.lost(session);
    negotiation.lost(session);
    negotiation.closed(session);

    assertThat(received).containsExactly("<message xmlns=\"jabber:client\"/>");
    assertThat(ended).containsExactly(session);
    assertThat(sessions.count()).isZero();
    assertThat(transport.aborted).isTrue();
  }

  /** So he may come back under the same address at once. */
  @Test
  void whoIsToldThatHisStreamHasEndedHasLeft() {
    bound("orchard");

    negotiation.closed(session);

    assertThat(ended).containsExactly(session);
    assertThat(toldBefore).isNotEmpty().noneMatch(frame -> frame.startsWith("<close "));
    assertThat(transport.frames).last().asString().startsWith("<close ");
  }

  @Test
  void nothingIsReadWhileALoginIsChecked() {
    bound("phone");
    var check = new CompletableFuture<Void>();
    session.await(check);
    send("<message xmlns='jabber:client' id='1'/>");
    assertThat(received).isEmpty();

    check.completeExceptionally(new IllegalStateException("as this test wants it"));

    assertThat(received).hasSize(1);
  }

  @Test
  void aReaderThatIsTooSlowIsDropped() {
    bound("phone");
    transport.held = true;
    for (int i = 0; i < 200; i++) {
      session.send(Element.of("jabber:client", "message"));
    }

    assertThat(transport.aborted).isTrue();
    assertThat(ended).containsExactly(session);
  }

  @Test
  void moreSessionsThanAllowedAreRefused() {
    negotiation.connect(new Recorder());
    negotiation.connect(new Recorder());
    var fourth = new Recorder();
    negotiation.connect(fourth);

    assertThat(String.join("", fourth.frames)).contains("<resource-constraint");
    assertThat(fourth.closed).isTrue();
    assertThat(sessions.count()).isEqualTo(3);
  }

  @Test
  void theServersOwnEndSaysGoodbye() {
    bound("phone");
    session.close();

    assertThat(transport.frames.get(transport.frames.size() - 1)).startsWith("<close ");
    assertThat(transport.closed).isTrue();
    assertThat(ended).containsExactly(session);
  }

  private void assertEnded(String condition) {
    assertThat(transport.frames.get(transport.frames.size() - 2))
        .startsWith("<stream:error ")
        .contains("<" + condition + " ");
    assertThat(transport.frames.get(transport.frames.size() - 1)).startsWith("<close ");
    assertThat(transport.closed).isTrue();
  }

  private void bound(String resource) {
    bound(session, resource);
  }

  private void bound(Session whose, String resource) {
    login(whose);
    send(
        whose,
        "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='"
            + ResourceBinding.NS
            + "'><resource>"
            + resource
            + "</resource></bind></iq>");
  }

  private void login() {
    login(session);
  }

  private void login(Session whose) {
    open(whose, "localhost");
    send(whose, "<login xmlns='urn:test'/>");
    open(whose, "localhost");
  }

  private void open(String to) {
    open(session, to);
  }

  private void open(Session whose, String to) {
    send(whose, "<open xmlns='urn:test' to='" + to + "' version='1.0'/>");
  }

  private void send(String text) {
    send(session, text);
  }

  private void send(Session whose, String text) {
    negotiation.received(whose, text, element -> framing(whose, element));
  }

  private Optional<Runnable> framing(Session whose, Element element) {
    if (!element.is("urn:test", "open")) {
      return Optional.empty();
    }
    var header =
        new StreamHeader(
            element.attribute("to"),
            Optional.empty(),
            Optional.empty(),
            element.attribute("version"),
            Optional.empty());
    return Optional.of(() -> negotiation.open(whose, header));
  }

  private StreamNegotiation negotiation(int maxSessions) {
    var limits =
        new SessionLimits(maxSessions, 100, 100_000, Duration.ofSeconds(30), Duration.ofMinutes(1));
    return new StreamNegotiation(
        "localhost",
        sessions,
        limits,
        List.of(new AnyLogin(), new ResourceBinding(sessions, new NodeTag()), new LegacySession()),
        new StanzaReceiver() {
          @Override
          public void received(Session from, Element stanza) {
            received.add(Xml.render(stanza));
          }

          @Override
          public void ended(Session gone) {
            ended.add(gone);
            toldBefore.addAll(transport.frames);
          }

          @Override
          public void undelivered(Session gone, List<Rendered> stanzas) {
            assertThat(stanzas).isEmpty();
          }
        },
        Clock.systemUTC());
  }

  /** Lets anybody in as Romeo. */
  private final class AnyLogin implements StreamFeature {
    @Override
    public Optional<CompletionStage<?>> prepare(Session session) {
      return session.remembered(RequestCookies.class).map(cookies -> looking);
    }

    @Override
    public Optional<Element> advertise(Session session) {
      return session.identity().isEmpty()
          ? Optional.of(Element.of("urn:test", "login"))
          : Optional.empty();
    }

    @Override
    public boolean handles(Session session, Element element) {
      return element.is("urn:test", "login");
    }

    @Override
    public void negotiate(Session session, Element element) {
      session.authenticated(new Identity("romeo", false, Set.of()));
    }
  }
}
