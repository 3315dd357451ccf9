package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.util.Optional;

/**
 * What a room is about at the moment (XEP-0045 §8.1).
 *
 * @param text empty for none
 * @param nick of the occupant who set it; empty if nobody ever did
 * @param at when; absent if nobody ever did
 */
public record Subject(String text, String nick, Optional<Instant> at) {

  /** No subject was ever set. */
  static final Subject NONE = new Subject("", "", Optional.empty());

  /** Characters of a subject. */
  static final int MAX_LENGTH = 1000;

  /** §8.1: a subject without a body and a thread; anything else is a message. */
  static boolean isChangedBy(Message message) {
    return message.element().has(Stanza.NS, "subject")
        && !message.element().has(Stanza.NS, "body")
        && !message.element().has(Stanza.NS, "thread");
  }

  /**
   * The subject that this message sets.
   *
   * @throws StanzaError {@code not-acceptable} if it is too long
   */
  static Subject of(Message message, String nick, Instant at) {
    var text = message.subject().orElse("");
    if (text.length() > MAX_LENGTH) {
      throw new StanzaError(
          Condition.NOT_ACCEPTABLE, "A subject has at most " + MAX_LENGTH + " characters.");
    }
    return new Subject(text, nick, Optional.of(at));
  }

  /** What a newcomer is told (§7.2.15), also where there is no subject. */
  Message message(Jid room) {
    var message = Message.of(Message.Type.GROUPCHAT);
    var element = message.element().plus(Element.of(Stanza.NS, "subject").plus(text));
    if (at.isPresent()) {
      element = element.plus(Delay.element(room, at.get()));
    }
    return message.with(element).withFrom(nick.isEmpty() ? room : room.withResource(nick));
  }
}
