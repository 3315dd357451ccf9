package chat.mongoose.auth;

import chat.mongoose.session.RequestCookies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Gives who is logged in at the site, by its cookies or by HTTP, a token for the chat. Whether the
 * request may ask is for the door to see to: a browser sends cookies for any page.
 */
@ApplicationScoped
public class TokenDesk {

  private Gate gate;
  private Tokens tokens;

  /** For the container's proxy. */
  TokenDesk() {}

  @Inject
  TokenDesk(Gate gate, Tokens tokens) {
    this.gate = gate;
    this.tokens = tokens;
  }

  /**
   * What a page gets.
   *
   * @param text the token
   * @param username the local part of the address that it is for
   * @param lifetime how long it is good, once
   */
  public record Token(String text, String username, Duration lifetime) {

    /** Nothing of the token. */
    @Override
    public String toString() {
      return "a token for " + username;
    }
  }

  /**
   * Asks for a token; never blocks.
   *
   * @return empty if nobody is logged in by whatever the request brought; else completes with the
   *     token, or fails with what {@link WebRefusal} can tell
   */
  public Optional<CompletionStage<Token>> token(HttpServletRequest request) {
    var admission = WebLogin.admission(request);
    if (admission.isPresent()) {
      return Optional.of(give(admission.get()));
    }
    var cookies = RequestCookies.of(Collections.list(request.getHeaders("Cookie")));
    return gate.admit(Caller.of(request), cookies.values())
        .map(visit -> visit.thenCompose(this::give));
  }

  private CompletionStage<Token> give(Admission admission) {
    try {
      return CompletableFuture.completedFuture(
          new Token(tokens.give(admission), admission.identity().username(), Tokens.LIFETIME));
    } catch (LoginUnavailable e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
