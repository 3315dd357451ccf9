package chat.mongoose.conversation;

/** A script that the runner cannot read. */
final class ScriptError extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  ScriptError(String file, int line, String what) {
    super("%s:%d: %s".formatted(file, line, what));
  }
}
