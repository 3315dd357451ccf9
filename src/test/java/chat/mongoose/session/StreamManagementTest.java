package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** XEP-0198: acknowledgements and resumption, without a server. */
class StreamManagementTest {

  private static final String STANZA = "<message xmlns='jabber:client' id='%s'/>";

  private final Sessions sessions = new Sessions();
  private final Map<String, Integer> received = new HashMap<>();
  private final List<Session> ended = new ArrayList<>();
  private final List<Rendered> undelivered = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final StreamNegotiation negotiation = negotiation();
  private final Client romeo = new Client("romeo");

  @Test
  void stanzasAreCountedFromEnableOn() {
    romeo.bind();
    romeo.send(STANZA.formatted("before"));
    romeo.send("<enable xmlns='urn:xmpp:sm:3'/>");
    romeo.send("<r xmlns='urn:xmpp:sm:3'/>");
    assertThat(romeo.last()).isEqualTo("<a xmlns=\"urn:xmpp:sm:3\" h=\"0\"/>");

    romeo.send(STANZA.formatted("1"));
    romeo.send(STANZA.formatted("2"));
    romeo.send("<r xmlns='urn:xmpp:sm:3'/>");

    assertThat(romeo.last()).isEqualTo("<a xmlns=\"urn:xmpp:sm:3\" h=\"2\"/>");
  }

  @Test
  void nobodyIsToldOfWhatIsNotCounted() {
    romeo.bind();
    romeo.send("<r xmlns='urn:xmpp:sm:3'/>");

    assertThat(romeo.last()).contains("<failed ").contains("<unexpected-request ");
  }

  @Test
  void beforeABindEnableFailsAndASecondEndsTheStream() {
    romeo.login();
    romeo.send("<enable xmlns='urn:xmpp:sm:3'/>");
    assertThat(romeo.last()).contains("<failed ").contains("<unexpected-request ");

    romeo.bindNow();
    romeo.send("<enable xmlns='urn:xmpp:sm:3'/>");
    romeo.send("<enable xmlns='urn:xmpp:sm:3'/>");
    assertThat(romeo.transport.closed).isTrue();
  }

  @Test
  void whoAcknowledgesMoreThanWasSentIsStopped() {
    romeo.bind();
    romeo.send("<enable xmlns='urn:xmpp:sm:3'/>");
    romeo.session.send(stanza("1"));
    romeo.send("<a xmlns='urn:xmpp:sm:3' h='2'/>");

    assertThat(String.join("", romeo.transport.frames))
        .contains("<undefined-condition ")
        .contains("<handled-count-too-high xmlns=\"urn:xmpp:sm:3\" h=\"2\" send-count=\"1\"/>");
  }

  @Test
  void aLostSessionStaysAndIsResumedWithWhatItMissed() {
    romeo.bind();
    var id = romeo.enable();
    romeo.send(STANZA.formatted("a"));
    romeo.session.send(stanza("1"));
    romeo.session.send(stanza("2"));
    var jid = romeo.session.jid().orElseThrow();
    romeo.cut();
    sessions.find(jid).orElseThrow().send(stanza("3"));
    assertThat(ended).isEmpty();

    var back = new Client("romeo");
    back.login();
    back.resume(id, 1);

    assertThat(back.tail(3))
        .containsExactly(
            "<resumed xmlns=\"urn:xmpp:sm:3\" previd=\"" + id + "\" h=\"1\"/>",
            stanza("2").toString(),
            stanza("3").toString());
    assertThat(sessions.find(jid)).contains(back.session);
    assertThat(sessions.of(jid.bare())).containsExactly(back.session);
    assertThat(sessions.count()).isEqualTo(1);
  }

  @Test
  void aConnectionThatOnlySeemedAliveIsReplaced() {
    romeo.bind();
    var id = romeo.enable();
    var before = romeo.session;

    var back = new Client("romeo");
    back.login();
    back.resume(id, 0);
    negotiation.lost(before);
    before.send(stanza("late"));

    assertThat(romeo.transport.aborted).isTrue();
    assertThat(back.last()).isEqualTo(stanza("late").toString());
    assertThat(ended).isEmpty();
  }

  /** What the login of the new connection hangs on, say, is not what the old one's did. */
  @Test
  void whatFeaturesRememberIsTakenOverUnlessTheNewLoginHasToldMore() {
    record Login(String by) {}
    record Rate(int left) {}
    romeo.bind();
    romeo.session.state(Login.class, () -> new Login("cookie"));
    romeo.session.state(Rate.class, () -> new Rate(7));
    var id = romeo.enable();
    romeo.cut();

    var back = new Client("romeo");
    back.login();
    back.session.state(Login.class, () -> new Login("password"));
    back.resume(id, 0);

    assertThat(back.session.state(Login.class, () -> null)).isEqualTo(new Login("password"));
    assertThat(back.session.state(Rate.class, () -> null)).isEqualTo(new Rate(7));
  }

