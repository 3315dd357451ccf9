package chat.mongoose.archive;

import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import java.util.List;

/**
 * Cuts a page to what one answer should make the server hold for a reader who is slow: the client
 * asks for the rest, which it has to know anyway (XEP-0059 §2.1 lets a page be shorter than asked).
 */
final class PageSize {

  /** Octets of the results of one page; a single one may have more. */
  static final int MOST = 128 * 1024;

  private static final byte[] NO_ADDRESS = {};

  private PageSize() {}

  /**
   * The page as far as it goes, from the end from which it was asked for.
   *
   * @param results what becomes of each record of the page, in the same order
   * @param newest what is left over is in front of the page, not behind it
   */
  static ArchivePage cut(ArchivePage page, List<Message> results, boolean newest) {
    var size = results.size();
    var kept = 0;
    var octets = 0L;
    while (kept < size) {
      var next = results.get(newest ? size - 1 - kept : kept);
      octets += Rendered.of(next).length(NO_ADDRESS);
      if (octets > MOST && kept > 0) {
        var from = newest ? size - kept : 0;
        return new ArchivePage(page.records().subList(from, from + kept), false);
      }
      kept++;
    }
    return page;
  }
}
