package chat.mongoose.conversation;

/** A user name and its password. */
public record Account(String username, String password) {

  @Override
  public String toString() {
    return username;
  }
}
