package chat.mongoose.archive;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.muc.ArchivedGroupchat;
import chat.mongoose.muc.RoomArchive;
import chat.mongoose.stanza.Jid;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The archive of all rooms of this node: lends {@link GroupCommit} its thread and its clock, and
 * ends it in good order.
 */
@ApplicationScoped
public class ArchiveWriter implements RoomArchive {

  /** Characters of XML that may wait: 128 MiB of heap at most. */
  private static final long MAX_CHARACTERS = 64L * 1024 * 1024;

  /** How exactly a message's time is kept. */
  private static final Duration TICK = Duration.ofMillis(100);

  private static final Duration PROBE = Duration.ofSeconds(1);

  @Inject
  @ConfigProperty(name = "mongoose.archive.queue", defaultValue = "10000")
  private int queue;

  @Inject
  @ConfigProperty(name = "mongoose.archive.timeout", defaultValue = "PT5S")
  private Duration timeout;

  @Inject
  @ConfigProperty(name = "mongoose.archive.interval", defaultValue = "PT0.02S")
  private Duration interval;

  @Inject private Archive archive;
  @Inject private Lanes lanes;
  @Resource private ManagedThreadFactory threads;

  private GroupCommit commits;
  private Thread writer;

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  @PostConstruct
  void start() {
    check(queue > 0, "mongoose.archive.queue must be positive, not " + queue);
    check(
        timeout.compareTo(TICK) > 0,
        "mongoose.archive.timeout must be above 0.1 s, not " + timeout);
    check(
        !interval.isNegative() && interval.compareTo(Duration.ofSeconds(1)) <= 0,
        "mongoose.archive.interval must be between 0 and 1 s, not " + interval);
    // The clock may come one tick late.
    var limits =
        new GroupCommit.Limits(queue, MAX_CHARACTERS, timeout.minus(TICK), interval, PROBE);
    commits = new GroupCommit(archive, limits);
    writer = threads.newThread(commits);
    writer.setName("mongoose-archive");
    writer.start();
    lanes.every(TICK, commits::expire);
  }

  /** Writes what waits, for as long as a message may wait; refuses the rest. */
  @PreDestroy
  void stop() {
    commits.close();
    try {
      writer.join(timeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    commits.abandon();
  }

  @Override
  public CompletionStage<Void> append(ArchivedGroupchat message) {
    return commits.append(ArchiveRecord.of(message));
  }

  @Override
  public List<ArchivedGroupchat> newest(Jid room, int max) {
    var all = ArchiveQuery.of(room);
    var whispered =
        archive.find(all.last(1)).records().stream().filter(kept -> kept.recipient().isPresent());
    var said = archive.find(all.withoutPrivate().last(max)).records().stream();
    return Stream.concat(said, whispered).map(ArchiveRecord::toGroupchat).toList();
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
