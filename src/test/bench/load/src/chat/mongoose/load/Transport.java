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

  /** Reads nothing from now on, and keeps the connection. */
  void stall();

  /** Reads on. */
  void readOn();

  /** Closes the stream and then the connection; the session hears {@link Session#closed}. */
  void close();

  /** Drops the connection without a word of XMPP. */
  void abort(End end);

  /** How a connection that nobody has closed properly ends for the server. */
  enum End {
    FIN,
    RST,
    /** A close frame of WebSocket comes, as when a page is reloaded; by BOSH the same as FIN. */
    FRAME
  }
}
