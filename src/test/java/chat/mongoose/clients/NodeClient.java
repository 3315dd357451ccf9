package chat.mongoose.clients;

import chat.mongoose.conversation.Account;
import chat.mongoose.conversation.MongooseServer;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.Npm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs the scripts of {@code src/test/npm} in Node.js, with the packages that they need. */
final class NodeClient {

  private static final long RUN_SECONDS = 60;

  private NodeClient() {}

  /**
   * Runs a script to its end.
   *
   * @param account empty for a guest
   * @return the lines that it printed
   * @throws AssertionError with all that it said, if it fails or does not end
   */
  static List<String> run(
      String script, Mongoose server, Optional<Account> account, String room, String nick)
      throws IOException, InterruptedException {
    return Npm.run(
        RUN_SECONDS,
        List.of(
            "node",
            script,
            server.webSocket().toString(),
            MongooseServer.DOMAIN,
            room,
            nick,
            account.map(Account::username).orElse(""),
            account.map(Account::password).orElse("")));
  }
}
