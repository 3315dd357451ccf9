package chat.mongoose.widget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web site of its own origin with the chat on its pages, which link to each other: {@code
 * /one?lobby} and {@code /two?lobby} have the room {@code lobby}, {@code /plain} has none. Its
 * content security policy is as strict as can be; a page below {@code /closed/} allows no
 * WebSocket.
 */
final class Site implements AutoCloseable {

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HttpServer http;
  private URI chat;

  Site() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::answer);
    http.setExecutor(threads);
    http.start();
  }

  /** Takes the chat from there. */
  Site with(URI chat) {
    this.chat = chat;
    return this;
  }

  String origin() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI page = exchange.getRequestURI();
    boolean plain = page.getPath().equals("/plain");
    byte[] html = (plain ? "<title>Plain</title>" : page(page)).getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/html; charset=utf-8");
    headers.set("Content-Security-Policy", policy(page.getPath().startsWith("/closed/")));
    exchange.sendResponseHeaders(200, html.length);
    try (var body = exchange.getResponseBody()) {
      body.write(html);
    }
  }

  private String policy(boolean closed) {
    String connect = closed ? chat.toString() : chat + " " + chat.toString().replace("http", "ws");
    return "default-src 'none'; script-src %s; connect-src %s; img-src data:; "
            .formatted(chat, connect)
        + "require-trusted-types-for 'script'; trusted-types 'none'";
  }

  private String page(URI page) {
    String other = page.getPath().endsWith("one") ? "two" : "one";
    return """
        <!doctype html>
        <html lang="en">
          <head>
            <title>%1$s</title>
            <link rel="icon" href="data:,">
            <script type="module" src="%2$swidget.js"></script>
          </head>
          <body>
            <main>
              <h1>%1$s</h1>
              <p><a href="%3$s?%4$s">The other page</a></p>
              <mongoose-chat room="%4$s">This chat needs JavaScript.</mongoose-chat>
            </main>
          </body>
        </html>
        """
        .formatted(page.getPath(), chat, other, page.getQuery());
  }
}
