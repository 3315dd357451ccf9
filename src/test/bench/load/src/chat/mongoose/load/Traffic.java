package chat.mongoose.load;

import java.util.List;
import java.util.SplittableRandom;

/**
 * An open-loop schedule: message i of a phase is due at a fixed time whatever the server does, and
 * goes to group i modulo the number of groups. A group is a room's occupants, or a pair of users.
 */
final class Traffic {

  /** Sessions that hear one another. */
  interface Group {
    List<Session> members();

    int deliveriesPerMessage();

    String stanza(Session sender, String id, String body);
  }

  private static final int STRIDE = 7919;

  final int phase;
  private final List<? extends Group> groups;
  private final long startNanos;
  private final double messagesPerSecond;
  private final long messages;
  private final String filler;

  Traffic(
      int phase,
      List<? extends Group> groups,
      long startNanos,
      double messagesPerSecond,
      double seconds,
      int bodyLength) {
    this.phase = phase;
    this.groups = groups;
    this.startNanos = startNanos;
    this.messagesPerSecond = messagesPerSecond;
    this.messages = groups.isEmpty() ? 0 : (long) Math.ceil(messagesPerSecond * seconds);
    this.filler = filler(bodyLength - Marker.LENGTH);
  }

  /** Words that stand for what people say. */
  static String filler(int length) {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(text.length() % 6 == 0 ? ' ' : (char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  long messages() {
    return messages;
  }

  long dueNanos(long index) {
    return startNanos + (long) (index * 1e9 / messagesPerSecond);
  }

  Group group(long index) {
    return groups.get((int) (index % groups.size()));
  }

  /**
   * Members of a group take turns; a prime stride spreads the turns over the order in which they
   * joined.
   */
  Session sender(long index) {
    List<Session> members = group(index).members();
    long turn = index / groups.size();
    return members.get((int) (turn * STRIDE % members.size()));
  }

  String stanza(long index) {
    String body = Marker.encode(phase, dueNanos(index)) + filler;
    return group(index).stanza(sender(index), "m" + phase + "-" + index, body);
  }
}