  @Test
  void whoIsDroppedWhileHeIsResumedLosesNothing() {
    romeo.bind();
    romeo.enable();
    romeo.session.send(stanza("1"));
    romeo.cut();
    romeo.session.send(stanza("2"));
    var back = new Client("romeo");
    back.login();

    assertThat(romeo.session.handsOver()).isTrue();
    negotiation.tooSlow(romeo.session);
    back.session.takeOver(romeo.session, Element.of("urn:xmpp:sm:3", "resumed"));

    assertThat(back.tail(2)).containsExactly(stanza("1").toString(), stanza("2").toString());
  }

  @Test
  void whoIsGoneBeforeTheOldConnectionHandsOverLeavesItAsItIs() {
    romeo.bind();
    var id = romeo.enable();
    var jid = romeo.session.jid().orElseThrow();
    var allowance = new CompletableFuture<Void>();
    romeo.session.await(allowance);
    var back = new Client("romeo");
    back.login();
    back.resume(id, 0);
    back.cut();

    allowance.complete(null);

    assertThat(sessions.find(jid)).contains(romeo.session);
    romeo.session.send(stanza("1"));
    assertThat(romeo.last()).isEqualTo(stanza("1").toString());
    romeo.cut();
    negotiation.giveUp(romeo.session);
    assertThat(ended).containsExactly(romeo.session);
    assertThat(sessions.find(jid)).isEmpty();
    assertThat(sessions.of(jid.bare())).isEmpty();
  }

  @Test
  void whoEndsInTheMidstOfBeingResumedEndsAsAnybodyElse() {
    for (Consumer<Session> end :
        List.<Consumer<Session>>of(
            negotiation::closed, negotiation::tooSlow, this::loseForGood, Session::close)) {
      ended.clear();
      var before = new Client("romeo");
      before.bind();
      var id = before.enable();
      var jid = before.session.jid().orElseThrow();
      var back = new Client("romeo");
      back.login();
      before.transport.atAbort = () -> end.accept(back.session);

      back.resume(id, 0);

      assertThat(ended).containsExactly(back.session);
      assertThat(sessions.find(jid)).isEmpty();
      assertThat(sessions.of(jid.bare())).isEmpty();
      assertThat(sessions.resumable(id)).isEmpty();
      assertThat(sessions.connected()).doesNotContain(before.session, back.session);
    }
  }

  private void loseForGood(Session session) {
    negotiation.lost(session);
    negotiation.giveUp(session);
  }

  /** RFC 6120 §7.6.2.1; what one of them says of himself goes to all. */
  @Test
  void aUserHasSoManySessionsAndNoMore() {
    for (int i = 0; i < ResourceBinding.MOST; i++) {
      new Client("romeo").bind();
    }
    var oneMore = new Client("romeo");
    oneMore.bind();
    assertThat(oneMore.last()).contains("<resource-constraint ");
    assertThat(oneMore.session.jid()).isEmpty();
    var juliet = new Client("juliet");
    juliet.bind();
    assertThat(juliet.session.jid()).isPresent();
    negotiation.closed(sessions.of(juliet.session.jid().orElseThrow().bare()).get(0));

    negotiation.closed(sessions.of(Jid.of("romeo@localhost")).get(0));
    oneMore.bindNow();

    assertThat(oneMore.session.jid()).isPresent();
  }

  @Test
  void onlyTheSameAccountMayResume() {
    romeo.bind();
    var id = romeo.enable();
    romeo.cut();
    var juliet = new Client("juliet");
    juliet.login();
    juliet.resume(id, 0);

    assertThat(juliet.last()).contains("<failed ").contains("<item-not-found ");
    juliet.bindNow();
    assertThat(juliet.session.jid().orElseThrow().local()).contains("juliet");
  }

  @Test
  void aGuestResumesByTheIdAlone() {
    var guest = new Client(Guest.username());
    guest.bind();
    var id = guest.enable();
    var jid = guest.session.jid().orElseThrow();
    guest.cut();

    var back = new Client(Guest.username());
    back.login();
    back.resume(id, 0);

    assertThat(back.session.jid()).contains(jid);
    assertThat(back.session.identity().orElseThrow().username()).isEqualTo(jid.local().get());
  }

  @Test
  void whoStaysAwayTooLongIsGoneAndWhatHeMissedIsHandedBack() {
    romeo.bind();
    var id = romeo.enable();
    romeo.session.send(stanza("1"));
    romeo.session.send(stanza("2"));
    romeo.send("<a xmlns='urn:xmpp:sm:3' h='1'/>");
    romeo.cut();
    assertThat(romeo.session.isGivenUp(now.plusSeconds(299))).isFalse();
    assertThat(romeo.session.isGivenUp(now.plusSeconds(301))).isTrue();

    negotiation.giveUp(romeo.session);

    assertThat(ended).containsExactly(romeo.session);
    assertThat(undelivered).map(Rendered::toString).containsExactly(stanza("2").toString());
    var back = new Client("romeo");
    back.login();
    back.resume(id, 1);
    assertThat(back.last()).contains("<item-not-found ");
  }

  @Test
  void aStreamThatIsClosedInGoodOrderIsNotKept() {
    romeo.bind();
    romeo.enable();
    negotiation.closed(romeo.session);

    assertThat(ended).containsExactly(romeo.session);
    assertThat(sessions.count()).isZero();
  }

