package chat.mongoose.im;

import chat.mongoose.guard.Guarded;
import chat.mongoose.routing.Component;
import chat.mongoose.routing.IqHandler.Addressee;
import chat.mongoose.routing.IqRouter;
import chat.mongoose.routing.PostOffice;
import chat.mongoose.session.Session;
import chat.mongoose.session.Sessions;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.ServerClaims;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Routes what goes to the main domain and its users (RFC 6121 §8.5). */
@ApplicationScoped
public class ImRouter implements Component {

  private static final String DELAY = "urn:xmpp:delay";

  @Inject
  @ConfigProperty(name = "mongoose.domain", defaultValue = "localhost")
  private String domain;

  @Inject
  @ConfigProperty(name = "mongoose.muc.domain")
  private Optional<String> rooms;

  @Inject private Sessions sessions;
  @Inject private IqRouter iqs;
  @Inject private PostOffice post;
  @Inject private Availability availability;
  @Inject private Copies copies;

  @Override
  public String domain() {
    return domain;
  }

  @Override
  public void route(Stanza stanza) {
    var to = stanza.to().orElseThrow();
    if (stanza instanceof Iq iq) {
      route(iq, to);
    } else if (stanza instanceof Message message) {
      route(message.with(stripped(message)), to);
    } else if (stanza instanceof Presence presence) {
      route(presence.with(stripped(presence)), to);
    }
  }

  /** A session that has not got the message yet, and may have it, gets it with the time. */
  @Override
  public void reroute(Message message, Rendered back, Jid gone) {
    var copy = copies.given(back, gone);
    var to = message.to().orElseThrow();
    if (copy.isEmpty() || !to.isBare() && message.type() != Message.Type.CHAT) {
      route(message);
      return;
    }
    var others =
        reachable(to.bare()).stream()
            .filter(session -> !copy.get().holders().contains(session.jid().orElseThrow()))
            .toList();
    if (!others.isEmpty()) {
      var late = Rendered.of(delayed(message.withTo(to.bare()), copy.get().sent()));
      copies.sentAgain(late, copy.get(), addresses(others));
      Guarded.each(others, session -> session.send(late));
    } else if (copy.get().holders().isEmpty()) {
      refuse(message);
    }
  }

  /** XEP-0203 §4: since when it has been under way. */
  private Element delayed(Message message, Instant sent) {
    var element = message.element();
    return element.has(DELAY, "delay")
        ? element
        : element.plus(
            Element.of(DELAY, "delay")
                .with("from", domain)
                .with("stamp", sent.truncatedTo(ChronoUnit.MILLIS).toString()));
  }

  private List<Session> reachable(Jid account) {
    return sessions.of(account).stream().filter(availability::takesMessages).toList();
  }

  private static List<Jid> addresses(List<Session> all) {
    return all.stream().map(session -> session.jid().orElseThrow()).toList();
  }

  /**
   * Without what its sender claims in the name of a server. What a room has sent, and comes by here
   * once more since it was not delivered, keeps its marks.
   */
  private Element stripped(Stanza stanza) {
    var element = stanza.element();
    return stanza.from().orElseThrow().domain().equals(domain)
        ? ServerClaims.strip(element, rooms.map(muc -> Set.of(domain, muc)).orElse(Set.of(domain)))
        : element;
  }

  private void route(Iq iq, Jid to) {
    if (to.isHost()) {
      iqs.route(iq, Addressee.SERVER);
    } else if (!to.isBare()) {
      deliver(iq, to);
    } else if (to.sameBare(iq.from().orElseThrow())) {
      iqs.route(iq, Addressee.ACCOUNT);
    } else {
      // RFC 6121 §8.5.2.1.3: the account answers for its user, mostly that he is not there
      iqs.route(iq, Addressee.OTHER);
    }
  }

  private void route(Message message, Jid to) {
    if (to.isHost()) {
      throw unavailable();
    }
    if (!to.isBare()) {
      deliver(message, to);
      return;
    }
    if (message.type() == Message.Type.ERROR) {
      // RFC 6121 §8.5.2.1.1: ignored, whoever is there
      return;
    }
    if (message.type() == Message.Type.GROUPCHAT) {
      // the same section
      throw unavailable();
    }
    var reachable = reachable(to);
    if (reachable.isEmpty()) {
      refuse(message);
      return;
    }
    var rendered = Rendered.of(message);
    copies.sent(rendered, addresses(reachable));
    Guarded.each(reachable, session -> session.send(rendered));
  }

  private void route(Presence presence, Jid to) {
    var sender = presence.from().orElseThrow();
    if (to.sameBare(sender) && to.isBare()) {
      // RFC 6121 §4.2.2, §4.5.2: all one's resources that are available, or were till now, learn of
      // it, with the one that sent it
      var before = sessions.of(to).stream().filter(availability::isAvailable).toList();
      availability.record(presence);
      var rendered = Rendered.forMany(presence);
      Guarded.each(
          sessions.of(to).stream()
              .filter(own -> availability.isAvailable(own) || before.contains(own))
              .toList(),
          own -> own.send(rendered));
    } else if (!to.isBare() && presence.isAvailability()) {
      post.deliver(presence);
    }
    // RFC 6121 §8.5.2: presence that nobody takes is dropped without an answer
  }

  private void deliver(Stanza stanza, Jid to) {
    var session = sessions.find(to);
    if (session.isPresent()) {
      var rendered = Rendered.of(stanza);
      if (stanza instanceof Message) {
        copies.sent(rendered, List.of(to));
      }
      session.get().send(rendered);
    } else if (stanza instanceof Message message) {
      // RFC 6121 §8.5.3.2.1: a chat message finds another resource of its user
      if (message.type() == Message.Type.CHAT) {
        route(message.withTo(to.bare()), to.bare());
      } else {
        refuse(message);
      }
    } else if (stanza instanceof Iq iq && iq.isRequest()) {
      throw unavailable();
    }
  }

  /** RFC 6121 §8.5.2.2: a headline is dropped without an answer. */
  private static void refuse(Message message) {
    if (message.type() != Message.Type.HEADLINE) {
      throw unavailable();
    }
  }

  private static StanzaError unavailable() {
    return new StanzaError(Condition.SERVICE_UNAVAILABLE, "Nobody is there to take this.");
  }
}
