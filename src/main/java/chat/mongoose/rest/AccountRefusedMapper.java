package chat.mongoose.rest;

import chat.mongoose.auth.AccountRefused;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Turns the refusal of a change to an account into a problem document. */
@Provider
public class AccountRefusedMapper implements ExceptionMapper<AccountRefused> {

  /** For the container. */
  public AccountRefusedMapper() {}

  @Override
  public Response toResponse(AccountRefused refused) {
    var status =
        switch (refused.reason()) {
          case UNKNOWN -> Status.NOT_FOUND;
          case INVALID -> Status.BAD_REQUEST;
          case TAKEN, LAST_ADMINISTRATOR -> Status.CONFLICT;
        };
    return new ProblemMapper().toResponse(new ClientErrorException(refused.getMessage(), status));
  }
}
