package chat.mongoose.micro;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What happens to every stanza once: parsed, addressed, rendered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StanzaBenchmark {

  private final String frame =
      """
      <message xmlns='jabber:client' to='lobby@conference.localhost' type='groupchat' id='m4711'>\
      <body>But soft, what light through yonder window breaks? &amp; so on</body>\
      <origin-id xmlns='urn:xmpp:sid:0' id='m4711'/></message>""";
  private final String address = "guest-abcdefghijklmnopqrstuvwxyz@localhost/abcdefghij-k2n7q";
  private final Element element = Xml.parse(frame);
  private final Stanza stanza = Stanza.of(element);
  private final Jid sender = Jid.of(address);

  @Benchmark
  public Element parse() {
    return Xml.parse(frame);
  }

  @Benchmark
  public String render() {
    return Xml.render(element);
  }

  @Benchmark
  public Jid address() {
    return Jid.of(address);
  }

  @Benchmark
  public Stanza route() {
    return Stanza.of(element).withFrom(sender);
  }

  @Benchmark
  public Rendered renderForMany() {
    return Rendered.forMany(stanza);
  }
}
