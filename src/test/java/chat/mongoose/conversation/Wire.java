package chat.mongoose.conversation;

import java.time.Duration;

/** A client's connection. {@code <open/>} and {@code <close/>} are said as RFC 7395 has them. */
interface Wire {

  /** Sends a text; a connection that ends meanwhile is told by {@link #next}. */
  void send(String text);

  /** Sends what is not a text, where the wire can do such a thing. */
  void send(byte[] octets);

  /** What comes next, waited for no longer than that. After an end the same end comes again. */
  Arrival next(Duration patience);

  /** Ends the connection in good order, as after a closed stream. */
  void close();

  /** Breaks the connection without a word. */
  void drop();
}
