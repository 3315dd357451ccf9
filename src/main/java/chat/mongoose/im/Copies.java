package chat.mongoose.im;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which sessions have been given a message to one user, and when it was sent, as long as one of
 * them may still give it back (XEP-0198 §4): who has it gets it no second time.
 *
 * <p>Who calls: any thread. What happens when full: of {@link #MOST} messages the least recently
 * used are forgotten, and may come twice then. One is also forgotten when no session holds it any
 * more.
 */
@ApplicationScoped
class Copies {

  private static final int MOST = 10_000;

  private final Cache<Rendered, Copy> copies =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumSize(MOST)
          // threads are the container's; what is to be cleaned up is little
          .executor(Runnable::run)
          .build();

  private final Clock clock;

  /** For the container's proxy. */
  Copies() {
    this(Clock.systemUTC());
  }

  @Inject
  Copies(Clock clock) {
    this.clock = clock;
  }

  /** A message goes to these for the first time. */
  void sent(Rendered message, Collection<Jid> to) {
    var holders = ConcurrentHashMap.<Jid>newKeySet();
    holders.addAll(to);
    copies.put(message, new Copy(clock.instant(), holders));
  }

  /** What is known of a message that one of its holders, who has gone, has not got. */
  Optional<Copy> given(Rendered back, Jid gone) {
    var copy = Optional.ofNullable(copies.getIfPresent(back));
    copy.ifPresent(known -> known.holders().remove(gone));
    return copy;
  }

  /** It goes to others now, in another form. */
  void sentAgain(Rendered late, Copy copy, Collection<Jid> to) {
    copy.holders().addAll(to);
    copies.put(late, copy);
  }

  /**
   * @param sent when, for the first time
   * @param holders full addresses of those who have it, or will
   */
  record Copy(Instant sent, Set<Jid> holders) {}
}
