package chat.mongoose.conversation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the conversations of the project. */
final class Scripts {

  private static final Path FOLDER = Path.of("src", "test", "conversations");

  private Scripts() {}

  /** All of them, by name. */
  static List<Conversation> all() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".chat"))
          .sorted()
          .map(Scripts::read)
          .toList();
    }
  }

  /** Where its script stands, for those who jump there. */
  static URI source(Conversation conversation) {
    return FOLDER.resolve(conversation.file()).toUri();
  }

  /**
   * One of them, or any other.
   *
   * @throws ScriptError if it cannot be understood
   */
  static Conversation read(Path file) {
    try {
      return ScriptReader.read(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file, e);
    }
  }
}
