package chat.mongoose.muc;

import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a message that is too large to be multiplied by the people in a room. */
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
    if (Rendered.of(message).length(new byte[0]) > max) {
      throw new StanzaError(
          Condition.POLICY_VIOLATION, "A message in a room has at most " + max + " bytes.");
    }
    return message;
  }
}
