package chat.mongoose.db;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files and folders for the server's own user alone, whatever the process's umask is: mode 0600 and
 * 0700, where files have modes. What was more open is closed, and if that cannot be, said in the
 * log.
 */
public final class PrivateFiles {

  private static final Logger LOG = System.getLogger(PrivateFiles.class.getName());

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  /** The bit of folders that are made for many users, such as /tmp. */
  private static final int STICKY = 01000;

  private PrivateFiles() {}

  /** Makes a folder, or closes the one that is there. */
  public static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes(folder, FOLDER));
    } else if (isOthersToo(folder)) {
      LOG.log(
          Level.WARNING,
          "mongoose.data: {0} is used for other things too, so it stays as open as it is",
          folder);
    } else {
      close(folder, FOLDER);
    }
  }

  /** Makes an empty file, or closes the one that is there. */
  public static void file(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(file, FILE));
    } catch (FileAlreadyExistsException e) {
      close(file, FILE);
    }
  }

  /** Writes a text, all of it or, if the process is killed meanwhile, nothing. */
  public static void write(Path file, String text) throws IOException {
    var half = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(half);
    file(half);
    try (var out = FileChannel.open(half, StandardOpenOption.WRITE)) {
      var octets = StandardCharsets.UTF_8.encode(text);
      while (octets.hasRemaining()) {
        out.write(octets);
      }
      out.force(true);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Closes a file that may be there. */
  static void closeIfThere(Path file) {
    if (Files.isRegularFile(file)) {
      close(file, FILE);
    }
  }

  private static void close(Path path, Set<PosixFilePermission> wanted) {
    try {
      if (hasModes(path)) {
        var now = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        if (now.retainAll(wanted)) {
          Files.setPosixFilePermissions(path, now);
          LOG.log(Level.INFO, "{0} was open to others on this machine, and is not now", path);
        }
      }
    } catch (IOException e) {
      LOG.log(
          Level.WARNING, "{0} cannot be closed to others on this machine: {1}", path, e.toString());
    }
  }

  private static boolean isOthersToo(Path folder) throws IOException {
    var real = folder.toRealPath();
    return real.getParent() == null
        || real.equals(Path.of(System.getProperty("user.home")).toAbsolutePath())
        || hasModes(real) && ((int) Files.getAttribute(real, "unix:mode") & STICKY) != 0;
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> wanted) {
    return hasModes(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(wanted)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
