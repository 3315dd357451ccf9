package chat.mongoose.load;

/** What the command line asks for, from begin to end. */
interface Run {

  Report execute() throws InterruptedException;

  /** Whether the program may end without an error. */
  boolean isGood(Report report);
}
