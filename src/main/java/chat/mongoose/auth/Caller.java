package chat.mongoose.auth;

import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.session.Session;
import jakarta.servlet.http.HttpServletRequest;

/**
 * From where somebody tries to log in.
 *
 * @param address the peer's IP address as text
 * @param door by which he came, as the security log calls it
 */
record Caller(String address, String door) {

  private static final String REST = "rest";

  static Caller of(Session session) {
    return new Caller(session.remoteAddress(), session.door());
  }

  static Caller of(HttpServletRequest request) {
    return new Caller(request.getRemoteAddr(), REST);
  }

  /** Something that he did. */
  SecurityEvent event(Kind kind) {
    return SecurityEvent.of(kind, address).door(door);
  }

  /** What this evidence is called at his door. */
  String mechanism(Evidence evidence) {
    return door.equals(REST) ? evidence.scheme() : evidence.mechanism();
  }
}
