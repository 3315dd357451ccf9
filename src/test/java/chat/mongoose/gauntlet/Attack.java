package chat.mongoose.gauntlet;

import java.io.IOException;

/** One way to harm a server that is open to strangers, tried again and again until time is over. */
interface Attack {

  /** What it does, for people. */
  String name();

  /** How many strangers do it at once. */
  default int strangers() {
    return 4;
  }

  /** Whether it tries what the container reads, holds and writes, and not rules of ours alone. */
  default boolean isForContainer() {
    return true;
  }

  /**
   * One go. What it opens by the ground stays open until the attack is over, or the server ends it.
   *
   * @throws IOException if the server has had enough, which is no fault
   */
  void go(Ground ground) throws IOException;
}
