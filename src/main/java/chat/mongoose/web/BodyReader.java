package chat.mongoose.web;

import chat.mongoose.auth.WebAdmission;
import chat.mongoose.auth.WebLogin;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads a body of a known length as it comes, and lets its request begin anew when it is known who
 * sends it.
 *
 * <p>Who calls: the container, for the content from one thread at a time, for its time-out from
 * another. The first who ends it wins {@link #ended}; nothing of the container's is touched after
 * that, since it uses its objects again.
 */
final class BodyReader implements ReadListener, AsyncListener {

  /** How long a body may take to come in, whatever comes of it meanwhile. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The same where somebody has to log in then, who may be slowed for having failed before. */
  private static final Duration LONGER = Duration.ofSeconds(40);

  private static final Logger LOG = System.getLogger(BodyReader.class.getName());

  private final Content content;
  private final WebAdmission sender;
  private final BodyRequest request;
  private final AsyncContext context;
  private final Runnable atEnd;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** Whether it is known who sends the request, or too late for that. */
  private final AtomicBoolean decided = new AtomicBoolean();

  /**
   * @param length octets, at least one
   * @param request gets the content
   * @param sender decides who sends it, before it begins anew
   * @param atEnd runs once, whatever the end is
   */
  BodyReader(
      ServletInputStream in,
      int length,
      BodyRequest request,
      WebAdmission sender,
      AsyncContext context,
      Runnable atEnd) {
    this.request = request;
    this.sender = sender;
    this.context = context;
    this.atEnd = atEnd;
    this.content = new Content(in, length);
  }

  /** How long a request may take until it begins anew. */
  static Duration patience(HttpServletRequest request) {
    return request.getHeader("Authorization") == null ? PATIENCE : LONGER;
  }

  @Override
  public void onDataAvailable() throws IOException {
    content.take();
    if (content.isWhole() && end()) {
      request.fill(content.octets());
      goOn(sender.decide(request).orElseGet(() -> CompletableFuture.completedStage(null)));
    }
  }

  private void goOn(CompletionStage<Void> decision) {
    decision.whenComplete(
        (nothing, failure) -> {
          if (decided.compareAndSet(false, true)) {
            WebLogin.goOn(context, decision);
          }
        });
  }

  @Override
  public void onAllDataRead() {
    if (!content.isWhole() && end()) {
      refuse(Refusal.BAD_REQUEST);
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    if (end()) {
      refuse(Refusal.TIMEOUT);
    } else if (decided.compareAndSet(false, true)) {
      refuse(Refusal.UNDECIDED);
    }
  }

  /** The connection is broken. */
  @Override
  public void onError(Throwable cause) {
    if (end()) {
      LOG.log(Level.DEBUG, "A request was lost: {0}", String.valueOf(cause));
      complete();
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    onError(event.getThrowable());
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  /** Another than this one has begun, with listeners of its own. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    end();
  }

  private boolean end() {
    var first = ended.compareAndSet(false, true);
    if (first) {
      atEnd.run();
    }
    return first;
  }

  private void refuse(Refusal refusal) {
    try {
      var response = (HttpServletResponse) context.getResponse();
      refusal.tell(request);
      var text = refusal.content(request.getServletPath(), response);
      if (request.getProtocol().startsWith("HTTP/1.")) {
        response.setHeader("Connection", "close");
      }
      response.getOutputStream().write(text);
      response.flushBuffer();
      Connections.cut(request);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "Nobody is told of a body that did not come: {0}", String.valueOf(e));
    } finally {
      complete();
    }
  }

  private void complete() {
    Connections.complete(context);
  }
}
