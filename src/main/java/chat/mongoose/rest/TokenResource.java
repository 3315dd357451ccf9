package chat.mongoose.rest;

import chat.mongoose.auth.AllowedOrigins;
import chat.mongoose.auth.SiteName;
import chat.mongoose.auth.TokenDesk;
import chat.mongoose.auth.TokenDesk.Token;
import chat.mongoose.auth.WebRefusal;
import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Turns the login at the site into a token for one login at the chat, for pages of this server's
 * own origin. It is the only resource for which cookies count.
 *
 * <p>A page of another site can make its visitor's browser send cookies here. So three things are
 * asked of a request, each of which such a page fails at in some browser: a header that no form can
 * send and no script without asking first, which is never granted; what the browser says of the
 * page that asks (Fetch Metadata); and the origin. And it could not read the answer.
 */
@Path("token")
@PermitAll
@RequestScoped
public class TokenResource {

  /** The header that a page has to send. */
  static final String HEADER = "X-Mongoose";

  private static final String FOREIGN =
      "Only pages of this server's own origin may ask for a token";

  @Inject private TokenDesk desk;
  @Inject private AllowedOrigins origins;

  /** For the container. */
  public TokenResource() {}

  /**
   * Answers a token; 204 if the request brought nothing that says who its visitor is, as each
   * guest's does: browsers write a 401 into the console of the page; 401 if what it brought is not,
   * or no longer, good; 403 to pages of other sites.
   */
  @POST
  public CompletionStage<Response> token(@Context HttpServletRequest request) {
    var refused = refused(request);
    if (refused.isPresent()) {
      SecurityLog.tell(
          SecurityEvent.of(Kind.ORIGIN_REFUSED, request.getRemoteAddr())
              .door("rest")
              .with("origin", request.getHeader("Origin")));
      throw forbidden(refused.get());
    }
    return desk.token(request)
        .map(pending -> pending.handle(TokenResource::answer))
        .orElseGet(() -> CompletableFuture.completedFuture(NoStore.of(Response.noContent())));
  }

  /** Why no page of ours can have sent this; empty if one may have. */
  private Optional<String> refused(HttpServletRequest request) {
    if (!"1".equals(request.getHeader(HEADER))) {
      return Optional.of("A page says " + HEADER + ": 1 when it asks for a token");
    }
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin")) {
      return Optional.of(FOREIGN);
    }
    var origin = request.getHeader("Origin");
    if (origin != null && !origins.isOwn(origin, request.getHeader("Host"))) {
      return Optional.of(FOREIGN);
    }
    return Optional.empty();
  }

  private static ForbiddenException forbidden(String detail) {
    return new ForbiddenException(detail, NoStore.of(Response.status(Response.Status.FORBIDDEN)));
  }

  private static Response answer(Token token, Throwable failure) {
    return failure == null
        ? NoStore.of(Response.ok(json(token), MediaType.APPLICATION_JSON))
        : NoStore.of(WebRefusal.of(failure, WebRefusal.BEARER));
  }

  private static JsonObject json(Token token) {
    return Json.createObjectBuilder()
        .add("token", token.text())
        .add("username", SiteName.name(token.username()))
        .add("expiresIn", token.lifetime().toSeconds())
        .build();
  }
}
