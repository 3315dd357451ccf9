package chat.mongoose.archive;

import static java.util.Comparator.naturalOrder;

import chat.mongoose.form.DataForm;
import chat.mongoose.form.DataForm.Field;
import chat.mongoose.muc.ArchiveId;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A client's question to a room's archive (XEP-0313 §4).
 *
 * @param id what the client knows it by; it is repeated in every result
 * @param question the same for the archive
 * @param named the records that it names as places; there must be such
 * @param whole false for a page that is not at an end of what matches, so that its size does not
 *     tell how many match
 * @param flipped the newest result shall be sent first (§4.3.4)
 */
record MamQuery(
    Optional<String> id,
    ArchiveQuery question,
    Set<ArchiveId> named,
    boolean whole,
    boolean flipped) {

  static final String NS = "urn:xmpp:mam:2";

  /** Results on a page at most, whatever the client wants. */
  static final int MAX = 250;

  /** Characters of an id, which every result repeats. */
  static final int MAX_ID = 1024;

  private static final Set<String> FIELDS =
      Set.of("FORM_TYPE", "with", "start", "end", "before-id", "after-id", "ids");

  private static final String NS_VALIDATE = "http://jabber.org/protocol/xdata-validate";

  /**
   * Reads a {@code <query/>} to a room.
   *
   * @throws StanzaError {@code bad-request} for what cannot be read, {@code
   *     feature-not-implemented} for a field that is not known, {@code item-not-found} for what no
   *     message can be called, {@code jid-malformed}
   */
  static MamQuery of(Element query, Jid room) {
    var form = form(query);
    var page = PageRequest.in(query);
    var behind = places(page.after(), one(form, "after-id"));
    var inFront = places(page.before(), one(form, "before-id"));
    var ids = ids(form);
    var question = question(form, room).only(ids);
    // Both may be there (§9); what meets both is what lies between the innermost.
    question =
        behind.stream()
            .max(naturalOrder())
            .map(ArchiveCursor::at)
            .map(question::after)
            .orElse(question);
    question =
        inFront.stream()
            .min(naturalOrder())
            .map(ArchiveCursor::at)
            .map(question::before)
            .orElse(question);
    var max = Math.min(MAX, page.max().orElse(ArchiveQuery.DEFAULT_MAX));
    return new MamQuery(
        queryId(query),
        page.last() ? question.last(max) : question.first(max),
        Stream.of(behind, inFront, ids).flatMap(Collection::stream).collect(Collectors.toSet()),
        page.after().isEmpty() && page.before().isEmpty(),
        query.has(NS, "flip-page"));
  }

  /** What may be asked for (§4.1.5). */
  static Element fields() {
    return DataForm.of("form", NS)
        .plus(
            Field.of("with", "jid-single", "Said by this user, by real address"),
            Field.of("start", "text-single", "Said at this time or later"),
            Field.of("end", "text-single", "Said at this time or earlier"),
            Field.of("after-id", "text-single", "Said after this message"),
            Field.of("before-id", "text-single", "Said before this message"))
        .toElement()
        .plus(
            Element.of(DataForm.NS, "field")
                .with("var", "ids")
                .with("type", "list-multi")
                .with("label", "These messages")
                // XEP-0122: the list is open to whatever the client knows
                .plus(
                    Element.of(NS_VALIDATE, "validate")
                        .with("datatype", "xs:string")
                        .plus(Element.of(NS_VALIDATE, "open"))));
  }

  private static Optional<String> queryId(Element query) {
    var id = query.attribute("queryid");
    if (id.filter(text -> text.length() > MAX_ID).isPresent()) {
      throw bad("A queryid has at most " + MAX_ID + " characters.");
    }
    return id;
  }

  private static DataForm form(Element query) {
    var x = query.child(DataForm.NS, "x");
    if (x.isEmpty()) {
      return DataForm.of("submit", NS);
    }
    var form = DataForm.of(x.get());
    if (!form.type().equals("submit") || !form.formType().equals(Optional.of(NS))) {
      throw bad("The form of a query is a submission with the FORM_TYPE " + NS + ".");
    }
    for (Field field : form.fields()) {
      if (!FIELDS.contains(field.name())) {
        // §4.1.5
        throw new StanzaError(
            Condition.FEATURE_NOT_IMPLEMENTED, "Nothing is known of a field " + field.name() + ".");
      }
    }
    return form;
  }

  private static ArchiveQuery question(DataForm form, Jid room) {
    var question = ArchiveQuery.of(room);
    question =
        one(form, "with")
            .map(Jid::of)
            .flatMap(with -> sender(with, room))
            .map(question::by)
            .orElse(question);
    question = one(form, "start").map(MamQuery::time).map(question::from).orElse(question);
    return one(form, "end").map(MamQuery::time).map(question::until).orElse(question);
  }

  /** §4.1.1: the room is where everything comes from, so its own address filters nothing. */
  private static Optional<Jid> sender(Jid with, Jid room) {
    if (with.sameBare(room) && !with.isBare()) {
      throw new StanzaError(
          Condition.FEATURE_NOT_IMPLEMENTED,
          "Messages are found by a real address, not by a nickname.");
    }
    return Optional.of(with).filter(sender -> !sender.sameBare(room));
  }

  /** A field that is left empty counts as left out. */
  private static Optional<String> one(DataForm form, String field) {
    return form.value(field).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static Set<ArchiveId> ids(DataForm form) {
    var ids = form.values("ids");
    if (ids.size() > ArchiveQuery.MAX_IDS) {
      throw bad("A query names at most " + ArchiveQuery.MAX_IDS + " messages.");
    }
    return ids.stream().map(ArchiveId::of).collect(Collectors.toUnmodifiableSet());
  }

  private static List<ArchiveId> places(Optional<String> ofPage, Optional<String> ofForm) {
    return Stream.concat(ofPage.stream(), ofForm.stream()).map(ArchiveId::of).toList();
  }

  /** XEP-0082 §3.2. */
  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw bad("A time is written like 2002-09-10T23:08:25Z.");
    }
  }

  private static StanzaError bad(String sentence) {
    return new StanzaError(Condition.BAD_REQUEST, sentence);
  }
}
