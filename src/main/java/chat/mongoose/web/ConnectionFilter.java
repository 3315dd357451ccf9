package chat.mongoose.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Ends the connection of who sends requests without reading answers, on Payara, before anything is
 * done for him. An answer is written with the thread of its request there, which waits if too much
 * of earlier ones is unread: seventy connections that send a thousand requests each would hold all
 * threads. Nobody who waits for an answer before he asks for the next is concerned, and no browser
 * does anything else.
 *
 * <p>The next request of a connection whose last one was asynchronous, as BOSH's are, is begun by
 * the thread that ends that one, and inside of it: a thousand would overflow its stack, and it may
 * be a thread that others wait for. XEP-0124 §18.1 tells clients not to send them before they have
 * their answer (HTTP pipelining); who does is cut off too.
 */
public class ConnectionFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (Connections.isBusy() || Connections.isUseless(request)) {
      Connections.drop(request);
    } else {
      Connections.pass(request, response, chain);
    }
  }
}
