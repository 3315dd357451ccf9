package chat.mongoose.session;

import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Knows users by their names, who need not be here: a CDI bean, found at start. So nobody else can
 * go by one of these names. Of a user's own list and of others', the rooms ask for all now and then
 * and remember them, since a room must not wait.
 */
public interface NameSource {

  /** How old the answer may get before it is asked for again. */
  Duration lifetime();

  /**
   * Tells all names. Blocks.
   *
   * @param name takes a username, which is the local part of an address, and one of that user's
   *     names
   * @throws RuntimeException if they cannot be told now
   */
  void tell(BiConsumer<String, String> name);
}
