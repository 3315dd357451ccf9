package chat.mongoose.rest;

import chat.mongoose.db.Database;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Tells load balancers and supervisors how the server is, in the JSON of MicroProfile Health: 200
 * with {@code "UP"} or 503 with {@code "DOWN"}. Open to everyone, so it tells nothing else.
 */
@Path("health")
@PermitAll
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {

  @EJB private Database database;

  /** For the container. */
  public HealthResource() {}

  /** The process answers. If this fails, restart it. */
  @GET
  @Path("live")
  public Response live() {
    return answer("server", true);
  }

  /**
   * The schema is migrated and the database answers, so visitors can be let in. Answers within a
   * few seconds, also when the database hangs.
   */
  @GET
  @Path("ready")
  public Response ready() {
    return answer("database", database.answers());
  }

  private static Response answer(String check, boolean up) {
    var noStore = new CacheControl();
    noStore.setNoStore(true);
    return Response.status(up ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
        .entity(health(check, up ? "UP" : "DOWN"))
        .cacheControl(noStore)
        .build();
  }

  private static JsonObject health(String check, String status) {
    var checks =
        Json.createArrayBuilder()
            .add(Json.createObjectBuilder().add("name", check).add("status", status));
    return Json.createObjectBuilder().add("status", status).add("checks", checks).build();
  }
}
