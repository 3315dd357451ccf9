package chat.mongoose.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a room has said in a day, as far as anybody has heard it. */
final class RoomOrder {

  /**
   * One message.
   *
   * @param dueMicros when it was due, which names it within its room
   * @param id that the room has given it (XEP-0359); a later message has a higher one
   * @param number how many were heard before it by anybody
   * @param heardMicros when it was first heard
   */
  record Saying(long dueMicros, long id, int number, long heardMicros) {}

  private final Map<Long, Saying> byDue = new HashMap<>();
  private final List<Saying> all = new ArrayList<>();

  /** How many messages were heard by anybody. */
  int size() {
    return all.size();
  }

  /** Somebody has heard the message that was due then. */
  Saying heard(long dueMicros, long id, long nowMicros) {
    Saying known = byDue.get(dueMicros);
    if (known != null) {
      return known;
    }
    Saying saying = new Saying(dueMicros, id, size(), nowMicros);
    byDue.put(dueMicros, saying);
    all.add(saying);
    return saying;
  }

  boolean knows(long dueMicros) {
    return byDue.containsKey(dueMicros);
  }

  /** What was first heard from this number on. */
  List<Saying> from(int number) {
    return all.subList(number, all.size());
  }
}
