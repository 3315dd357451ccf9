package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.testkit.TestClock;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What clients make the server hold is counted, and the greediest go when it is too much. */
class BudgetTest {

  private static final int KB = 1000;
  private static final long IDLE = Holdings.IDLE;

  private final Sessions sessions = new Sessions();
  private final List<Session> ended = new ArrayList<>();
  private final TestClock clock = new TestClock();
  private Budget budget;
  private StreamNegotiation negotiation;

  @Test
  void whatWaitsForAClientIsCountedUntilItHasLeft() {
    bound(1000 * KB, 1000 * KB);
    var reader = reader("192.0.2.1");
    reader.transport.held = true;
    send(reader, 40 * KB);
    send(reader, 40 * KB);
    assertThat(budget.held()).isBetween(IDLE + 80 * KB, IDLE + 90 * KB);

    reader.transport.release();
    assertThat(budget.held()).isBetween(IDLE, IDLE + Share.GRAIN);

    negotiation.lost(reader.session);
    assertThat(budget.held()).isZero();
  }

  @Test
  void whatManyAreToldIsThereOnce() {
    bound(4000 * KB, 4000 * KB);
    var readers = new ArrayList<Reader>();
    for (int i = 0; i < 50; i++) {
      readers.add(reader("192.0.2.1"));
    }
    readers.forEach(reader -> reader.transport.held = true);
    readers.forEach(reader -> send(reader, 1));
    var said = shared(100 * KB);
    readers.forEach(reader -> reader.session.send(said));

    assertThat(budget.held()).isBetween(50 * IDLE + 100 * KB, 50 * IDLE + 110 * KB);
    readers.subList(1, 50).forEach(reader -> negotiation.lost(reader.session));
    assertThat(budget.held()).isBetween(IDLE + 100 * KB, IDLE + 110 * KB);
    negotiation.lost(readers.get(0).session);
    assertThat(budget.held()).isZero();
  }

  @Test
  void theGreediestGoFirstAndTheOthersStay() {
    bound(400 * KB, 400 * KB);
    var modest = reader("192.0.2.1");
    var greedy = reader("192.0.2.2");
    var greediest = reader("192.0.2.3");
    List.of(modest, greedy, greediest).forEach(reader -> reader.transport.held = true);
    send(modest, 20 * KB);
    send(greedy, 100 * KB);
    for (int i = 0; i < 9; i++) {
      send(greediest, 30 * KB);
    }

    assertThat(ended).containsExactly(greediest.session);
    assertThat(greediest.transport.aborted).isTrue();
    assertThat(budget.held()).isLessThan(350 * KB);
  }

  @Test
  void whoWaitsWithoutAConnectionGoesBeforeWhoIsConnected() {
    bound(375 * KB, 375 * KB);
    var away = reader("192.0.2.1");
    var slow = reader("192.0.2.2");
    for (Reader reader : List.of(away, slow)) {
      reader.transport.held = true;
      reader.session.resumable("id of " + reader.session, Duration.ofMinutes(5));
      reader.session.manage(Element.of(StreamManagement.NS, "enabled"));
    }
    send(away, 120 * KB);
    negotiation.lost(away.session);
    assertThat(away.session.isDetached()).isTrue();
    for (int i = 0; i < 5; i++) {
      send(slow, 40 * KB);
    }
    clock.pass(Duration.ofSeconds(1));
    send(slow, 20 * KB);

    assertThat(ended).containsExactly(away.session);
  }

