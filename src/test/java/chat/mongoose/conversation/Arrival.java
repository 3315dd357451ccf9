package chat.mongoose.conversation;

/** What can come to a client over its wire. */
sealed interface Arrival {

  /** A text, which should be one element. */
  record Frame(String text) implements Arrival {}

  /** The server has closed the connection in good order. */
  record End(int code, String reason) implements Arrival {}

  /** The connection broke, or the server broke the rules of the wire. */
  record Broken(String why) implements Arrival {}

  /** Nothing has come within the time that the runner waits. */
  record Nothing() implements Arrival {}
}
