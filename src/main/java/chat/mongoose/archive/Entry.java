package chat.mongoose.archive;

import chat.mongoose.stanza.StanzaError;
import java.util.concurrent.CompletableFuture;

/**
 * A message on its way into the archive.
 *
 * @param deadline by {@link System#nanoTime}; its sender has an answer by then
 * @param answer completes once the message is committed, or with the error that its sender gets;
 *     whoever is first decides, and the sender never learns otherwise
 */
record Entry(ArchiveRecord kept, long deadline, CompletableFuture<Void> answer) {

  Entry(ArchiveRecord kept, long deadline) {
    this(kept, deadline, new CompletableFuture<>());
  }

  /** False if the sender has been told that it was refused. */
  boolean committed() {
    return answer.complete(null);
  }

  boolean refuse(StanzaError error) {
    return answer.completeExceptionally(error);
  }

  boolean isAnswered() {
    return answer.isDone();
  }

  boolean isDue(long now) {
    // nanoTime may overflow, differences do not
    return now - deadline >= 0;
  }

  int characters() {
    return kept.xml().length();
  }
}
