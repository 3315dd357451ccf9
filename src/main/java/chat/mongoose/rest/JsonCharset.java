package chat.mongoose.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Says nothing of a charset with JSON, which is UTF-8 always (RFC 8259 §8.1, §11): JAX-RS would
 * repeat the one that {@code Accept} names, and not write by it.
 */
@Provider
public class JsonCharset implements ContainerResponseFilter {

  /** For the container. */
  public JsonCharset() {}

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var type = response.getMediaType();
    if (type != null && isJson(type) && !type.getParameters().isEmpty()) {
      response
          .getHeaders()
          .putSingle(HttpHeaders.CONTENT_TYPE, new MediaType(type.getType(), type.getSubtype()));
    }
  }

  private static boolean isJson(MediaType type) {
    return type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
  }
}
