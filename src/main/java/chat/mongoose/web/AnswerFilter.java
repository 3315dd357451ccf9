package chat.mongoose.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Keeps what REST answers until it is whole, and lets it be written without a thread: JAX-RS writes
 * with the thread that has made the answer, which waits for a client that does not read.
 */
public class AnswerFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var held = response instanceof HeldAnswer before ? before : new HeldAnswer(response);
    var asking = request instanceof HeldRequest ? request : new HeldRequest(request, held);
    chain.doFilter(asking, held);
    if (!request.isAsyncStarted()) {
      held.send(request);
    }
  }
}
