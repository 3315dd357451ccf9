package chat.mongoose.conversation;

/** Something that happens in a conversation, and the line of the script that tells it. */
record Step(int line, String text, Action action) {

  /** What is done, or expected. */
  @FunctionalInterface
  interface Action {
    /**
     * @throws Departure if the server does otherwise than the script
     */
    void play(Stage stage);
  }
}
