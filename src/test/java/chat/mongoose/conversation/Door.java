package chat.mongoose.conversation;

import java.io.IOException;
import java.util.Optional;

/** Where a server lets clients in. */
interface Door {

  /**
   * Makes a connection.
   *
   * @param origin the value of the header {@code Origin}, for the manners of a browser
   * @throws Refused if the server answers with another HTTP status than it should
   */
  Wire enter(Optional<String> origin) throws IOException;

  /** The handshake was refused. */
  final class Refused extends IOException {

    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status) {
      super("The server refused the connection with HTTP status " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
