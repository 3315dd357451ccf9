package chat.mongoose.load;

/** Whom a session tells what happens to it, on the thread of its loop. */
interface Listener {

  /** A message with a marker has arrived; it ends before {@code to}. */
  void heard(Session session, byte[] bytes, int marker, int to);

  /** A message that the session had sent was refused. */
  void refused(Session session, String error);

  /** The connection, or the stream, has ended without having been asked to. */
  void dropped(Session session, String reason);
}
