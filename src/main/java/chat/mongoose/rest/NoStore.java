package chat.mongoose.rest;

import chat.mongoose.auth.WebRefusal;
import jakarta.ws.rs.core.Response;

/** Answers about somebody's login, and to auditors, which no cache may keep. */
final class NoStore {

  private NoStore() {}

  static Response of(Response.ResponseBuilder answer) {
    return answer.header("Cache-Control", "no-store").build();
  }

  static Response of(WebRefusal refusal) {
    var answer =
        Response.status(refusal.status())
            .type(ProblemMapper.PROBLEM_JSON)
            .entity(refusal.problem());
    refusal.headers().forEach(answer::header);
    return of(answer);
  }
}
