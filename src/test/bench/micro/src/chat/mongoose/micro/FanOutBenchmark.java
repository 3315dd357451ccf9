package chat.mongoose.micro;

import chat.mongoose.routing.PostOffice;
import chat.mongoose.session.Identity;
import chat.mongoose.session.NodeTag;
import chat.mongoose.session.ResourceBinding;
import chat.mongoose.session.Session;
import chat.mongoose.session.SessionLimits;
import chat.mongoose.session.Sessions;
import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamFeature;
import chat.mongoose.session.StreamHeader;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.session.Transport;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A message on its way to everybody in a room, up to the bytes that a container would be given. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FanOutBenchmark {

  @Param({"10", "100", "1000", "3000"})
  int occupants;

  private final Sessions sessions = new Sessions();
  private final PostOffice post = new PostOffice(sessions);
  private final List<Jid> room = new ArrayList<>();
  private final Rendered said =
      Rendered.forMany(
          Stanza.of(
              Xml.parse(
                  """
                  <message xmlns='jabber:client' from='lobby@conference.localhost/juliet' type='groupchat' id='m1'>\
                  <body>But soft, what light through yonder window breaks?</body></message>""")));

  @Setup
  public void enter() {
    var negotiation =
        new StreamNegotiation(
            "localhost",
            sessions,
            new SessionLimits(10_000, 1000, 1 << 20, Duration.ofSeconds(30), Duration.ofMinutes(1)),
            List.of(new AnyLogin(), new ResourceBinding(sessions, new NodeTag())),
            null,
            Clock.systemUTC());
    var header =
        new StreamHeader(
            Optional.of("localhost"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("1.0"),
            Optional.empty());
    for (int i = 0; i < occupants; i++) {
      var session = negotiation.connect(new Encoder());
      negotiation.receive(session, () -> negotiation.open(session, header));
      negotiation.received(session, Element.of("urn:login", "login").with("as", "user" + i));
      negotiation.receive(session, () -> negotiation.open(session, header));
      negotiation.received(
          session,
          Xml.parse(
              "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='"
                  + ResourceBinding.NS
                  + "'/></iq>"));
      room.add(session.jid().orElseThrow());
    }
  }

  @Benchmark
  public void deliver() {
    post.deliver(said, room);
  }

  /** Believes everybody. */
  private static final class AnyLogin implements StreamFeature {

    @Override
    public Optional<Element> advertise(Session session) {
      return Optional.empty();
    }

    @Override
    public boolean handles(Session session, Element element) {
      return element.is("urn:login", "login");
    }

    @Override
    public void negotiate(Session session, Element element) {
      session.authenticated(new Identity(element.attribute("as").orElseThrow(), false, Set.of()));
    }
  }

  /** Encodes what it is given, and throws it away. */
  private static final class Encoder implements Transport {

    private int octets;

    @Override
    public String remoteAddress() {
      return "192.0.2.7";
    }

    @Override
    public String door() {
      return "bench";
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
      for (Rendered frame : batch) {
        var out = ByteBuffer.allocate(frame.length(address));
        frame.write(out, address);
        octets += out.array().length;
      }
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
