package chat.mongoose.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file with the generated password of the first account.
 *
 * @param folder where it lies
 */
record PasswordFile(Path folder) {

  private static final String NAME = "admin-password.txt";

  /**
   * Writes the password, readable for the server's own user only (mode 0600, where files have one).
   *
   * @throws IllegalStateException if that is not possible
   */
  void write(String password) {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(path());
      try (var out =
          Files.newByteChannel(
              path(),
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly())) {
        var content = StandardCharsets.UTF_8.encode(password + "\n");
        while (content.hasRemaining()) {
          out.write(content);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "mongoose.data: " + path() + " cannot be written: " + e.getMessage(), e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path() {
    return folder.resolve(NAME);
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
    return path().toString();
  }
}
