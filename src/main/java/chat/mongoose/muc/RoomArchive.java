package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where rooms keep what is said in them. The archive package implements it; any room may call. */
public interface RoomArchive {

  /**
   * Takes over an accepted message; never blocks. The order of calls is the order in which messages
   * are committed.
   *
   * @return completes on a thread of the archive once the message is committed, or with a {@link
   *     chat.mongoose.stanza.StanzaError} {@code resource-constraint} of type wait if the database
   *     is down or slow, or too much is waiting
   */
  CompletionStage<Void> append(ArchivedGroupchat message);

  /**
   * The newest messages of a room, oldest first, also of one that ended long ago. Private ones are
   * left out but for the last of all, so that the newest identifier is always known. Blocks.
   *
   * @param max at most so many that were said to all
   */
  List<ArchivedGroupchat> newest(Jid room, int max);
}