  @Test
  void aClientThatStaysAwayDoesNotGrowTheHeap() {
    romeo.bind();
    romeo.enable();
    romeo.cut();
    for (int i = 0; i < 1_000; i++) {
      romeo.session.send(stanza("" + i));
    }

    assertThat(ended).containsExactly(romeo.session);
    assertThat(undelivered).hasSize(400);
  }

  @Test
  void nothingIsLostOrDoubledWhereverTheConnectionsAreCut() {
    for (int seed = 0; seed < 200; seed++) {
      cutAtRandom(new Random(seed));
    }
  }

  /** Messages both ways, with connections that lose what is under way at random moments. */
  private void cutAtRandom(Random random) {
    var client = new Client("romeo");
    client.bind();
    var id = client.enable();
    var jid = client.session.jid().orElseThrow();
    var got = new ArrayList<String>();
    var said = new ArrayList<String>();
    received.clear();
    for (int i = 0; i < 300; i++) {
      sessions.find(jid).orElseThrow().send(stanza("s" + i));
      var name = "c" + i;
      said.add(name);
      client.send(STANZA.formatted(name));
      if (random.nextInt(10) == 0) {
        client.read(got, random.nextInt(20));
        client.send("<a xmlns='urn:xmpp:sm:3' h='" + got.size() + "'/>");
      }
      if (random.nextInt(15) == 0) {
        client.read(got, random.nextInt(20));
        client.cut();
        client = new Client("romeo");
        client.login();
        client.resume(id, got.size());
      }
    }
    client.read(got, Integer.MAX_VALUE);

    assertThat(got).hasSize(300).doesNotHaveDuplicates();
    assertThat(got.get(299)).contains("s299");
    assertThat(received.keySet()).containsExactlyInAnyOrderElementsOf(said);
    assertThat(received.values()).containsOnly(1);
    negotiation.closed(client.session);
  }

  private static Element stanza(String id) {
    return Element.of("jabber:client", "message").with("id", id);
  }

  private StreamNegotiation negotiation() {
    var limits =
        new SessionLimits(100, 400, 100_000, Duration.ofSeconds(30), Duration.ofMinutes(1));
    var node = new NodeTag();
    return new StreamNegotiation(
        "localhost",
        sessions,
        limits,
        List.of(
            new NamedLogin(),
            new ResourceBinding(sessions, node),
            new StreamManagement(sessions, node, Duration.ofMinutes(5))),
        new StanzaReceiver() {
          @Override
          public void received(Session from, Element stanza) {
            received.merge(stanza.attribute("id").orElseThrow(), 1, Integer::sum);
          }

          @Override
          public void ended(Session gone) {
            ended.add(gone);
          }

          @Override
          public void undelivered(Session gone, List<Rendered> stanzas) {
            undelivered.addAll(stanzas);
          }
        },
        Clock.fixed(now, ZoneOffset.UTC));
  }

  /** A client over a transport in memory. */
  private final class Client {

    private final Recorder transport = new Recorder();
    private final Session session = negotiation.connect(transport);
    private final String name;
    private int read;

    private Client(String name) {
      this.name = name;
    }

    private void login() {
      open();
      send("<login xmlns='urn:test' name='" + name + "'/>");
      open();
    }

    private void bind() {
      login();
      bindNow();
    }

    private void bindNow() {
      send(
          "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='"
              + ResourceBinding.NS
              + "'/></iq>");
    }

    private String enable() {
      send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
      return Xml.parse(last()).attribute("id").orElseThrow();
    }

    private void resume(String id, int handled) {
      send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='" + handled + "'/>");
    }

    /** The connection is gone; what was not read is lost. */
    private void cut() {
      negotiation.lost(session);
    }

    /** Reads so many of the frames that have come, and keeps the stanzas among them. */
    private void read(List<String> got, int count) {
      for (int i = 0; i < count && read < transport.frames.size(); i++) {
        var frame = transport.frames.get(read++);
        if (frame.startsWith("<message")) {
          got.add(frame);
        }
      }
    }

    private String last() {
      return transport.frames.get(transport.frames.size() - 1);
    }

    private List<String> tail(int count) {
      return transport.frames.subList(transport.frames.size() - count, transport.frames.size());
    }

    private void open() {
      var header =
          new StreamHeader(
              Optional.of("localhost"),
              Optional.empty(),
              Optional.empty(),
              Optional.of("1.0"),
              Optional.empty());
      negotiation.open(session, header);
    }

    private void send(String text) {
      negotiation.received(session, text, element -> Optional.empty());
    }
  }

  /** Believes every name. */
  private static final class NamedLogin implements StreamFeature {
    @Override
    public Optional<Element> advertise(Session session) {
      return Optional.empty();
    }

    @Override
    public boolean handles(Session session, Element element) {
      return element.is("urn:test", "login");
    }

    @Override
    public void negotiate(Session session, Element element) {
      var name = element.attribute("name").orElseThrow();
      session.authenticated(new Identity(name, Guest.names(name), Set.of()));
    }
  }
}