  /** Else a few who hold almost all would keep everybody else out, and lose nothing. */
  @Test
  void whoHoldsMostGoesBeforeNobodyElseIsLetIn() {
    bound(1_000 * KB, 300 * KB);
    var hoarders = new ArrayList<Reader>();
    for (int i = 0; i < 4; i++) {
      hoarders.add(reader("192.0.2." + i));
      hoarders.get(i).transport.held = true;
    }
    for (int i = 0; i < 400 && ended.isEmpty(); i++) {
      send(hoarders.get(i % 4), 5 * KB);
      assertThat(budget.hasRoom()).isTrue();
      assertThat(budget.held()).isLessThan(950L * KB);
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(ended).hasSize(1);
    assertThat(budget.held()).isBetween(500L * KB, 1_000L * KB);
  }

  @Test
  void oneAddressDoesNotTakeAllThereIs() {
    bound(10_000 * KB, 300 * KB);
    var neighbours = new ArrayList<Reader>();
    for (int i = 0; i < 4; i++) {
      neighbours.add(reader("192.0.2.1"));
      neighbours.get(i).transport.held = true;
      send(neighbours.get(i), 80 * KB + i);
    }
    var elsewhere = reader("192.0.2.2");
    elsewhere.transport.held = true;
    send(elsewhere, 90 * KB);
    negotiation.look();

    assertThat(ended).hasSize(2).doesNotContain(elsewhere.session);
    assertThat(neighbours).extracting(reader -> reader.session).containsAll(ended);
  }

  @Test
  void noSessionIsTakenInWhenThereIsNoRoom() {
    bound(3 * IDLE, 3 * IDLE);
    var inside = List.of(reader("192.0.2.1"), reader("192.0.2.2"), reader("192.0.2.3"));
    var late = new Recorder();
    negotiation.connect(late);

    assertThat(String.join("", late.frames)).contains("<resource-constraint ");
    assertThat(late.closed).isTrue();
    assertThat(ended).isEmpty();
    negotiation.lost(inside.get(0).session);
    assertThat(budget.hasRoom()).isTrue();
  }

  @Test
  void inputThatWaitsIsCountedInOctets() {
    bound(1000 * KB, 1000 * KB);
    var writer = reader("192.0.2.1");
    var decision = new CompletableFuture<Void>();
    writer.session.await(decision);
    receive(writer, "<message xmlns='jabber:client'>" + "x".repeat(50 * KB) + "</message>");
    assertThat(budget.held()).isGreaterThan(IDLE + 90 * KB);

    decision.complete(null);
    assertThat(budget.held()).isBetween(IDLE, IDLE + Share.GRAIN);
  }

  /** An element and a text take 88 octets of heap, and five of input. */
  @Test
  void aTreeThatWaitsIsCountedByWhatItTakes() {
    bound(10_000 * KB, 10_000 * KB);
    var writer = reader("192.0.2.1");
    writer.session.await(new CompletableFuture<Void>());
    var text = "<message xmlns='jabber:client'>" + "<a/>b".repeat(5_000) + "</message>";

    negotiation.received(writer.session, Xml.parse(text), text.length());

    assertThat(budget.held() - IDLE).isBetween(5_000 * 88L, 5_000 * 130L);
  }

  @Test
  void whoSendsManyOctetsIntoAPauseIsCut() {
    bound(10_000 * KB, 10_000 * KB);
    var writer = reader("192.0.2.1");
    writer.session.await(new CompletableFuture<Void>());
    var sent = 0;
    while (!writer.transport.closed && sent < 64) {
      receive(writer, "<message xmlns='jabber:client'>" + "x".repeat(200 * KB) + "</message>");
      sent++;
    }

    assertThat(sent).isEqualTo(3);
    assertThat(String.join("", writer.transport.frames)).contains("<policy-violation ");
  }

  @Test
  void beforeTheLoginNothingIsLong() {
    bound(1000 * KB, 1000 * KB);
    var transport = new Recorder();
    var stranger = negotiation.connect(transport);
    negotiation.received(
        stranger, "<a xmlns='u'>" + "x".repeat(17 * KB) + "</a>", element -> Optional.empty());

    assertThat(String.join("", transport.frames)).contains("<policy-violation ");
  }

  @Test
  void aLoginThatIsDecidedHoldsFewKilobytes() {
    bound(1000 * KB, 1000 * KB);
    var transport = new Recorder();
    var stranger = negotiation.connect(transport);
    stranger.await(new CompletableFuture<Void>());
    var pieces = 0;
    while (!transport.closed && pieces < 64) {
      negotiation.received(
          stranger, "<a xmlns='u'>" + "x".repeat(4 * KB) + "</a>", element -> Optional.empty());
      pieces++;
    }

    assertThat(pieces).isLessThan(4);
    assertThat(String.join("", transport.frames)).contains("<policy-violation ");
  }

  @Test
  void whoHasMuchOfHisOwnWaitingCannotResume() {
    bound(10_000 * KB, 10_000 * KB);
    var reader = reader("192.0.2.1");
    reader.session.resumable("an id", Duration.ofMinutes(5));
    reader.session.manage(Element.of(StreamManagement.NS, "enabled"));
    send(reader, 500 * KB);
    send(reader, 100 * KB);
    negotiation.lost(reader.session);

    assertThat(reader.session.isDetached()).isFalse();
    assertThat(ended).containsExactly(reader.session);
    assertThat(budget.held()).isZero();
  }

  @Test
  void whoIsAwayIsToldWhatAllAreToldButLittleOfHisOwn() {
    bound(10_000 * KB, 10_000 * KB);
    var reader = reader("192.0.2.1");
    reader.session.resumable("an id", Duration.ofMinutes(5));
    reader.session.manage(Element.of(StreamManagement.NS, "enabled"));
    negotiation.lost(reader.session);
    for (int i = 0; i < 10; i++) {
      reader.session.send(shared(100 * KB));
    }
    assertThat(ended).isEmpty();
    for (int i = 0; i < 6; i++) {
      send(reader, 100 * KB);
    }

    assertThat(ended).containsExactly(reader.session);
    assertThat(budget.held()).isZero();
  }

  @Test
  void whoDoesNotReadHowHisSessionEndsIsHungUpOn() {
    bound(1000 * KB, 1000 * KB);
    var reader = reader("192.0.2.1");
    reader.transport.held = true;
    send(reader, 100 * KB);
    reader.session.close();
    assertThat(budget.held()).isGreaterThan(100 * KB);

    clock.pass(Duration.ofSeconds(29));
    negotiation.look();
    assertThat(reader.transport.aborted).isFalse();
    clock.pass(Duration.ofSeconds(2));
    negotiation.look();

    assertThat(reader.transport.aborted).isTrue();
    assertThat(budget.held()).isZero();
    assertThat(sessions.leaving()).isEmpty();
  }

  @Test
  void anAddressWithManySessionsGetsNoMore() {
    budget = Budget.unlimited();
    negotiation = negotiation(new Addresses(5, 2, 1, Optional.empty()));
    var first = reader("192.0.2.7");
    var second = reader("192.0.2.7");
    var third = new Recorder();
    negotiation.connect(third);
    assertThat(String.join("", third.frames)).contains("<resource-constraint ");

    for (Reader reader : List.of(first, second)) {
      reader.session.resumable("id of " + reader.session, Duration.ofMinutes(5));
      reader.session.manage(Element.of(StreamManagement.NS, "enabled"));
      negotiation.lost(reader.session);
    }
    assertThat(first.session.isDetached()).isTrue();
    assertThat(second.session.isDetached()).isFalse();
    assertThat(ended).containsExactly(second.session);
  }

  @Test
  void aWrongShareStopsTheStart() {
    assertThatThrownBy(() -> new Budget(1.5, 0.5)).hasMessageContaining("memory-share");
    assertThatThrownBy(() -> new Budget(0.5, 0)).hasMessageContaining("address-memory-share");
    assertThatThrownBy(() -> new InputLimits(1, 100_000)).hasMessageContaining("login-size");
  }

  private void bound(long most, long mostOfAddress) {
    budget = new Budget(most, mostOfAddress);
    negotiation = negotiation(new Addresses(0, 0, 0, Optional.empty()));
  }

  private StreamNegotiation negotiation(Addresses addresses) {
    return new StreamNegotiation(
        "localhost",
        sessions,
        new SessionLimits(1000, 10_000, 100_000_000, Duration.ofSeconds(30), Duration.ofMinutes(1)),
        new Bounds(addresses, new InputLimits(16 * 1024, 1 << 20), budget, 512 * 1024),
        List.of(),
        new StanzaReceiver() {
          @Override
          public void received(Session from, Element stanza) {}

          @Override
          public void ended(Session gone) {
            ended.add(gone);
          }

          @Override
          public void undelivered(Session gone, List<Rendered> stanzas) {}
        },
        clock);
  }

  private Reader reader(String address) {
    var transport = new Recorder(address);
    var session = negotiation.connect(transport);
    var full = Jid.of("u" + System.identityHashCode(session) + "@localhost/web");
    session.authenticated(new Identity(full.local().orElseThrow(), true, java.util.Set.of()));
    session.opened(
        new StreamHeader(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    session.bound(full);
    sessions.bind(session, full);
    return new Reader(transport, session);
  }

  private void send(Reader reader, int octets) {
    reader.session.send(
        Element.of("jabber:client", "message").plus(Element.of("u", "b").plus("x".repeat(octets))));
  }

  private void receive(Reader writer, String text) {
    negotiation.received(writer.session, text, element -> Optional.empty());
  }

  private static Rendered shared(int octets) {
    return Rendered.forMany(
        Stanza.of(
            Xml.parse(
                "<message xmlns='jabber:client' type='groupchat'><body>"
                    + "x".repeat(octets)
                    + "</body></message>")));
  }

  private record Reader(Recorder transport, Session session) {}
}
