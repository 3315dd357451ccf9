package chat.mongoose.portal;

import chat.mongoose.testkit.Deployments;
import chat.mongoose.testkit.Mongoose;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A portal, and a chat server whose own JAAS configuration asks the portal first. */
final class Portal implements AutoCloseable {

  static final String ISSUER = "https://portal.example";

  private static final String COOKIE_SECRET = "a portal's secret that only the portal has";
  private static final String JWT_SECRET = "another secret, shared with the chat for its tokens";
  private static final PortalCookie COOKIE = new PortalCookie(COOKIE_SECRET);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Mongoose server;

  Portal(Path folder) throws IOException {
    server =
        Mongoose.withDefaults()
            .war(
                Deployments.with(
                    folder.resolve("mongoose.war"),
                    PortalLoginModule.class,
                    PortalLoginModule.PortalSession.class,
                    PortalCookie.class))
            .jvmOption("-Djava.security.auth.login.config=" + jaas(folder))
            .and("mongoose.auth.jwt.secret", JWT_SECRET)
            .and("mongoose.auth.jwt.issuer", ISSUER)
            .and("mongoose.auth.brake.free-tries", "1000")
            .start();
  }

  private static Path jaas(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("login.conf"),
        """
        mongoose {
          chat.mongoose.portal.PortalLoginModule sufficient cookies="%s" secret="%s";
          chat.mongoose.auth.JwtLoginModule sufficient;
          chat.mongoose.auth.DatabaseLoginModule sufficient;
          chat.mongoose.auth.GuestLoginModule sufficient;
        };
        """
            .formatted(PortalCookie.NAME, COOKIE_SECRET));
  }

  Mongoose server() {
    return server;
  }

  /** Of its pages; the portal and the chat are one site, as behind one proxy. */
  String origin() {
    return "http://127.0.0.1:" + server.port();
  }

  /** The header {@code Cookie} of a browser whose user is logged in at the portal. */
  static String cookie(String username) {
    return "theme=dark; " + PortalCookie.NAME + "=" + COOKIE.write(username) + "; _ga=GA1.2.3.4";
  }

  /** What the portal signs for somebody. */
  static String jwt(String username) throws Exception {
    return signed(claims().subject(username));
  }

  /** The same, with the visit at the portal that it is for. */
  static String jwt(String username, String sid) throws Exception {
    return signed(claims().subject(username).claim("sid", sid));
  }

  /** What the portal signs when a visit has ended, or, without it, all of somebody's. */
  static String logout(String username, String sid) throws Exception {
    var events = Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());
    return signed(claims().subject(username).claim("sid", sid).claim("events", events));
  }

  private static JWTClaimsSet.Builder claims() {
    var now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("localhost")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)))
        .jwtID(UUID.randomUUID().toString());
  }

  private static String signed(JWTClaimsSet.Builder claims) throws Exception {
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    jwt.sign(new MACSigner(JWT_SECRET));
    return jwt.serialize();
  }

  /** A request of one of its pages. */
  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    return send(server.http(path), method, body, headers);
  }

  private static HttpResponse<String> send(URI uri, String method, String body, String... headers)
      throws Exception {
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** What a page of the portal gets for its visitor. */
  HttpResponse<String> askForToken(String... headers) throws Exception {
    return send("POST", "api/token", "", headers);
  }

  /** The portal tells its chat of a logout. */
  HttpResponse<String> tellOfLogout(String token, String... headers) throws Exception {
    var all =
        Stream.concat(
            Stream.of("Content-Type", "application/x-www-form-urlencoded"), Stream.of(headers));
    return send("POST", "api/logout", "logout_token=" + token, all.toArray(String[]::new));
  }

  @Override
  public void close() {
    server.close();
  }
}
