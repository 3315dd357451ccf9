package chat.mongoose.archive;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which page of a result set is wanted (XEP-0059).
 *
 * @param max how many items at most, if that was said (§2.1)
 * @param after the page begins behind this item (§2.2)
 * @param before the page ends in front of this item (§2.3)
 * @param last the page is the last one, in front of {@code before} if that is there (§2.3, §2.5)
 */
record PageRequest(
    Optional<Integer> max, Optional<String> after, Optional<String> before, boolean last) {

  static final String NS = "http://jabber.org/protocol/rsm";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /**
   * Reads the {@code <set/>} of a request; without one the first page is wanted.
   *
   * @throws StanzaError {@code bad-request}; or {@code feature-not-implemented} where a page is
   *     wanted by its index, which would have to be counted out (§2.6)
   */
  static PageRequest in(Element request) {
    var set = request.child(NS, "set");
    if (set.isEmpty()) {
      return new PageRequest(Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
    if (set.get().has(NS, "index")) {
      throw new StanzaError(
          Condition.FEATURE_NOT_IMPLEMENTED, "Pages are not found by an index here.");
    }
    return new PageRequest(
        set.get().child(NS, "max").map(Element::text).map(PageRequest::number),
        text(set.get(), "after"),
        text(set.get(), "before"),
        set.get().has(NS, "before"));
  }

  /** The same, told to whoever asked: the ends of the page, and its size where that is known. */
  static Element answer(ArchivePage page, Optional<Integer> size) {
    var set = Element.of(NS, "set");
    if (page.first().isPresent()) {
      var first = Element.of(NS, "first").plus(page.first().get().id().toString());
      var last = Element.of(NS, "last").plus(page.last().orElseThrow().id().toString());
      // The size is known of what is on one page, so the first item is the first of all.
      set = set.plus(size.isPresent() ? first.with("index", "0") : first, last);
    }
    return size.map(count -> Element.of(NS, "count").plus(Integer.toString(count)))
        .map(set::plus)
        .orElse(set);
  }

  private static Optional<String> text(Element set, String name) {
    return set.child(NS, name).map(Element::text).filter(text -> !text.isEmpty());
  }

  private static int number(String text) {
    if (!NUMBER.matcher(text.strip()).matches()) {
      throw new StanzaError(Condition.BAD_REQUEST, "The size of a page is a number.");
    }
    return Integer.parseInt(text.strip());
  }
}
