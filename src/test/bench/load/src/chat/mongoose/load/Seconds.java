package chat.mongoose.load;

/** Times in seconds, as the options have them, for a machine that counts nanoseconds. */
final class Seconds {

  private Seconds() {}

  static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  static void pause(double seconds) throws InterruptedException {
    Thread.sleep((long) (seconds * 1000));
  }
}
