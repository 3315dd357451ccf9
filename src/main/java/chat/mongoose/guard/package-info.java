/**
 * The guard under which everything runs that many depend on: a timer, a lane, a batch, a fan-out, a
 * callback of the container. Nothing is known here of what is guarded.
 *
 * <p>Decision: a guard swallows every {@link java.lang.Throwable}, errors too, and tells of it. A
 * {@link java.lang.StackOverflowError} or a {@link java.lang.LinkageError} is mostly the fault of
 * one stanza; and an {@link java.lang.OutOfMemoryError} that were thrown on would end the timer or
 * the thread that could help, and say no more in the log. A process that shall end then is told so
 * by {@code -XX:+ExitOnOutOfMemoryError}, which comes before any guard.
 */
package chat.mongoose.guard;
