package chat.mongoose.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The content of an answer, written without a thread that waits for the client.
 *
 * <p>Who calls: the container, from one thread at a time; its time-out from another. The first end
 * wins {@link #ended}; nothing of the container's is touched after that, since it uses its objects
 * again for the next request.
 */
public final class Answer implements WriteListener {

  private static final Logger LOG = System.getLogger(Answer.class.getName());

  /** How long a client may take to read an answer of {@link #send}. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Octets that are given to the container at once. */
  private static final int PIECE = 32_768;

  private final byte[] content;
  private final Runnable atEnd;
  private final AtomicBoolean ended = new AtomicBoolean();
  private ServletOutputStream out;
  private int written;

  /** Before a connection is closed, its answer must have left the container. */
  private boolean toFlush;

  private Answer(byte[] content, boolean last, Runnable atEnd) {
    this.content = content;
    this.toFlush = last;
    this.atEnd = atEnd;
  }

  /**
   * Writes the content of a request that goes on without its thread. Status and headers have been
   * set.
   *
   * @param atEnd completes the request; runs once, when the container has all of the content, or
   *     when the client cannot be reached any more
   * @throws IOException if it cannot be begun; {@code atEnd} does not run then
   */
  public static void write(HttpServletResponse response, byte[] content, Runnable atEnd)
      throws IOException {
    write(response, content, false, atEnd);
  }

  private static void write(
      HttpServletResponse response, byte[] content, boolean last, Runnable atEnd)
      throws IOException {
    var answer = new Answer(content, last, atEnd);
    answer.out = response.getOutputStream();
    answer.out.setWriteListener(answer);
  }

  /**
   * Answers a request that is being dispatched, and of which nobody does anything afterwards.
   * Status and headers have been set.
   */
  public static void send(HttpServletRequest request, HttpServletResponse response, byte[] content)
      throws IOException {
    if (Connections.isNeverBlocked(request)) {
      response.getOutputStream().write(content);
      return;
    }
    var asynchronous = begin(request, response);
    write(response, content, () -> Connections.complete(asynchronous));
  }

  /** Answers as {@link #send}, and reads nothing more of what the client sends. */
  public static void sendAndClose(
      HttpServletRequest request, HttpServletResponse response, byte[] content) throws IOException {
    var isOne = request.getProtocol().startsWith("HTTP/1.");
    if (isOne) {
      response.setHeader("Connection", "close");
    }
    if (!isOne || !hasBody(request) || Connections.isNeverBlocked(request)) {
      send(request, response, content);
      return;
    }
    var asynchronous = begin(request, response);
    write(
        response,
        content,
        true,
        () -> {
          Connections.cut(request);
          Connections.complete(asynchronous);
        });
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private static AsyncContext begin(HttpServletRequest request, HttpServletResponse response) {
    var asynchronous = request.startAsync(request, response);
    asynchronous.setTimeout(PATIENCE.toMillis());
    asynchronous.addListener(new Impatience(), request, response);
    return asynchronous;
  }

  @Override
  public void onWritePossible() throws IOException {
    while (!ended.get() && out.isReady()) {
      if (written < content.length) {
        out.write(next());
      } else if (toFlush) {
        toFlush = false;
        out.flush();
      } else {
        end();
      }
    }
  }

  /** Of its own length, since Undertow keeps what it is given and knows no part of it. */
  private byte[] next() {
    var from = written;
    written = Math.min(content.length, from + PIECE);
    return from == 0 && written == content.length
        ? content
        : Arrays.copyOfRange(content, from, written);
  }

  @Override
  public void onError(Throwable cause) {
    LOG.log(Level.DEBUG, "An answer was not read: {0}", String.valueOf(cause));
    end();
  }

  private void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    atEnd.run();
  }

  /** Ends the connection of who does not read; the container would wait for him with a thread. */
  private static final class Impatience implements AsyncListener {

    @Override
    public void onTimeout(AsyncEvent event) {
      Connections.drop(event.getSuppliedRequest());
      Connections.complete(event.getAsyncContext());
    }

    @Override
    public void onComplete(AsyncEvent event) {
      // as it should be
    }

    @Override
    public void onError(AsyncEvent event) {
      Connections.complete(event.getAsyncContext());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // nobody does
    }
  }
}
