package chat.mongoose.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file of lines that never grows beyond a size: the full one becomes {@code name.1}, that one
 * {@code name.2}, and the oldest goes. Only the server's own user may read them (mode 0600, where
 * files have one). If somebody has moved the file away, the next line makes a new one.
 *
 * <p>Who calls: one thread at a time.
 */
final class RotatedFile {

  private static final Set<StandardOpenOption> APPENDING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  private final Path path;
  private final long size;
  private final int kept;
  private FileChannel out;

  /**
   * @param size bytes of one file
   * @param kept how many older ones are kept
   */
  RotatedFile(Path path, long size, int kept) {
    this.path = path;
    this.size = size;
    this.kept = kept;
  }

  void write(String line) throws IOException {
    var octets = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    if (out == null || !Files.exists(path)) {
      close();
      open();
    }
    if (out.position() > 0 && out.position() + octets.remaining() > size) {
      close();
      rotate();
      open();
    }
    while (octets.hasRemaining()) {
      out.write(octets);
    }
  }

  void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }

  private void open() throws IOException {
    if (path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    out = FileChannel.open(path, APPENDING, ownerOnly());
    out.position(out.size());
  }

  private void rotate() throws IOException {
    for (int number = kept; number > 1; number--) {
      if (Files.exists(older(number - 1))) {
        Files.move(older(number - 1), older(number), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(path, older(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path older(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
