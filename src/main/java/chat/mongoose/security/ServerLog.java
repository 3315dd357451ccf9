package chat.mongoose.security;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes the lines: to a file, and to the server's log where that wants them. If the file cannot be
 * written, the server's log has them all, and says so once.
 */
final class ServerLog implements Consumer<String> {

  private static final Logger LOG = System.getLogger("chat.mongoose.security");

  private final Optional<RotatedFile> file;
  private boolean failing;

  ServerLog(Optional<RotatedFile> file) {
    this.file = file;
  }

  @Override
  public void accept(String line) {
    LOG.log(written(line) ? Level.DEBUG : Level.INFO, "{0}", line);
  }

  /** True if the server's log need not have this line. */
  private boolean written(String line) {
    if (file.isEmpty()) {
      return true;
    }
    try {
      file.get().write(line);
      failing = false;
      return true;
    } catch (IOException e) {
      if (!failing) {
        LOG.log(
            Level.WARNING, file.get() + " cannot be written; its lines are here from now on.", e);
      }
      failing = true;
      return false;
    }
  }
}
