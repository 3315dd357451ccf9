package chat.mongoose.rest;

import jakarta.ejb.EJBAccessException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Turns every error of a resource into a problem document (RFC 9457). What JAX-RS says about a
 * request is passed on with its status and headers; anything else is a bug of ours: it is logged
 * once, and the caller learns nothing of it.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

  /** The media type of RFC 9457 §3. */
  public static final String PROBLEM_JSON = "application/problem+json";

  private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

  /** For the container. */
  public ProblemMapper() {}

  @Override
  public Response toResponse(Throwable error) {
    if (error instanceof WebApplicationException known) {
      Response answer = known.getResponse();
      // A resource that has written its own answer meant it.
      return answer.hasEntity()
          ? answer
          : problem(
              Response.fromResponse(answer),
              answer.getStatusInfo(),
              detail(answer.getStatusInfo(), known.getMessage()));
    }
    if (error instanceof EJBAccessException) {
      return problem(
          Response.status(Status.FORBIDDEN),
          Status.FORBIDDEN,
          "Your account does not have the role that this needs");
    }
    LOG.log(Level.ERROR, "A request failed", error);
    return problem(
        Response.serverError(),
        Status.INTERNAL_SERVER_ERROR,
        "The server could not answer; its log tells why");
  }

  private static Response problem(
      Response.ResponseBuilder answer, StatusType status, String detail) {
    return answer.type(PROBLEM_JSON).entity(document(status, detail)).build();
  }

  private static JsonObject document(StatusType status, String detail) {
    return Json.createObjectBuilder()
        .add("type", "about:blank")
        .add("title", status.getReasonPhrase())
        .add("status", status.getStatusCode())
        .add("detail", detail)
        .build();
  }

  /**
   * JAX-RS words its own errors as "HTTP 404 Not Found", which says nothing that the status does
   * not.
   */
  private static String detail(StatusType status, String message) {
    if (message != null && !message.matches("(HTTP \\d{3}|RESTEASY\\d+).*")) {
      return message;
    }
    return switch (status.getStatusCode()) {
      case 404 -> "There is nothing at this address";
      case 405 -> "This address does not know that method; the Allow header lists those it does";
      case 406 -> "This address cannot answer in any media type that the Accept header lists";
      case 415 -> "This address does not read that media type";
      default -> status.getReasonPhrase();
    };
  }
}
