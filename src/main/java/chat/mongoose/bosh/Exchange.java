package chat.mongoose.bosh;

import chat.mongoose.web.Answer;
import chat.mongoose.web.Connections;
import chat.mongoose.web.Gzip;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One HTTP request and its answer, with no thread of its own: the answer is written when the
 * container says that it can be.
 *
 * <p>Who calls: anyone answers, from any thread; the container calls back. What guards what: the
 * first answer wins {@link #answered}, and the end wins {@link #done}; nothing of the container's
 * is touched after that, since it uses its objects again for the next request. For the same reason
 * nothing is answered after {@link #latest}: the container's own time-out, which only ends requests
 * that never came in and answers that are not read, comes later than anything that is begun before.
 *
 * <p>On a thread that is still dispatching another request an answer is handed to one of the
 * container's: its end would be told to Weld there, which loses count of its contexts then.
 */
final class Exchange {

  private static final Logger LOG = System.getLogger(Exchange.class.getName());

  /** Octets below which it is not worth it to compress. */
  private static final int SHORT = 1024;

  /** What a request may take to come in, and again to be answered. */
  private static final Duration TRANSFER = Duration.ofSeconds(60);

  /** The request that this thread dispatches now. */
  private static final ThreadLocal<Exchange> DISPATCHED = new ThreadLocal<>();

  private final AsyncContext context;
  private final HttpServletResponse response;
  private final boolean compresses;
  private final Clock clock;
  private final Instant latest;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean done = new AtomicBoolean();

  private Exchange(
      AsyncContext context,
      HttpServletResponse response,
      boolean compresses,
      Clock clock,
      Instant latest) {
    this.context = context;
    this.response = response;
    this.compresses = compresses;
    this.clock = clock;
    this.latest = latest;
  }

  /** Lets the request go on without its thread. */
  static Exchange begin(
      HttpServletRequest request,
      HttpServletResponse response,
      BoshSettings settings,
      Clock clock) {
    var compresses = settings.gzip() && Gzip.isAccepted(request.getHeader("Accept-Encoding"));
    var longest = settings.maxWait().plus(TRANSFER);
    var context = request.startAsync();
    PayaraInternals.forgetThreads(context);
    context.setTimeout(longest.plus(TRANSFER).toMillis());
    return new Exchange(context, response, compresses, clock, clock.instant().plus(longest));
  }

  /** Lets this reader have the content; called by the thread that dispatches the request. */
  void read(ServletInputStream in, ReadListener reader) {
    DISPATCHED.set(this);
    try {
      in.setReadListener(reader);
    } finally {
      DISPATCHED.remove();
    }
  }

  /** Answers, if nobody has yet. Never blocks. */
  void answer(BoshAnswer answer) {
    if (clock.instant().isAfter(latest) || !answered.compareAndSet(false, true)) {
      return;
    }
    var dispatched = DISPATCHED.get();
    if (dispatched == null || dispatched == this) {
      write(answer);
    } else {
      context.start(() -> write(answer));
    }
  }

  private void write(BoshAnswer answer) {
    try {
      response.setStatus(answer.status());
      response.setContentType(answer.contentType());
      var content = answer.content();
      if (compresses && content.length >= SHORT) {
        content = Gzip.compress(content);
        response.setHeader("Content-Encoding", "gzip");
      }
      response.setContentLength(content.length);
      Answer.write(response, content, this::complete);
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** The request cannot be read. Any thread may call it, and again. */
  void drop(Throwable cause) {
    if (answered.compareAndSet(false, true)) {
      close();
      fail(cause);
    }
  }

  /** The client is told nothing; it is still sending. */
  private void close() {
    try {
      response.setHeader("Connection", "close");
      Connections.cut(context.getRequest());
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "The request has ended already: {0}", e.getMessage());
    }
  }

  /** The connection is broken: nothing more can be said on it. */
  private void fail(Throwable cause) {
    LOG.log(Level.DEBUG, "A request was lost: {0}", String.valueOf(cause));
    complete();
  }

  private void complete() {
    if (done.compareAndSet(false, true)) {
      Connections.complete(context);
    }
  }
}
