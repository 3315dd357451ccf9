package chat.mongoose.rest;

import chat.mongoose.auth.AccountChange;
import chat.mongoose.auth.Accounts;
import chat.mongoose.auth.Accounts.Profile;
import chat.mongoose.auth.Roles;
import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;

/**
 * The accounts, for administrators. What changes them takes JSON only: a page of another site
 * cannot make a browser send that unasked. Each change is written to the log with who made it.
 */
@Path("users")
@RequestScoped
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {

  private static final Logger LOG = System.getLogger(UserResource.class.getName());

  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";
  private static final String DISABLED = "disabled";
  private static final String ROLES = "roles";
  private static final int MAX_PAGE = 100;

  @Inject private Accounts accounts;
  @Context private UriInfo uri;
  @Context private SecurityContext caller;
  @Context private HttpServletRequest request;

  /** For the container. */
  public UserResource() {}

  /**
   * Lists accounts by name.
   *
   * @param after the name behind which the page begins
   * @param max from 1 to 100
   */
  @GET
  public Response page(
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("max") @DefaultValue("50") int max) {
    if (max < 1 || max > MAX_PAGE) {
      throw new BadRequestException("max must lie between 1 and " + MAX_PAGE);
    }
    var page = accounts.page(after, max + 1);
    var shown = page.subList(0, Math.min(max, page.size()));
    var users = Json.createArrayBuilder();
    shown.forEach(profile -> users.add(json(profile)));
    var answer = Response.ok(Json.createObjectBuilder().add("users", users).build());
    if (page.size() > max) {
      answer.link(
          uri.getRequestUriBuilder()
              .replaceQueryParam("after", "{after}")
              .replaceQueryParam("max", max)
              .build(shown.get(max - 1).username()),
          "next");
    }
    return answer.build();
  }

  /** Shows one account. */
  @GET
  @Path("{username}")
  public JsonObject one(@PathParam(USERNAME) String username) {
    return json(
        accounts
            .find(username)
            .orElseThrow(() -> new NotFoundException("There is no such account")));
  }

  /**
   * Makes an account of {@code username}, {@code password} and, if there are any, {@code roles}.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(InputStream body) throws IOException {
    var wanted = JsonBody.read(body, Set.of(USERNAME, PASSWORD, ROLES));
    var made =
        accounts.create(
            wanted.string(USERNAME).orElseThrow(() -> missing(USERNAME)),
            wanted.string(PASSWORD).orElseThrow(() -> missing(PASSWORD)),
            wanted.strings(ROLES).orElse(Set.of()));
    log("made", made.username());
    tell(Kind.ACCOUNT_MADE, made.username(), String.join(",", new TreeSet<>(made.roles())));
    return Response.created(uri.getAbsolutePathBuilder().path("{name}").build(made.username()))
        .entity(json(made))
        .build();
  }

  /** Changes what is there of {@code password}, {@code disabled} and {@code roles}. */
  @PATCH
  @Path("{username}")
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject change(@PathParam(USERNAME) String username, InputStream body)
      throws IOException {
    var wanted = JsonBody.read(body, Set.of(PASSWORD, DISABLED, ROLES));
    if (wanted.isEmpty()) {
      throw new BadRequestException("Nothing is to be changed");
    }
    var changed =
        accounts.change(
            username,
            new AccountChange(
                wanted.string(PASSWORD), wanted.flag(DISABLED), wanted.strings(ROLES)));
    var what = wanted.json().keySet();
    var name = changed.after().username();
    log("changed " + String.join(" and ", what) + " of", name);
    var event = event(Kind.ACCOUNT_CHANGED, name, String.join(",", what));
    var before = standing(changed.before());
    var after = standing(changed.after());
    SecurityLog.tell(
        before.equals(after) ? event : event.with("before", before).with("after", after));
    return json(changed.after());
  }

  /** Removes an account; what its user has said stays in the archive. */
  @DELETE
  @Path("{username}")
  public void remove(@PathParam(USERNAME) String username) {
    var name = accounts.remove(username);
    log("removed", name);
    tell(Kind.ACCOUNT_REMOVED, name, "");
  }

  /**
   * @param what of the account
   */
  private void tell(Kind kind, String username, String what) {
    SecurityLog.tell(event(kind, username, what));
  }

  private SecurityEvent event(Kind kind, String username, String what) {
    return SecurityEvent.of(kind, request.getRemoteAddr())
        .name(username)
        .with("by", caller.getUserPrincipal().getName())
        .with("what", what);
  }

  /** What an account may do, in the words of the security log. */
  private static String standing(Profile profile) {
    var words = new TreeSet<>(profile.roles());
    if (profile.disabled()) {
      words.add(DISABLED);
    }
    return words.isEmpty() ? "none" : String.join(",", words);
  }

  private void log(String what, String username) {
    LOG.log(
        Level.INFO,
        "{0} has {1} the account {2}",
        caller.getUserPrincipal().getName(),
        what,
        username);
  }

  private static BadRequestException missing(String member) {
    return new BadRequestException(member + " is missing");
  }

  private static JsonObject json(Profile profile) {
    return Json.createObjectBuilder()
        .add(USERNAME, profile.username())
        .add(DISABLED, profile.disabled())
        .add(ROLES, Json.createArrayBuilder(profile.roles().stream().sorted().toList()))
        .build();
  }
}
