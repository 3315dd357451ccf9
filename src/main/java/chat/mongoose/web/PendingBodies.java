package chat.mongoose.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the bodies that are being read, since each takes memory until it is there or its time is
 * over: 16 MiB for all of them at most. Who comes while there are too many is refused.
 *
 * <p>Any thread may call it; counts may be one too many for a moment.
 */
@ApplicationScoped
public class PendingBodies {

  /** Of all clients. */
  private static final int MOST = 1000;

  /** Of one address; behind a proxy that buffers bodies there is hardly ever one. */
  private static final int MOST_OF_ONE = 100;

  private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  /** For the container. */
  public PendingBodies() {}

  /** Whether one more may come from there; then {@link #leave} must follow. */
  boolean enter(String address) {
    var ofAll = all.incrementAndGet();
    var ofOne = byAddress.merge(address, 1, Integer::sum);
    if (ofAll > MOST || ofOne > MOST_OF_ONE) {
      leave(address);
      return false;
    }
    return true;
  }

  void leave(String address) {
    all.decrementAndGet();
    byAddress.computeIfPresent(address, (from, count) -> count == 1 ? null : count - 1);
  }

  /** How many are being read now. */
  int size() {
    return all.get();
  }
}
