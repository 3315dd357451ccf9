package chat.mongoose.conversation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Plays conversations from the command line, against a server that runs somewhere. */
final class Play {

  private static final String USAGE =
      """
      usage: play ws://HOST:PORT/PATH|http://HOST:PORT/PATH DOMAIN [SCRIPT...]

      Plays the scripts, or all of src/test/conversations, against that server: over
      WebSocket, or by an http address over BOSH, where those about frames fail.
      Rooms are looked for at conference.DOMAIN, or at CONVERSATION_ROOMS. With
      CONVERSATION_ADMIN_PASSWORD set, missing accounts are made over REST as the account
      admin; without it, they must exist: the password of romeo is the-password-of-romeo.
      """;

  private Play() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      System.err.print(USAGE);
      System.exit(2);
    }
    var address = URI.create(arguments[0]);
    var server =
        new Server(
            address.getScheme().startsWith("ws")
                ? new WebSocketDoor(address)
                : new BoshDoor(address),
            arguments[1],
            environment("CONVERSATION_ROOMS").orElse("conference." + arguments[1]),
            environment("CONVERSATION_ADMIN_PASSWORD")
                .<Accounts>map(password -> administered(address, password))
                .orElseGet(Accounts::existing));
    var named = Stream.of(arguments).skip(2).map(Path::of).map(Scripts::read).toList();
    var failed = play(server, named.isEmpty() ? Scripts.all() : named);
    System.exit(failed == 0 ? 0 : 1);
  }

  private static int play(Server server, List<Conversation> conversations) {
    var failed = 0;
    for (Conversation conversation : conversations) {
      try {
        new Performance(server).play(conversation);
        System.out.println("passed  " + conversation.file());
      } catch (AssertionError e) {
        failed++;
        System.out.println("FAILED  " + e.getMessage() + "\n");
      }
    }
    System.out.println(conversations.size() + " conversations, " + failed + " failed");
    return failed;
  }

  private static Accounts administered(URI webSocket, String password) {
    var web = webSocket.toString().replaceFirst("^ws", "http");
    return new RestAccounts(URI.create(web).resolve("api/users"), new Account("admin", password));
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name));
  }
}
