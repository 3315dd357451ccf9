package chat.mongoose.bosh;

import chat.mongoose.session.StreamError;
import java.util.Locale;

/** Why a BOSH session ends with an error (XEP-0124 §17.2). */
enum Condition {
  BAD_REQUEST(400),
  HOST_UNKNOWN(200),
  IMPROPER_ADDRESSING(200),
  INTERNAL_SERVER_ERROR(200),
  ITEM_NOT_FOUND(404),
  OTHER_REQUEST(200),
  POLICY_VIOLATION(403),
  REMOTE_CONNECTION_FAILED(200),
  REMOTE_STREAM_ERROR(200),
  SYSTEM_SHUTDOWN(200);

  private final int legacyStatus;

  Condition(int legacyStatus) {
    this.legacyStatus = legacyStatus;
  }

  /** How an error of the stream is told; what BOSH has no word for goes along as it is. */
  static Condition of(StreamError error) {
    return switch (error.condition()) {
      case HOST_UNKNOWN -> HOST_UNKNOWN;
      case IMPROPER_ADDRESSING -> IMPROPER_ADDRESSING;
      case SYSTEM_SHUTDOWN -> SYSTEM_SHUTDOWN;
      default -> REMOTE_STREAM_ERROR;
    };
  }

  /** The value of the attribute {@code condition}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status for a client that names no version (XEP-0124 §17.1); 200 if there is none. */
  int legacyStatus() {
    return legacyStatus;
  }
}
