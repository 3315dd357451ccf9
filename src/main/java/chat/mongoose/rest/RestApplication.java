package chat.mongoose.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Puts all resources of this package under {@code /api}. */
@ApplicationPath("/api")
public class RestApplication extends Application {

  /** For the container. */
  public RestApplication() {}

  /** Jersey would describe every resource at {@code application.wadl}, which nobody asked for. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
