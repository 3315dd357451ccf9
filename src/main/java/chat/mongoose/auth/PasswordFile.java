package chat.mongoose.auth;

import chat.mongoose.db.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
      PrivateFiles.folder(folder);
      PrivateFiles.write(path(), password + "\n");
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

  @Override
  public String toString() {
    return path().toString();
  }
}
