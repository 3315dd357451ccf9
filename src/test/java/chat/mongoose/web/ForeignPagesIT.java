package chat.mongoose.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import chat.mongoose.testkit.WebBrowser;
import com.microsoft.playwright.Browser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other sites, and pages under other names, make a browser ask of this server. */
@Timeout(120)
@Tag("server")
@ExtendWith(SharedMongoose.class)
class ForeignPagesIT {

  private static final String MESSAGES = "/mongoose/api/archive/messages?max=1";
  private static final String CHROME =
      "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0";

  private final Mongoose server;

  ForeignPagesIT(Mongoose server) {
    this.server = server;
  }

  /**
   * By plain HTTP, where a browser says nothing of the page that asks, and from a page that holds
   * back its address. The name is one that the server has without a setting.
   */
  @Test
  void noElementOfAForeignPageGetsTheBrowserIntoTheArchive() throws Exception {
    var name = InetAddress.getLocalHost().getHostName().split("\\.", 2)[0] + ".local";
    Map<String, String> answers = new ConcurrentHashMap<>();
    var front = serve(exchange -> relay(exchange, answers));
    var origin = "http://" + name + ":" + front.getAddress().getPort();
    var evil = serve(exchange -> answer(exchange, origin + MESSAGES));
    try (var chromium = WebBrowser.startWith("--host-resolver-rules=MAP * 127.0.0.1");
        var context =
            chromium
                .get()
                .newContext(
                    new Browser.NewContextOptions()
                        .setHttpCredentials("admin", Mongoose.ADMIN_PASSWORD))) {
      var own = context.newPage();
      own.navigate(origin + "/mongoose/");
      var ask =
          "() => fetch('api/archive/messages?max=1', {headers: {'X-Mongoose': '1'}})"
              + ".then(answer => answer.status)";
      assertThat(own.evaluate(ask)).isEqualTo(200);
      assertThat(own.evaluate(ask.replace("'X-Mongoose': '1'", ""))).isEqualTo(200);

      var foreign = context.newPage();
      foreign.navigate("http://evil.example:" + evil.getAddress().getPort() + "/");
      var all = List.of("img", "script", "style", "frame", "form", "fetch");
      foreign.waitForCondition(() -> answers.keySet().containsAll(all));

      assertThat(answers.values()).allMatch(answer -> answer.equals("HTTP/1.1 403"));
    } finally {
      evil.stop(0);
      front.stop(0);
    }
  }

