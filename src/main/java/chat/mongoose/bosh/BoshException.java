package chat.mongoose.bosh;

/** Refuses a request, and with it the session that it belongs to (XEP-0124 §17.2). */
final class BoshException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final Condition condition;

  BoshException(Condition condition, String message) {
    super(message, null, false, false);
    this.condition = condition;
  }

  Condition condition() {
    return condition;
  }
}
