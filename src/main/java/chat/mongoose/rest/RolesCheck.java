package chat.mongoose.rest;

import chat.mongoose.auth.WebRefusal;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds callers to {@code @RolesAllowed} and {@code @PermitAll} of a resource method, or else of
 * its class, in the same way on every server. A method that has neither answers nobody.
 */
@Provider
public class RolesCheck implements DynamicFeature {

  /** For the container. */
  public RolesCheck() {}

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    var onMethod = rule(resource.getResourceMethod().getAnnotations());
    var rule = onMethod.or(() -> rule(resource.getResourceClass().getAnnotations()));
    if (rule.filter(PermitAll.class::isInstance).isEmpty()) {
      context.register(new Check(rule.map(RolesCheck::roles).orElse(Set.of())));
    }
  }

  private static Optional<Annotation> rule(Annotation[] annotations) {
    return Stream.of(annotations)
        .filter(each -> each instanceof RolesAllowed || each instanceof PermitAll)
        .findFirst();
  }

  private static Set<String> roles(Annotation rule) {
    return Set.of(((RolesAllowed) rule).value());
  }

  /** Before Payara's own, which would answer in HTML. */
  @Priority(Priorities.AUTHENTICATION)
  private record Check(Set<String> roles) implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
      var caller = request.getSecurityContext();
      if (caller.getUserPrincipal() == null) {
        throw new NotAuthorizedException("Log in with your name and password", WebRefusal.BASIC);
      }
      if (roles.stream().noneMatch(caller::isUserInRole)) {
        throw new ForbiddenException("Your account does not have the role that this needs");
      }
    }
  }
}
