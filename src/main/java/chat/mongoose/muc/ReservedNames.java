package chat.mongoose.muc;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.cluster.Lanes.Work;
import chat.mongoose.guard.Guarded;
import chat.mongoose.session.Guest;
import chat.mongoose.session.NameSource;
import chat.mongoose.session.NameTaken;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Keeps the names of those who have accounts, here or at the site, for them alone, be they present
 * or not (XEP-0045 §14.6). What the server or the site calls somebody is his before what anybody
 * has called himself in a room; of what users have called themselves, the first has it.
 *
 * <p>All names are remembered, by their looks: a room must not wait for a database, and the site's
 * is asked rarely, by pages. While a source has never answered, nobody knows whose names are taken:
 * a guest then comes under a name that ends like {@code Anna 482}, which is what a page proposes,
 * and whoever has an account comes as always. A source that answered before is believed until it
 * does again.
 *
 * <p>Who calls: lanes to ask, borrowed threads to read. What guards what: each index guards itself;
 * one thread reads at a time. What happens when full: see {@link NameIndex}, and above {@link
 * #MAX_WRITES} a name is remembered without being written.
 */
@ApplicationScoped
public class ReservedNames implements BiConsumer<Jid, Nickname> {

  /** New names that may wait to be written. */
  static final int MAX_WRITES = 200;

  private static final Logger LOG = System.getLogger(ReservedNames.class.getName());
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final Duration LIFETIME_OF_CHOSEN = Duration.ofMinutes(5);
  private static final int PAGE = 1000;
  private static final Pattern NEUTRAL = Pattern.compile(".* \\d{3,}");

  private final AtomicInteger writes = new AtomicInteger();
  private List<Shelf> given = List.of();
  private Shelf chosen;
  private NameStore store;
  private Lanes lanes;
  private LongSupplier nanos;
  private boolean started;

  /** For the container's proxy. */
  ReservedNames() {}

  @Inject
  ReservedNames(@Any Instance<NameSource> sources, NameStore store, Lanes lanes) {
    this(sources.stream().toList(), store, lanes, System::nanoTime);
  }

  ReservedNames(List<NameSource> sources, NameStore store, Lanes lanes, LongSupplier nanos) {
    this.store = store;
    this.lanes = lanes;
    this.nanos = nanos;
    this.given = sources.stream().map(Shelf::new).toList();
    this.chosen = new Shelf(new Chosen(store));
  }

  /** The names of one source as they were when it answered last. */
  private static final class Shelf {
    private final NameSource source;
    private volatile NameIndex index;

    /** How many names the index has got of whom since it was made. */
    private volatile Map<String, Integer> added = new ConcurrentHashMap<>();

    private long due;
    private boolean failing;

    Shelf(NameSource source) {
      this.source = source;
    }
  }

  /** What those with accounts have called themselves in rooms. */
  private record Chosen(NameStore store) implements NameSource {

    @Override
    public Duration lifetime() {
      return LIFETIME_OF_CHOSEN;
    }

    @Override
    public void tell(BiConsumer<String, String> name) {
      var page = store.first(PAGE);
      while (!page.isEmpty()) {
        page.forEach(each -> name.accept(each.username(), each.name()));
        page = page.size() < PAGE ? List.of() : store.after(page.get(page.size() - 1), PAGE);
      }
    }
  }

  /**
   * Reads all sources before the first room is open, and again in time. Blocks at the first call.
   */
  synchronized void start() {
    if (!started) {
      started = true;
      refresh();
      lanes.every(TICK, () -> lanes.offload(Work.STORE, this::refresh));
    }
  }

  /**
   * Checks that nobody is called so but this user.
   *
   * @throws StanzaError {@code conflict}
   */
  @Override
  public void accept(Jid user, Nickname nickname) {
    var username = user.local().orElse("");
    var known = true;
    var foreign = false;
    for (Shelf shelf : given) {
      var index = shelf.index;
      known &= index != null;
      switch (index == null ? NameIndex.Answer.FREE : index.ask(username, nickname.looks())) {
        case OWN -> {
          return;
        }
        case FOREIGN -> foreign = true;
        case FREE -> {}
      }
    }
    var index = chosen.index;
    if (foreign
        || index != null && index.ask(username, nickname.looks()) == NameIndex.Answer.FOREIGN) {
      throw new StanzaError(
          Condition.CONFLICT,
          "Somebody who is known here is called so, or nearly so. Choose another nickname.");
    }
    if (!(known && index != null)
        && Guest.names(user)
        && !NEUTRAL.matcher(nickname.text()).matches()) {
      throw new StanzaError(
          Condition.CONFLICT,
          "Whose names are taken cannot be told at the moment."
              + " Add a space and three digits to your nickname.");
    }
  }

  /**
   * Keeps a name for a user with an account who goes by it: {@link NameStore#MAX_NAMES} new ones
   * until the stored ones are read again, so that nobody takes all names by going through them. Any
   * thread; does not block.
   */
  void keep(Jid user, Nickname nickname) {
    var index = chosen.index;
    var username = user.local().orElseThrow();
    if (index == null || index.has(username, nickname.looks())) {
      return;
    }
    if (chosen.added.merge(username, 1, Integer::sum) > NameStore.MAX_NAMES) {
      return;
    }
    index.add(username, nickname.text());
    if (writes.incrementAndGet() > MAX_WRITES) {
      writes.decrementAndGet();
      return;
    }
    lanes
        .offload(
            Work.STORE,
            () -> {
              store.keep(new NameStore.Name(username, nickname.text()), Instant.now());
              return true;
            })
        .whenComplete((done, failure) -> written(failure));
  }

  /** Somebody has got a name just now. */
  void taken(@Observes NameTaken event) {
    given.stream()
        .findFirst()
        .map(shelf -> shelf.index)
        .ifPresent(index -> index.add(event.username(), event.name()));
  }

  /** Reads what is due. Blocks. */
  synchronized boolean refresh() {
    given.forEach(this::refresh);
    refresh(chosen);
    return true;
  }

  private void refresh(Shelf shelf) {
    if (shelf.index != null && nanos.getAsLong() - shelf.due < 0) {
      return;
    }
    try {
      var index = new NameIndex();
      // one that cannot be looked at must not take all others from their owners
      shelf.source.tell(
          (username, name) ->
              Guarded.run("a name of " + username, () -> index.add(username, name)));
      if (index.isFull()) {
        LOG.log(Level.WARNING, "There are too many names at {0}: not all are kept.", shelf.source);
      }
      shelf.index = index;
      shelf.added = new ConcurrentHashMap<>();
      shelf.due = nanos.getAsLong() + shelf.source.lifetime().toNanos();
      shelf.failing = false;
    } catch (RuntimeException e) {
      if (!shelf.failing) {
        LOG.log(Level.WARNING, "The names of users cannot be read: {0}", e.toString());
      }
      shelf.failing = true;
    }
  }

  private void written(Throwable failure) {
    writes.decrementAndGet();
    if (failure != null) {
      LOG.log(Level.WARNING, "A name was not kept: {0}", failure.toString());
    }
  }
}
