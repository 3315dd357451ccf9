package chat.mongoose.auth;

import chat.mongoose.session.Identity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request whose sender is known; JAX-RS finds its {@code SecurityContext} here. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

  private final Identity identity;

  AuthenticatedRequest(HttpServletRequest request, Identity identity) {
    super(request);
    this.identity = identity;
  }

  @Override
  public Principal getUserPrincipal() {
    return identity;
  }

  @Override
  public String getRemoteUser() {
    return identity.username();
  }

  @Override
  public boolean isUserInRole(String role) {
    return identity.roles().contains(role);
  }

  @Override
  public String getAuthType() {
    return BASIC_AUTH;
  }
}
