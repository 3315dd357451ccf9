package chat.mongoose.archive;

import java.util.List;

/** What one transaction writes. One thread has it, the writer's. */
public final class Batch {

  private final List<Entry> entries;
  private boolean sent;

  Batch(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  List<Entry> entries() {
    return entries;
  }

  List<ArchiveRecord> records() {
    return entries.stream().map(Entry::kept).toList();
  }

  /**
   * The store calls this when nothing is left but the commit.
   *
   * @throws IllegalStateException if somebody's time has run out and he was told that his message
   *     is refused: then it must not be kept
   */
  void commits() {
    if (entries.stream().anyMatch(Entry::isAnswered)) {
      throw new IllegalStateException(
          "The database took too long; nobody waits for this any more.");
    }
    sent = true;
  }

  /** From here on only the database knows whether it is written. */
  boolean isSent() {
    return sent;
  }
}
