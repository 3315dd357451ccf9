package chat.mongoose.load;

/**
 * Carries the stanzas of one session. It reports to the session, on the thread of the session's
 * loop.
 */
interface Transport {

  /** Connects and opens the first XMPP stream. */
  void open();

  /** Opens a new stream on the connection, after authentication. */
  void restartStream();

  void send(String stanza);

  /** Reads nothing from now on, and keeps the connection; by WebSocket only. */
  void stall();

  /** Closes the stream and then the connection; the session hears {@link Session#closed}. */
  void close();

  /** Drops the connection without a word. */
  void abort();
}
