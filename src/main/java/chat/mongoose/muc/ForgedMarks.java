package chat.mongoose.muc;

import chat.mongoose.stanza.Message;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes away what only a server may say of a message. */
@ApplicationScoped
@Priority(100)
public class ForgedMarks implements GroupchatFilter {

  /** For the container. */
  public ForgedMarks() {}

  @Override
  public Message pass(Message message) {
    var element = message.element();
    var stripped = ServerMarks.strip(message);
    return stripped == element ? message : message.with(stripped);
  }
}
