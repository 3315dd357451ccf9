package chat.mongoose.session;

import chat.mongoose.session.StreamError.Condition;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Acknowledges stanzas and lets a client that lost its connection go on where it was (XEP-0198).
 * The session that is resumed hands all that it is to the session of the new connection.
 */
@ApplicationScoped
public class StreamManagement implements StreamFeature {

  public static final String NS = "urn:xmpp:sm:3";

  private static final String TIMEOUT = "mongoose.session.resume-timeout";

  /** 130 random bits: who knows the id of a guest's session may resume it. */
  private static final int ID_LENGTH = 26;

  private final Sessions sessions;
  private final NodeTag node;
  private final Duration timeout;

  /** For the container's proxy. */
  StreamManagement() {
    this(null, null, Duration.ZERO);
  }

  @Inject
  public StreamManagement(
      Sessions sessions,
      NodeTag node,
      @ConfigProperty(name = TIMEOUT, defaultValue = "PT5M") Duration timeout) {
    if (timeout.isNegative() || timeout.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(TIMEOUT + " must lie between PT0S and P1D: " + timeout);
    }
    this.sessions = sessions;
    this.node = node;
    this.timeout = timeout;
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  @Override
  public Optional<Element> advertise(Session session) {
    return session.identity().isPresent() && session.jid().isEmpty()
        ? Optional.of(Element.of(NS, "sm").plus(Element.of(NS, "optional")))
        : Optional.empty();
  }

  @Override
  public boolean handles(Session session, Element element) {
    return element.namespace().equals(NS);
  }

  @Override
  public void negotiate(Session session, Element element) {
    switch (element.name()) {
      case "enable" -> enable(session, element);
      case "resume" -> resume(session, element);
      case "r" ->
          session.send(
              session.isManaged()
                  ? Element.of(NS, "a").with("h", Long.toString(session.handled()))
                  : failed(StanzaError.Condition.UNEXPECTED_REQUEST));
      case "a" -> acknowledge(session, element);
      default ->
          throw new StreamError(
              Condition.UNSUPPORTED_STANZA_TYPE, "<" + element.name() + "/> is not known here.");
    }
  }

  private void enable(Session session, Element enable) {
    if (session.jid().isEmpty()) {
      session.send(failed(StanzaError.Condition.UNEXPECTED_REQUEST));
      return;
    }
    if (session.isManaged()) {
      // XEP-0198 §3: a second attempt should end the stream
      throw new StreamError(Condition.POLICY_VIOLATION, "Stream management is enabled already.");
    }
    var enabled = Element.of(NS, "enabled");
    if (!isTrue(enable.attribute("resume")) || timeout.isZero()) {
      session.manage(enabled);
      return;
    }
    var granted = granted(enable.attribute("max"));
    var id = Guest.random(ID_LENGTH) + "-" + node.tag();
    sessions.resumable(id, session);
    session.resumable(id, granted);
    if (session.hasEnded()) {
      // it ended before it could be found under this id
      sessions.remove(session);
      return;
    }
    session.manage(
        enabled
            .with("resume", "true")
            .with("id", id)
            .with("max", Long.toString(granted.toSeconds())));
  }

  private void resume(Session session, Element resume) {
    if (session.identity().isEmpty() || session.jid().isPresent()) {
      session.send(failed(StanzaError.Condition.UNEXPECTED_REQUEST));
      return;
    }
    var handled = handled(resume);
    var id = resume.attribute("previd").orElse("");
    var before = sessions.resumable(id).filter(old -> same(old.identity().orElseThrow(), session));
    if (before.isEmpty()) {
      session.send(tooLate(id, session));
      return;
    }
    // the old connection may still bring input on another thread: it hands over between two pieces
    var done = new CompletableFuture<Void>();
    session.await(done);
    var old = before.get();
    var queued =
        old.receiveLast(
            () -> {
              try {
                // who is gone by then leaves the old one as it is
                session.whileAlive(() -> handOver(old, session, handled));
              } finally {
                done.complete(null);
              }
            });
    if (!queued) {
      session.send(failed(StanzaError.Condition.ITEM_NOT_FOUND));
      done.complete(null);
    }
  }

  private void handOver(Session old, Session session, long handled) {
    if (old.hasEnded()) {
      session.send(tooLate(old.resumption().orElseThrow(), session));
      return;
    }
    if (!old.acknowledge(handled)) {
      session.close(tooHigh(handled, old.sent()));
      return;
    }
    if (!old.handsOver()) {
      // it has been given up or dropped just now, and those who know it are being told
      session.send(tooLate(old.resumption().orElseThrow(), session));
      return;
    }
    var id = old.resumption().orElseThrow();
    session.takeOver(
        old, Element.of(NS, "resumed").with("previd", id).with("h", Long.toString(old.handled())));
    sessions.replace(old, session, id);
  }

  private static void acknowledge(Session session, Element a) {
    var handled = handled(a);
    if (!session.acknowledge(handled)) {
      throw tooHigh(handled, session.sent());
    }
  }

  private static StreamError tooHigh(long handled, long sent) {
    return StreamError.of(
        Element.of(NS, "handled-count-too-high")
            .with("h", Long.toString(handled))
            .with("send-count", Long.toString(sent)),
        "You acknowledged " + handled + " stanzas, but " + sent + " were sent.");
  }

  /** A guest proves himself by the id, which nobody can guess; an account by its login. */
  private static boolean same(Identity before, Session session) {
    var now = session.identity().orElseThrow();
    return before.username().equals(now.username()) && before.life() == now.life()
        || before.guest() && now.guest();
  }

  /** XEP-0198 §5: who comes back too late learns at least what has been handled. */
  private Element tooLate(String id, Session session) {
    return failed(StanzaError.Condition.ITEM_NOT_FOUND)
        .withAny(
            "h",
            sessions
                .past(id)
                .filter(past -> same(past.identity(), session))
                .map(past -> Long.toString(past.handled())));
  }

  private Duration granted(Optional<String> wish) {
    try {
      var seconds = wish.map(Long::parseLong).orElse(timeout.toSeconds());
      return seconds > 0 && seconds < timeout.toSeconds() ? Duration.ofSeconds(seconds) : timeout;
    } catch (NumberFormatException e) {
      return timeout;
    }
  }

  private static long handled(Element element) {
    try {
      var handled = Long.parseLong(element.attribute("h").orElse(""));
      if (handled >= 0 && handled < 1L << 32) {
        return handled;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new StreamError(Condition.BAD_FORMAT, "'h' must be a number of stanzas.");
  }

  private static Element failed(StanzaError.Condition condition) {
    return Element.of(NS, "failed").plus(Element.of(StanzaError.NS, condition.element()));
  }

  private static boolean isTrue(Optional<String> flag) {
    return flag.filter(value -> value.equals("true") || value.equals("1")).isPresent();
  }
}
