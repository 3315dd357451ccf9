package chat.mongoose.conversation;

/** The server did something else than the script says. */
final class Departure extends AssertionError {

  private static final long serialVersionUID = 1L;

  Departure(String what) {
    super(what);
  }

  Departure(String what, Throwable cause) {
    super(what, cause);
  }
}