  private static HttpServer serve(HttpHandler handler) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", handler);
    server.start();
    return server;
  }

  /** Passes a request on as it is, and notes what is answered, which a browser may hide. */
  private void relay(HttpExchange exchange, Map<String, String> answers) throws IOException {
    var request = new StringBuilder();
    request.append("GET ").append(exchange.getRequestURI()).append(" HTTP/1.1\r\n");
    exchange
        .getRequestHeaders()
        .forEach(
            (header, values) ->
                values.stream()
                    .filter(value -> !header.equals("Connection"))
                    .forEach(value -> request.append(header + ": " + value + "\r\n")));
    request.append("Connection: close\r\n\r\n");
    try (var socket = new Socket("127.0.0.1", server.port())) {
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      var octets = socket.getInputStream().readAllBytes();
      var answer = new String(octets, StandardCharsets.ISO_8859_1);
      var asked = exchange.getRequestURI().toString();
      if (asked.contains("by=")) {
        answers.put(asked.replaceFirst(".*by=", ""), answer.substring(0, 12));
      }
      for (String line : answer.split("\r\n\r\n", 2)[0].split("\r\n")) {
        if (line.matches("(?i)(content-type|www-authenticate): .*")) {
          exchange.getResponseHeaders().add(line.split(": ")[0], line.split(": ", 2)[1]);
        }
      }
      var body = answer.split("\r\n\r\n", 2)[1].getBytes(StandardCharsets.ISO_8859_1);
      exchange.sendResponseHeaders(
          Integer.parseInt(answer.substring(9, 12)), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } finally {
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, String target) throws IOException {
    var page =
        """
        <!doctype html><title>evil</title>
        <img src="TARGET&by=img"><script src="TARGET&by=script"></script>
        <link rel="stylesheet" href="TARGET&by=style"><link rel="prefetch" href="TARGET&by=prefetch">
        <iframe src="TARGET&by=frame"></iframe><iframe name="f"></iframe>
        <form target="f" action="TARGET"><input type="hidden" name="max" value="1">
        <input type="hidden" name="by" value="form"></form>
        <script>
          fetch('TARGET&by=fetch', {mode: 'no-cors', credentials: 'include'});
          document.forms[0].submit();
        </script>
        """
            .replace("TARGET", target)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange.sendResponseHeaders(200, page.length);
    try (var out = exchange.getResponseBody()) {
      out.write(page);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Nothing: 1 | 200",
        "User-Agent: curl/8.5.0 | 200",
        "User-Agent: Java/17 # Accept: text/html, image/gif, image/jpeg, */*; q=.2 | 200",
        "User-Agent: node # Accept-Language: * # Sec-Fetch-Mode: cors | 200",
        "Sec-Fetch-Site: same-origin # CHROME | 200",
        "Sec-Fetch-Site: none # CHROME | 200",
        "Sec-Fetch-Site: same-site # CHROME | 403",
        "Sec-Fetch-Site: cross-site # CHROME | 403",
        "Sec-Fetch-Site: cross-site # X-Mongoose: 1 | 403",
        "CHROME | 403",
        "CHROME # X-Mongoose: 1 | 200",
        "CHROME # Referer: http://localhost/mongoose/ | 200",
        "CHROME # Referer: https://evil.example/http://localhost/ | 403",
        "CHROME # Referer: about:blank | 403",
        "CHROME # Origin: http://localhost | 200",
        "Origin: https://evil.example | 403",
        "Origin: null | 403",
        "Origin: https://evil.example # X-Mongoose: 1 | 403",
        "User-Agent: Lynx/2.9 # Accept-Language: en | 403"
      })
  void restAnswersScriptsAndOwnPages(String headers, int status) throws IOException {
    var lines = headers.strip().replace(" # ", "\r\n").replace("CHROME", CHROME);
    assertThat(ask("GET " + MESSAGES, "localhost", lines)).startsWith("HTTP/1.1 " + status);
  }

  /** A load balancer's page, or a person, may see whether the process answers. */
  @Test
  void anyPageMayAskWhetherTheServerIsThere() throws IOException {
    assertThat(ask("GET /mongoose/api/health/live", "localhost", CHROME))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /mongoose/",
        "GET /mongoose/widget.js",
        "GET /mongoose/nothing",
        "GET /mongoose/api/health/live",
        "GET /mongoose/api/users",
        "POST /mongoose/http-bind",
        "OPTIONS /mongoose/http-bind",
        "GET /mongoose/xmpp-websocket"
      })
  void noDoorOpensUnderAForeignName(String request) throws IOException {
    var webSocket =
        request.endsWith("xmpp-websocket")
            ? "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: xmpp\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
            : "X-Nothing: 1";
    var answer = ask(request, "rebound.example:" + server.port(), webSocket);
    assertThat(answer).startsWith("HTTP/1.1 421").containsIgnoringCase("X-Content-Type-Options");
    assertThat(answer).contains("mongoose.web.hosts").doesNotContain("rebound");
    assertThat(ask(request, "127.0.0.1:" + server.port(), webSocket)).doesNotContain(" 421 ");
  }

  /** A proxy that does not keep the client's host says it there. */
  @Test
  void aForeignNameIsForeignBehindAProxyToo() throws IOException {
    var request = "GET /mongoose/";
    assertThat(ask(request, "localhost", "X-Forwarded-Host: rebound.example"))
        .startsWith("HTTP/1.1 421");
    assertThat(ask(request, "localhost", "X-Forwarded-Host: localhost")).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /mongoose/nothing, 404",
    "GET /mongoose/error, 404",
    "GET /mongoose/api/nothing, 404",
    "DELETE /mongoose/api/health/live, 405",
    "BREW /mongoose/, 501",
    "GET /mongoose/xmpp-websocket, 4",
    "PUT /mongoose/http-bind, 405"
  })
  void errorsTellNoVersionAndHaveTheHeadersOfOurPages(String request, int status)
      throws IOException {
    var answer = ask(request, "localhost", "X-Nothing: 1");
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer)
        .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff")
        .containsIgnoringCase("\r\nContent-Security-Policy: default-src 'none'")
        .doesNotContainIgnoringCase("payara")
        .doesNotContainIgnoringCase("wildfly")
        .doesNotContainIgnoringCase("undertow")
        .doesNotContain("<html");
  }

  private String ask(String request, String host, String headers) throws IOException {
    var admin = "admin:" + Mongoose.ADMIN_PASSWORD;
    var lines =
        String.join(
            "\r\n",
            request + " HTTP/1.1",
            "Host: " + host,
            "Authorization: Basic "
                + Base64.getEncoder().encodeToString(admin.getBytes(StandardCharsets.US_ASCII)),
            headers.contains("Upgrade:") ? "Connection: Upgrade" : "Connection: close",
            headers,
            "",
            "");
    try (var socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
      var answer = new byte[8192];
      var length = 0;
      for (int read = 0; read >= 0 && length < answer.length; length += Math.max(read, 0)) {
        read = socket.getInputStream().read(answer, length, answer.length - length);
        if (headers.contains("Upgrade:") && read > 0) {
          return new String(answer, 0, length + read, StandardCharsets.UTF_8);
        }
      }
      return new String(answer, 0, length, StandardCharsets.UTF_8);
    }
  }
}
