package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveView;
import chat.mongoose.muc.Rooms;
import chat.mongoose.routing.IqHandler;
import chat.mongoose.routing.PostOffice;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Answers questions to the archive of a room (XEP-0313). The room has already found that the sender
 * may read it.
 *
 * <p>Who said something is told, and searched for, by the real address; so only those may do so who
 * see real addresses in that room (§4.1.1). Everybody may search for what he said himself.
 */
@ApplicationScoped
public class MamHandler implements IqHandler {

  private static final String NS = MamQuery.NS;
  private static final String NS_EXTENDED = NS + "#extended";
  private static final String QUERY = "query";
  private static final String METADATA = "metadata";

  /** What is counted where only the number is asked for (XEP-0059 §2.7). */
  static final int MAX_COUNT = 10_000;

  private static final Optional<Integer> NOT_COUNTED = Optional.empty();

  private static final Logger LOG = System.getLogger(MamHandler.class.getName());

  private final Archive archive;
  private final PostOffice post;
  private final BiFunction<Jid, Jid, ArchiveView> views;

  /** For the container's proxy. */
  MamHandler() {
    this(null, null, (room, user) -> null);
  }

  @Inject
  MamHandler(Archive archive, PostOffice post, Rooms rooms) {
    this(archive, post, rooms::archiveView);
  }

  /**
   * @param views what of the archive of this room this user may see
   */
  MamHandler(Archive archive, PostOffice post, BiFunction<Jid, Jid, ArchiveView> views) {
    this.archive = archive;
    this.post = post;
    this.views = views;
  }

  @Override
  public Set<Payload> payloads() {
    return Set.of(new Payload(NS, QUERY), new Payload(NS, METADATA));
  }

  @Override
  public Set<Addressee> addressees() {
    return Set.of(Addressee.ROOM);
  }

  @Override
  public Set<String> features() {
    return Set.of(NS, NS_EXTENDED, PageRequest.NS);
  }

  @Override
  public boolean blocks() {
    return true;
  }

  /** In the lane of the room, which knows what the sender may see. */
  @Override
  public Supplier<Iq> prepared(Iq request) {
    var view = views.apply(request.to().orElseThrow().bare(), request.from().orElseThrow());
    return () -> answer(request, view);
  }

  @Override
  public Iq answer(Iq request) {
    return prepared(request).get();
  }

  private Iq answer(Iq request, ArchiveView view) {
    try {
      return answered(request, view);
    } catch (EJBException e) {
      // the container has logged it, at length
      LOG.log(Level.DEBUG, "The archive has not answered.", e);
      throw new StanzaError(
          Condition.RESOURCE_CONSTRAINT,
          "The archive does not answer in time; ask for less, or try again later.");
    }
  }

  private Iq answered(Iq request, ArchiveView view) {
    var room = request.to().orElseThrow().bare();
    var set = request.type() == Iq.Type.SET;
    if (request.payload().name().equals(METADATA)) {
      check(!set, "Ask for metadata with a get.");
      return request.result(metadata(room, view));
    }
    return set
        ? results(request, room, view)
        : request.result(Element.of(NS, QUERY).plus(MamQuery.fields()));
  }

  /** §5. */
  private Element metadata(Jid room, ArchiveView view) {
    var metadata = Element.of(NS, METADATA);
    var visible = ArchiveQuery.of(room).since(view.since()).withoutPrivate();
    var start = archive.find(visible.first(1)).first();
    var end = archive.find(visible.last(1)).last();
    return start.isEmpty() || end.isEmpty()
        ? metadata
        : metadata.plus(place("start", start.get()), place("end", end.get()));
  }

  private static Element place(String name, ArchiveRecord kept) {
    return Element.of(NS, name)
        .with("id", kept.id().toString())
        .with("timestamp", kept.at().toString());
  }

  private Iq results(Iq request, Jid room, ArchiveView view) {
    var reader = request.from().orElseThrow();
    var query = MamQuery.of(request.payload(), room);
    checkSender(query.question(), reader, view.seesJids());
    var hidden = query.named().stream().anyMatch(id -> id.compareTo(view.since()) < 0);
    if (hidden || !archive.has(room, query.named())) {
      throw new StanzaError(Condition.ITEM_NOT_FOUND, "No message has this identifier.");
    }
    var question = query.question().since(view.since()).withoutPrivate();
    if (question.max() == 0) {
      return request.result(counted(question));
    }
    var found = archive.find(question);
    var results =
        found.records().stream()
            .map(kept -> MamResult.of(kept, query.id(), view.seesJids()))
            .toList();
    var page = PageSize.cut(found, results, question.newest());
    var count = page.records().size();
    var from = question.newest() ? results.size() - count : 0;
    var sent = new ArrayList<>(results.subList(from, from + count));
    if (query.flipped()) {
      Collections.reverse(sent);
    }
    sent.forEach(result -> post.deliver(result.withFrom(room).withTo(reader)));
    var size = query.whole() && page.complete() ? Optional.of(count) : NOT_COUNTED;
    return request.result(MamResult.fin(page, size));
  }

  private Element counted(ArchiveQuery question) {
    var count = archive.count(question, MAX_COUNT + 1);
    var nothing = new ArchivePage(List.of(), count == 0);
    return MamResult.fin(nothing, count > MAX_COUNT ? NOT_COUNTED : Optional.of(count));
  }

  private static void checkSender(ArchiveQuery question, Jid reader, boolean seesAddresses) {
    if (!seesAddresses
        && question.sender().filter(sender -> !sender.sameBare(reader)).isPresent()) {
      throw new StanzaError(
          Condition.FORBIDDEN, "In this room you do not see who is behind a nickname.");
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new StanzaError(Condition.BAD_REQUEST, otherwise);
    }
  }
}
