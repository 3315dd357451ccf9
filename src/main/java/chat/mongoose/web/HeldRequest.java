package chat.mongoose.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A request whose answer is kept until it is whole, also if it goes on without its thread. */
final class HeldRequest extends HttpServletRequestWrapper {

  private static final Logger LOG = System.getLogger(HeldRequest.class.getName());

  private final HeldAnswer answer;

  HeldRequest(HttpServletRequest request, HeldAnswer answer) {
    super(request);
    this.answer = answer;
  }

  @Override
  public AsyncContext startAsync() {
    return startAsync(this, answer);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return new Held(super.startAsync(request, response), answer);
  }

  @Override
  public AsyncContext getAsyncContext() {
    return new Held(super.getAsyncContext(), answer);
  }

  /** Sends what is kept before the request is complete. */
  private record Held(AsyncContext context, HeldAnswer answer) implements AsyncContext {

    @Override
    public void complete() {
      try {
        Answer.write(answer.below(), answer.whole(), () -> Connections.complete(context));
      } catch (IOException | IllegalStateException e) {
        LOG.log(Level.DEBUG, "An answer was not sent: {0}", String.valueOf(e));
        Connections.complete(context);
      }
    }

    @Override
    public ServletRequest getRequest() {
      return context.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
      return context.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
      return false;
    }

    @Override
    public void dispatch() {
      context.dispatch();
    }

    @Override
    public void dispatch(String path) {
      context.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext application, String path) {
      context.dispatch(application, path);
    }

    @Override
    public void start(Runnable task) {
      context.start(task);
    }

    @Override
    public void addListener(AsyncListener listener) {
      context.addListener(listener);
    }

    @Override
    public void addListener(
        AsyncListener listener, ServletRequest request, ServletResponse response) {
      context.addListener(listener, request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
      return context.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
      context.setTimeout(millis);
    }

    @Override
    public long getTimeout() {
      return context.getTimeout();
    }
  }
}
