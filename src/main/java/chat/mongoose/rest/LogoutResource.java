package chat.mongoose.rest;

import chat.mongoose.auth.LogoutDesk;
import chat.mongoose.auth.WebRefusal;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where a portal tells that somebody has logged out there (OpenID Connect Back-Channel Logout 1.0
 * §2.5). The token alone says who tells it: no cookie counts, and no page reads the answer.
 */
@Path("logout")
@PermitAll
@RequestScoped
public class LogoutResource {

  private static final String TOKEN = "logout_token";

  @Inject private LogoutDesk desk;

  /** For the container. */
  public LogoutResource() {}

  /**
   * Answers 200 when all that hung on the login has been ended, which may be nothing, 400 if the
   * token is not good, 429 to an address that has sent many of those.
   */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public CompletionStage<Response> logout(@Context HttpServletRequest request, InputStream body)
      throws IOException {
    return FormBody.read(body)
        .only(TOKEN)
        .map(token -> desk.logout(request.getRemoteAddr(), token).handle(LogoutResource::answer))
        .orElseGet(() -> CompletableFuture.completedFuture(withoutToken()));
  }

  private static Response answer(Void done, Throwable failure) {
    return failure == null ? NoStore.of(Response.ok()) : NoStore.of(WebRefusal.ofLogout(failure));
  }

  private static Response withoutToken() {
    return NoStore.of(WebRefusal.badLogout("The form has the parameter " + TOKEN + ", once."));
  }
}
