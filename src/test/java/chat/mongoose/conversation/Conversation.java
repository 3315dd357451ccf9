package chat.mongoose.conversation;

import java.util.List;

/**
 * A script.
 *
 * @param file its name, without a folder
 * @param title its first line: the section that it checks, and what it shows
 */
record Conversation(String file, String title, List<Role> cast, List<Step> steps) {

  Conversation {
    cast = List.copyOf(cast);
    steps = List.copyOf(steps);
  }

  /** The file's name without its ending. */
  String name() {
    return file.replaceFirst("\\.chat$", "");
  }
}
