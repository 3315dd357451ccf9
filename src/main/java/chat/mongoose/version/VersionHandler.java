package chat.mongoose.version;

import chat.mongoose.routing.IqHandler;
import chat.mongoose.stanza.Iq;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.Set;

/** XEP-0092 §3. The operating system is not told: §5 warns of what an attacker can make of it. */
@ApplicationScoped
public class VersionHandler implements IqHandler {

  public static final String NS = "jabber:iq:version";

  private static final String PRODUCT = "Mongoose EE";

  private final String version = read();

  @Override
  public Set<Payload> payloads() {
    return Set.of(new Payload(NS, "query"));
  }

  @Override
  public Iq answer(Iq request) {
    return request.result(
        Element.of(NS, "query")
            .plus(Element.of(NS, "name").plus(PRODUCT))
            .plus(Element.of(NS, "version").plus(version)));
  }

  private static String read() {
    try (InputStream build = VersionHandler.class.getResourceAsStream("/mongoose.properties")) {
      var properties = new Properties();
      properties.load(build);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("mongoose.properties of the WAR cannot be read", e);
    }
  }
}
