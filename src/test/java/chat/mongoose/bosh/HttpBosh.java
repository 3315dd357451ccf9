package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.ResourceBinding;
import chat.mongoose.testkit.Mongoose;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** A running server as a client sees it that writes its requests itself, right or wrong. */
final class HttpBosh {

  /** Longer than any request is held. */
  private static final Duration PATIENCE = Duration.ofSeconds(70);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI address;

  HttpBosh(Mongoose server) {
    address = server.http("http-bind");
  }

  URI address() {
    return address;
  }

  /** The origin of the server's own pages. */
  String ownOrigin() {
    return "http://" + address.getAuthority();
  }

  CompletableFuture<HttpAnswer> post(String content, String... headers) {
    return send(
        request().header("Content-Type", "text/xml; charset=utf-8"),
        BodyPublishers.ofString(content),
        headers);
  }

  CompletableFuture<HttpAnswer> send(
      HttpRequest.Builder request, HttpRequest.BodyPublisher content, String... headers) {
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.sendAsync(request.POST(content).build(), BodyHandlers.ofString())
        .thenApply(HttpAnswer::new);
  }

  HttpAnswer ask(String method, String... headers) {
    var request = request().method(method, BodyPublishers.noBody()).headers(headers).build();
    return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpAnswer::new).join();
  }

  HttpRequest.Builder request() {
    return HttpRequest.newBuilder(address).timeout(PATIENCE);
  }

  static String body(String attributes, String content) {
    return "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' "
        + attributes
        + ">"
        + content
        + "</body>";
  }

  /** The answer to a request for a new session. */
  HttpAnswer create(String attributes) {
    return post(body("rid='1000' to='localhost' " + attributes, "")).join();
  }

  /** A new session. */
  Client client(String attributes) {
    var rid = ThreadLocalRandom.current().nextLong(1L << 50);
    var first = "to='localhost' ver='1.11' xmpp:version='1.0' rid='" + rid + "' " + attributes;
    var created = post(body(first, "")).join();
    assertThat(created.payloads()).containsExactly("features");
    return new Client(created.attribute("sid"), rid);
  }

  /** A session of a guest, logged in and bound. */
  Client guest(String attributes) {
    var client = client(attributes);
    client.logIn();
    return client;
  }

  /** One session. Not for several threads. */
  final class Client {

    private final String sid;
    private long rid;
    private String jid = "";

    private Client(String sid, long rid) {
      this.sid = sid;
      this.rid = rid;
    }

    String sid() {
      return sid;
    }

    /** The request that was sent last. */
    long rid() {
      return rid;
    }

    String jid() {
      return jid;
    }

    CompletableFuture<HttpAnswer> send(String attributes, String content) {
      return sendAs(++rid, attributes, content);
    }

    CompletableFuture<HttpAnswer> send(String content) {
      return send("", content);
    }

    CompletableFuture<HttpAnswer> poll() {
      return send("", "");
    }

    /**
     * Sends a request on a connection of its own, and nothing more after it, as a page that goes.
     *
     * @return where the answer comes that nobody reads any more
     */
    Socket pollAndGo() throws IOException {
      var content = body("sid='" + sid + "' rid='" + ++rid + "'", "");
      var socket = new Socket(address.getHost(), address.getPort());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket
          .getOutputStream()
          .write(
              "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(address.getPath(), address.getAuthority(), content.length(), content)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return socket;
    }

    /** A request out of turn. */
    CompletableFuture<HttpAnswer> sendAs(long other, String attributes, String content) {
      return post(body("sid='" + sid + "' rid='" + other + "' " + attributes, content));
    }

    private void logIn() {
      var success =
          send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>").join();
      assertThat(success.payloads()).containsExactly("success");
      var features = send("xmpp:restart='true' to='localhost' xml:lang='en'", "").join();
      assertThat(features.payloads()).containsExactly("features");
      var bound =
          send("<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='"
                  + ResourceBinding.NS
                  + "'/></iq>")
              .join();
      jid =
          bound
              .body()
              .child()
              .flatMap(iq -> iq.child(ResourceBinding.NS, "bind"))
              .flatMap(bind -> bind.child(ResourceBinding.NS, "jid"))
              .orElseThrow()
              .text();
    }
  }

  /** A stanza that the server answers at once. */
  static String ping(String id) {
    return "<iq xmlns='jabber:client' type='get' id='"
        + id
        + "' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
  }

  /** A stanza that nobody answers. */
  static String silent(String id) {
    return "<iq xmlns='jabber:client' type='result' id='" + id + "' to='localhost'/>";
  }
}
