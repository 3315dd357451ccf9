package chat.mongoose.conversation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** XMPP over BOSH (XEP-0124, XEP-0206), with the JDK's client. */
record BoshDoor(URI address) implements Door {

  static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final int NO_CONTENT = 204;

  /** A browser asks first what it may send; that is all there is of a handshake. */
  @Override
  public Wire enter(Optional<String> origin) throws IOException {
    if (origin.isPresent()) {
      var preflight =
          HttpRequest.newBuilder(address)
              .headers("Origin", origin.get(), "Access-Control-Request-Method", "POST")
              .method("OPTIONS", BodyPublishers.noBody())
              .build();
      try {
        var answer = CLIENT.send(preflight, BodyHandlers.discarding());
        if (answer.statusCode() != NO_CONTENT) {
          throw new Refused(answer.statusCode());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
    return new BoshWire(address, origin);
  }
}
