package chat.mongoose.muc;

import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses what is too large to be multiplied by the people in a room, or to be passed on to one of
 * them, who cannot choose what others send him.
 */
@ApplicationScoped
@Priority(200)
public class MessageSize implements GroupchatFilter {

  private final int max;

  /** For the container's proxy. */
  MessageSize() {
    this(1);
  }

  /**
   * @param max octets of the whole stanza
   */
  @Inject
  MessageSize(
      @ConfigProperty(name = "mongoose.muc.max-message-size", defaultValue = "32768") int max) {
    if (max < 1) {
      throw new IllegalArgumentException(
          "mongoose.muc.max-message-size must be positive, not " + max);
    }
    this.max = max;
  }

  @Override
  public Message pass(Message message) {
    if (isTooLarge(message)) {
      throw refusal();
    }
    return message;
  }

  /**
   * The same bound for all else that is passed on: private messages and invitations, presence, and
   * requests between occupants. What ends somebody's stay, or somebody's waiting for an answer, is
   * not refused but goes on without what is too large.
   */
  Stanza bounded(Stanza stanza) {
    if (!isPassedOn(stanza) || !isTooLarge(stanza)) {
      return stanza;
    }
    if (WaitingStanzas.isDeparture(stanza)) {
      return Stanza.of(bare(stanza));
    }
    if (stanza instanceof Iq iq && !iq.isRequest()) {
      return Stanza.of(bare(iq).with("type", "error").plus(refusal().toElement()));
    }
    throw refusal();
  }

  /** What everybody says to the room is looked at by {@link #pass}. */
  private static boolean isPassedOn(Stanza stanza) {
    if (stanza instanceof Message message) {
      return message.type() != Message.Type.GROUPCHAT;
    }
    return stanza instanceof Presence || stanza.to().flatMap(Jid::resource).isPresent();
  }

  private boolean isTooLarge(Stanza stanza) {
    return Rendered.of(stanza).length(new byte[0]) > max;
  }

  /** What it is and between whom, and no more. */
  static Element bare(Stanza stanza) {
    var element = stanza.element();
    return Element.of(Stanza.NS, element.name())
        .withAny("type", element.attribute("type"))
        .withAny("id", element.attribute("id"))
        .withAny("from", element.attribute("from"))
        .withAny("to", element.attribute("to"));
  }

  private StanzaError refusal() {
    return new StanzaError(
        Condition.POLICY_VIOLATION, "What goes through a room has at most " + max + " bytes.");
  }
}
