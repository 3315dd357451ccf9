package chat.mongoose.auth;

import chat.mongoose.session.Identity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request whose sender is known; JAX-RS finds its {@code SecurityContext} here. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

  private final Identity identity;
  private final Address address;

  AuthenticatedRequest(HttpServletRequest request, Identity identity, Address address) {
    super(request);
    this.identity = identity;
    this.address = address;
  }

  /** What the client asked for, as it was written. */
  record Address(String uri, String url) {

    static Address of(HttpServletRequest request) {
      return new Address(request.getRequestURI(), request.getRequestURL().toString());
    }
  }

  /** Payara decodes it when a request over HTTP/2 begins anew, and JAX-RS would do so again. */
  @Override
  public String getRequestURI() {
    return address.uri();
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(address.url());
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
