package chat.mongoose.archive;

import chat.mongoose.guard.Faults;
import chat.mongoose.guard.Guarded;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes what all rooms have waiting in one transaction after another, and answers each message
 * once its fate is known. This is the loop of one thread; {@link ArchiveWriter} lends it.
 *
 * <p>Who calls: rooms {@link #append} from their lanes, never waiting; a clock calls {@link
 * #expire} some times a second. What guards what: {@link Backlog} what waits, {@link Entry#answer}
 * that each message is answered once. What happens when full, or when the database is known to be
 * down: {@link #append} refuses at once.
 *
 * <p>The promise is that what was said is kept, and that what was refused is neither said nor kept.
 * A message that was not answered in time is refused, wherever it is then. If the transaction has
 * not been sent to commit by then, it is rolled back. If it has, only the database knows: the
 * commit may have happened although its answer came too late or never. The writer then takes
 * nothing new until the database has answered again and what had been refused is withdrawn from it,
 * if it is there. Two cases remain in which a refused message can stay in the archive, never having
 * been said: the server is killed in between, or the database still holds the lost transaction open
 * and does so longer than {@link #WITHDRAWALS} tries; the log tells of the second.
 */
final class GroupCommit implements Runnable {

  /** Tries to withdraw from a database that answers, before it is left as it is. */
  private static final int WITHDRAWALS = 10;

  /** A commit that takes this part of the time that a message has is slow. */
  private static final int SLOW = 8;

  /** Messages that are taken at once, however slow the database is. */
  private static final int LEAST = 16;

  private static final Logger LOG = System.getLogger(GroupCommit.class.getName());

  private final Archive archive;
  private final Limits limits;
  private final Backlog backlog;

  /** What the writer has taken and not yet answered. */
  private volatile List<Entry> taken = List.of();

  private volatile boolean down;

  /** Messages that are taken at once, while the database is as fast as it was last. */
  private int most = Backlog.BATCH;

  /**
   * What it may hold and how long.
   *
   * @param queue messages that may wait
   * @param characters characters of XML that may wait
   * @param timeout from a message's arrival to its answer
   * @param interval from the beginning of one commit to that of the next, if few messages wait: a
   *     commit of twenty costs little more than a commit of one
   * @param probe between two looks whether a database that was down answers again
   */
  record Limits(int queue, long characters, Duration timeout, Duration interval, Duration probe) {}

  GroupCommit(Archive archive, Limits limits) {
    this.archive = archive;
    this.limits = limits;
    this.backlog = new Backlog(limits.queue(), limits.characters());
  }

  /** See {@link chat.mongoose.muc.RoomArchive#append}. */
  CompletionStage<Void> append(ArchiveRecord kept) {
    if (kept.xml().length() > ArchiveRecord.MAX_LENGTH) {
      return CompletableFuture.failedFuture(
          new StanzaError(Condition.NOT_ACCEPTABLE, "This message is too long to be kept."));
    }
    if (down) {
      return CompletableFuture.failedFuture(refusal());
    }
    var entry = new Entry(kept, System.nanoTime() + limits.timeout().toNanos());
    return backlog.offer(entry) ? entry.answer() : CompletableFuture.failedFuture(refusal());
  }

  /** Refuses what has waited too long. Never blocks. */
  void expire() {
    var now = System.nanoTime();
    refuse(backlog.drop(entry -> entry.isDue(now)));
    for (Entry entry : taken) {
      if (entry.isDue(now) && entry.refuse(refusal())) {
        // The writer hangs in the database, so whoever comes now would wait in vain too.
        down();
      }
    }
  }

  /** Takes nothing more; {@link #run} ends when what waits is written or refused. */
  void close() {
    backlog.close();
  }

  /** Refuses all that has no answer yet; for when {@link #run} does not end in time. */
  void abandon() {
    refuse(taken);
    refuseWaiting();
  }

  @Override
  public void run() {
    try {
      var earliest = System.nanoTime();
      while (!backlog.isOver()) {
        var entries = backlog.take(earliest, most);
        var begun = System.nanoTime();
        earliest = begun + limits.interval().toNanos();
        taken = entries;
        writeAnswering(entries);
        taken = List.of();
        adapt(System.nanoTime() - begun);
      }
    } catch (InterruptedException e) {
      // The container takes its thread back.
      Thread.currentThread().interrupt();
    } finally {
      backlog.close();
      abandon();
    }
  }

  /** What is taken at once shall be written in a small part of the time that it may take. */
  private void adapt(long nanos) {
    var slow = limits.timeout().toNanos() / SLOW;
    if (nanos > slow) {
      most = Math.max(LEAST, most / 2);
    } else if (nanos < slow / 2) {
      most = Math.min(Backlog.BATCH, most * 2);
    }
  }

  /** Whatever goes wrong, this thread goes on, and each message gets its answer. */
  private void writeAnswering(List<Entry> entries) throws InterruptedException {
    try {
      write(entries);
    } catch (RuntimeException | Error e) {
      Faults.tell("a batch for the archive", e);
      refuse(entries);
    }
  }

  private void write(List<Entry> entries) throws InterruptedException {
    var batch = new Batch(waiting(entries));
    if (batch.entries().isEmpty()) {
      return;
    }
    var failure = append(batch);
    if (failure == null) {
      up();
      withdraw(batch.entries().stream().filter(entry -> !entry.committed()).toList());
      return;
    }
    if (batch.isSent()) {
      LOG.log(Level.WARNING, "Whether messages were committed is not known: {0}", reason(failure));
      refuse(batch.entries());
      withdraw(batch.entries());
      return;
    }
    if (!answers()) {
      refuse(batch.entries());
      awaitDatabase(failure);
      return;
    }
    up();
    if (batch.entries().size() > 1) {
      // The database is well, so one of these is at fault, or all were too many for the time there
      // is; the others shall not suffer for it.
      var half = batch.entries().size() / 2;
      write(batch.entries().subList(0, half));
      write(batch.entries().subList(half, batch.entries().size()));
    } else {
      waiting(batch.entries()).forEach(entry -> fail(entry, failure));
    }
  }

  private static List<Entry> waiting(List<Entry> entries) {
    return entries.stream().filter(entry -> !entry.isAnswered()).toList();
  }

  private Throwable append(Batch batch) {
    try {
      archive.append(batch);
      return null;
    } catch (RuntimeException | Error e) {
      // Whatever it is, this thread must go on, and each message needs its answer.
      return e;
    }
  }

  /** Removes what was refused, in case it has been committed all the same. */
  private void withdraw(List<Entry> refused) throws InterruptedException {
    if (refused.isEmpty()) {
      return;
    }
    var tries = 0;
    while (!withdrawn(refused)) {
      down();
      refuseWaiting();
      tries += answers() ? 1 : 0;
      if (tries == WITHDRAWALS || backlog.awaitClose(limits.probe().toNanos())) {
        LOG.log(
            Level.ERROR,
            "{0} refused messages may be in the archive, the first is {1} of {2}",
            refused.size(),
            refused.get(0).kept().id(),
            refused.get(0).kept().room());
        break;
      }
    }
    up();
  }

  private boolean withdrawn(List<Entry> refused) {
    try {
      archive.withdraw(new Batch(refused));
      return true;
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "Refused messages cannot be withdrawn yet.", e);
      return false;
    }
  }

  private void awaitDatabase(Throwable failure) throws InterruptedException {
    LOG.log(Level.WARNING, "The archive''s database does not answer: {0}", reason(failure));
    down();
    do {
      refuseWaiting();
      if (backlog.awaitClose(limits.probe().toNanos())) {
        return;
      }
    } while (!answers());
    up();
  }

  private boolean answers() {
    try {
      return archive.answers();
    } catch (RuntimeException e) {
      // The container may fail before the archive is asked.
      LOG.log(Level.DEBUG, "The archive does not answer.", e);
      return false;
    }
  }

  private static void fail(Entry entry, Throwable failure) {
    LOG.log(
        Level.ERROR,
        "Message " + entry.kept().id() + " of " + entry.kept().room() + " cannot be kept.",
        failure);
    entry.refuse(
        new StanzaError(
            Condition.INTERNAL_SERVER_ERROR, "The message could not be kept, so nobody got it."));
  }

  private void down() {
    if (!down) {
      down = true;
      LOG.log(Level.WARNING, "Messages are refused until the archive can be written again.");
    }
  }

  private void up() {
    if (down) {
      down = false;
      LOG.log(Level.INFO, "The archive can be written again.");
    }
  }

  private void refuseWaiting() {
    refuse(backlog.drop(entry -> true));
  }

  private static void refuse(List<Entry> entries) {
    Guarded.each(entries, entry -> entry.refuse(refusal()));
  }

  private static StanzaError refusal() {
    return new StanzaError(
        Condition.RESOURCE_CONSTRAINT,
        "The message could not be kept, so nobody got it; please try again later.");
  }

  private static String reason(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}
