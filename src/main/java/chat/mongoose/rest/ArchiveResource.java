package chat.mongoose.rest;

import chat.mongoose.archive.ArchiveCursor;
import chat.mongoose.archive.ArchivePage;
import chat.mongoose.archive.ArchiveQuery;
import chat.mongoose.archive.ArchiveRecord;
import chat.mongoose.auth.Roles;
import chat.mongoose.muc.MucSettings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What was said, for auditors. Every look is recorded in the {@link AuditLog} before its answer
 * leaves; what cannot be recorded is not shown. The role of an administrator opens nothing here.
 */
@Path("archive/messages")
@RequestScoped
@RolesAllowed(Roles.AUDITOR)
@Produces(MediaType.APPLICATION_JSON)
public class ArchiveResource {

  private static final Logger LOG = System.getLogger(ArchiveResource.class.getName());

  @Inject private AuditLog log;
  @Inject private MucSettings rooms;

  @Inject
  @ConfigProperty(name = "mongoose.domain", defaultValue = "localhost")
  private String domain;

  @Context private UriInfo uri;
  @Context private SecurityContext caller;
  @Context private HttpServletRequest request;

  /** For the container. */
  public ArchiveResource() {}

  /**
   * Finds messages, the oldest first; see {@link ArchiveParameters}. Across rooms the order is that
   * of the ids, and the last seconds are not settled yet: a message of another room may still come
   * in front of one that was found.
   *
   * @return the records, and a link to the next page if there is more
   */
  @GET
  public Response messages() {
    var parameters = uri.getQueryParameters();
    var query = new ArchiveParameters(parameters, domain, rooms.domain()).query();
    var page = look(query);
    var messages = Json.createArrayBuilder();
    page.records().forEach(kept -> messages.add(json(kept)));
    var answer = Response.ok(Json.createObjectBuilder().add("messages", messages).build());
    if (!page.complete()) {
      answer.link(next(query, page), "next");
    }
    return NoStore.of(answer);
  }

  private ArchivePage look(ArchiveQuery query) {
    try {
      return log.look(caller.getUserPrincipal().getName(), request.getRemoteAddr(), query);
    } catch (EJBException e) {
      LOG.log(Level.ERROR, "An auditor could not look into the archive.", e);
      throw new ServiceUnavailableException(
          "The archive cannot be read now, please try again later");
    }
  }

  /** RFC 8288: the same question, for what lies behind this page. */
  private URI next(ArchiveQuery query, ArchivePage page) {
    var last = page.last().orElseThrow();
    var after = query.room().isPresent() ? ArchiveCursor.at(last.id()) : ArchiveCursor.at(last);
    return uri.getRequestUriBuilder().replaceQueryParam("after", "{after}").build(after);
  }

  private static JsonObject json(ArchiveRecord kept) {
    var json =
        Json.createObjectBuilder()
            .add("id", kept.id().toString())
            .add("room", kept.room().toString())
            .add("at", kept.at().toString())
            .add("sender", kept.sender().bare().toString())
            .add("nick", kept.nick());
    kept.recipient().ifPresent(recipient -> json.add("recipient", recipient.toString()));
    kept.body().ifPresent(body -> json.add("body", body));
    return json.add("stanza", kept.readableXml()).build();
  }
}
