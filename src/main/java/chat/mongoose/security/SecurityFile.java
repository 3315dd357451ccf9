package chat.mongoose.security;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where {@link SecurityLog} writes while the server runs. */
@ApplicationScoped
public class SecurityFile {

  private static final Logger LOG = System.getLogger(SecurityFile.class.getName());
  private static final String NAME = "security.log";
  private static final String SIZE = "mongoose.security.log-size";
  private static final String FILES = "mongoose.security.log-files";
  private static final long LEAST = 65_536;
  private static final int MOST_FILES = 1000;

  private RotatedFile file;
  private ServerLog lines;
  private Journal journal;

  /** For the container's proxy. */
  SecurityFile() {}

  @Inject
  SecurityFile(
      @ConfigProperty(name = "mongoose.data", defaultValue = "data") String data,
      @ConfigProperty(name = SIZE, defaultValue = "10485760") long size,
      @ConfigProperty(name = FILES, defaultValue = "9") int files) {
    if (size < LEAST) {
      throw new IllegalStateException(SIZE + " must be at least " + LEAST + " bytes");
    }
    if (files < 1 || files > MOST_FILES) {
      throw new IllegalStateException(FILES + " must be from 1 to " + MOST_FILES);
    }
    file = new RotatedFile(Path.of(data).toAbsolutePath().normalize().resolve(NAME), size, files);
    lines = new ServerLog(Optional.of(file));
    journal = new Journal(lines);
  }

  /** Begins the log before anybody is let in; makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {
    SecurityLog.to(journal, lines);
  }

  @PreDestroy
  void stop() {
    var none = new ServerLog(Optional.empty());
    SecurityLog.to(new Journal(none), none);
    journal.close(Instant.now());
    try {
      file.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The security log was not closed", e);
    }
  }
}
