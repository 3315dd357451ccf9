package chat.mongoose.rest;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers 400 and names the parameter. */
@Provider
public class ParameterRefusedMapper implements ExceptionMapper<ParameterRefused> {

  /** For the container. */
  public ParameterRefusedMapper() {}

  @Override
  public Response toResponse(ParameterRefused refused) {
    return new ProblemMapper().toResponse(new BadRequestException(refused.getMessage()));
  }
}
