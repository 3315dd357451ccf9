package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.testkit.Allocation;
import chat.mongoose.testkit.Sink;
import chat.mongoose.xml.Xml;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a delivery to one of many may allocate between the room and the transport, in bytes. */
class DeliveryAllocationTest {

  private static final int RECIPIENTS = 100;

  private final Sessions sessions = new Sessions();

  @Test
  void aStanzaGoesToManySessions() {
    var negotiation = Negotiations.over(sessions);
    var room =
        IntStream.range(0, RECIPIENTS).mapToObj(i -> Jid.of("u" + i + "@localhost/web")).toList();
    var sink = new Sink();
    for (Jid full : room) {
      var session = negotiation.connect(sink);
      session.bound(full);
      sessions.bind(session, full);
    }
    var said =
        Rendered.forMany(
            Stanza.of(
                Xml.parse(
                    "<message xmlns='jabber:client' type='groupchat'><body>Hi</body></message>")));

    var perCall = Allocation.perCall(() -> sessions.forEach(room, session -> session.send(said)));

    assertThat(sink.written()).isPositive();
    assertThat(perCall / RECIPIENTS).isLessThan(32);
  }
}
