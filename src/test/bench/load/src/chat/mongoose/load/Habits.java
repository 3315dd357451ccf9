package chat.mongoose.load;

import java.util.SplittableRandom;

/** How people behave, at random: the same seed makes the same day as far as the server lets it. */
final class Habits {

  enum Act {
    RELOAD,
    SLEEP,
    HANG
  }

  enum Exit {
    CLEAN,
    TAB_CLOSED,
    RESET,
    SILENT
  }

  private static final int SMALL_ROOM = 20;
  private static final double BIG_ROOM_SHARE = 0.08;
  private static final double ZIPF_OFFSET = 10;

  private final SplittableRandom random;
  private final double visitSeconds;
  private final double talkSeconds;
  private final int bigRooms;
  private final double[] roomsUpTo;

  /**
   * @param visitSeconds how long a visit is on the average
   * @param talkSeconds how long somebody in a small room is silent on the average
   */
  Habits(long seed, double visitSeconds, double talkSeconds, int rooms) {
    this.random = new SplittableRandom(seed);
    this.visitSeconds = visitSeconds;
    this.talkSeconds = talkSeconds;
    this.bigRooms = Math.min(3, rooms / 4);
    this.roomsUpTo = new double[rooms];
    double small = 0;
    for (int i = bigRooms; i < rooms; i++) {
      small += 1 / (ZIPF_OFFSET + i);
    }
    double sum = 0;
    for (int i = 0; i < rooms; i++) {
      sum +=
          i < bigRooms
              ? BIG_ROOM_SHARE
              : (1 - bigRooms * BIG_ROOM_SHARE) / small / (ZIPF_OFFSET + i);
      roomsUpTo[i] = sum;
    }
  }

  /** A few rooms are big, and most are small. */
  int room() {
    double at = random.nextDouble();
    int room = 0;
    while (room < roomsUpTo.length - 1 && roomsUpTo[room] < at) {
      room++;
    }
    return room;
  }

  double secondsOfVisit() {
    return Math.max(5, about(visitSeconds));
  }

  double secondsToNextAct() {
    return 2 + about(visitSeconds / 3);
  }

  /** The more are in a room, the less each of them says. */
  double secondsToNextWord(int occupants) {
    return Math.max(0.5, about(talkSeconds * Math.max(1, occupants / (double) SMALL_ROOM)));
  }

  double secondsOfSleep(double longest) {
    return 1 + random.nextDouble() * longest;
  }

  Act act() {
    double at = random.nextDouble();
    return at < 0.6 ? Act.RELOAD : at < 0.85 ? Act.SLEEP : Act.HANG;
  }

  Exit exit() {
    double at = random.nextDouble();
    return at < 0.6
        ? Exit.CLEAN
        : at < 0.85 ? Exit.TAB_CLOSED : at < 0.95 ? Exit.RESET : Exit.SILENT;
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  /** Exponentially distributed. */
  private double about(double mean) {
    return -Math.log(1 - random.nextDouble()) * mean;
  }
}
