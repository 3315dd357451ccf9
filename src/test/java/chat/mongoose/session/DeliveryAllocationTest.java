package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.testkit.Allocation;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a delivery to one of many may allocate between the room and the transport, in bytes. */
class DeliveryAllocationTest {

  private static final int RECIPIENTS = 100;

  private final Sessions sessions = new Sessions();
  private long written;

  @Test
  void aStanzaGoesToManySessions() {
    var negotiation =
        new StreamNegotiation(
            "localhost",
            sessions,
            new SessionLimits(1000, 100, 100_000, Duration.ofSeconds(30), Duration.ofMinutes(1)),
            List.of(),
            null,
            Clock.systemUTC());
    var room =
        IntStream.range(0, RECIPIENTS).mapToObj(i -> Jid.of("u" + i + "@localhost/web")).toList();
    for (Jid full : room) {
      var session = negotiation.connect(new Sink());
      session.bound(full);
      sessions.bind(session, full);
    }
    var said =
        Rendered.forMany(
            Stanza.of(
                Xml.parse(
                    "<message xmlns='jabber:client' type='groupchat'><body>Hi</body></message>")));

    var perCall = Allocation.perCall(() -> sessions.forEach(room, session -> session.send(said)));

    assertThat(written).isPositive();
    assertThat(perCall / RECIPIENTS).isLessThan(32);
  }

  /** Takes everything at once. */
  private final class Sink implements Transport {

    @Override
    public String remoteAddress() {
      return "192.0.2.7";
    }

    @Override
    public Optional<Element> header(StreamHeader header) {
      return Optional.empty();
    }

    @Override
    public List<Element> farewell(Optional<StreamError> error) {
      return List.of();
    }

    @Override
    public void write(List<Rendered> batch, byte[] address, Completion completion) {
      written += batch.size();
      completion.written();
    }

    @Override
    public void ping() {}

    @Override
    public void close() {}

    @Override
    public void abort() {}
  }
}
