package chat.mongoose.muc;

import chat.mongoose.stanza.Message;

/**
 * Looks at each message before a room says it, to everybody or privately to one: a CDI bean, found
 * at start, its place given by {@code @Priority}, lowest first. Called in the room's lane: it must
 * not block.
 */
public interface GroupchatFilter {

  /**
   * Lets the message through, changed or as it is.
   *
   * @param message from the sender's real full address, to the room's bare address or to that of an
   *     occupant; the room puts its own marks on what the last filter answers
   * @throws chat.mongoose.stanza.StanzaError to refuse it; the room bounces it
   */
  Message pass(Message message);
}
