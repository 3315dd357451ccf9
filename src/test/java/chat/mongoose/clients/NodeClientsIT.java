package chat.mongoose.clients;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.conversation.MongooseServer;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.Npm;
import chat.mongoose.testkit.SharedMongoose;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The JavaScript clients, each with somebody else in the room. A script says "one", "two" and
 * "three", waits until the other says that he has heard it, and prints what it heard and what the
 * archive has.
 */
@ExtendWith(SharedMongoose.class)
class NodeClientsIT {

  private static final List<String> TALK = List.of("one", "two", "three", "I hear you");

  private final Mongoose server;
  private final String room = "node-" + UUID.randomUUID() + "@" + MongooseServer.ROOMS;

  NodeClientsIT(Mongoose server) {
    this.server = server;
  }

  @BeforeAll
  static void install() throws Exception {
    Npm.install();
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "xmpp-client.mjs, SCRAM-SHA-1",
    "xmpp-client.mjs, ANONYMOUS",
    "strophe.mjs, SCRAM-SHA-256",
    "strophe.mjs, ANONYMOUS",
  })
  void logsInJoinsTalksAndPagesTheArchive(String script, String mechanism) throws Exception {
    var account =
        mechanism.equals("ANONYMOUS")
            ? Optional.<chat.mongoose.conversation.Account>empty()
            : Optional.of(MongooseServer.accounts(server).account("node"));
    try (var partner = new SmackClient(server, Optional.empty(), room, "partner")) {
      var answering =
          CompletableFuture.runAsync(
              () -> {
                try {
                  partner.hear("three");
                  partner.say("I hear you");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });

      // what somebody with an account was called is no guest's name
      var nick = account.isPresent() ? "node" : "visitor";
      var printed = NodeClient.run(script, server, account, room, nick);

      answering.join();
      assertThat(printed)
          .containsExactly(
              "mechanism " + mechanism,
              "heard " + String.join("|", TALK),
              "archived " + String.join("|", TALK));
    }
  }
}
