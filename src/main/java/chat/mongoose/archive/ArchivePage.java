package chat.mongoose.archive;

import java.util.List;
import java.util.Optional;

/**
 * A part of what a question has found.
 *
 * @param records in the order of their ids
 * @param complete false if more records match, behind this page or, for the newest, in front of it
 */
public record ArchivePage(List<ArchiveRecord> records, boolean complete) {

  static final ArchivePage EMPTY = new ArchivePage(List.of(), true);

  public ArchivePage {
    records = List.copyOf(records);
  }

  public Optional<ArchiveRecord> first() {
    return records.stream().findFirst();
  }

  public Optional<ArchiveRecord> last() {
    return records.isEmpty() ? Optional.empty() : Optional.of(records.get(records.size() - 1));
  }
}
