package chat.mongoose.bosh;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * A request that has not been answered.
 *
 * @param reply takes the answer, once; never blocks
 * @param arrived when
 * @param due when it is answered at the latest
 */
record Waiting(BoshBody body, Consumer<BoshAnswer> reply, Instant arrived, Instant due) {

  long rid() {
    return body.rid();
  }

  boolean isDue(Instant now) {
    return !now.isBefore(due);
  }

  /** Octets of heap that it holds, about. */
  long octets() {
    return body.heap();
  }

  /** The same request, when what it brought has been taken. */
  Waiting withoutPayloads() {
    return new Waiting(body.withoutPayloads(), reply, arrived, due);
  }

  /** The same request, to be answered on another connection. */
  Waiting on(Consumer<BoshAnswer> other) {
    return new Waiting(body, other, arrived, due);
  }

  /** The act of answering, for when no lock is held. */
  Runnable answering(BoshAnswer answer) {
    return () -> reply.accept(answer);
  }
}
