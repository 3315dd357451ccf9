package chat.mongoose.clients;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.conversation.MongooseServer;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedMongoose.class)
class SmackIT {

  private final Mongoose server;
  private final String room = "smack-" + UUID.randomUUID() + "@" + MongooseServer.ROOMS;

  SmackIT(Mongoose server) {
    this.server = server;
  }

  @Test
  void anAccountAndAGuestTalkAndPageTheArchive() throws Exception {
    var account = MongooseServer.accounts(server).account("smack");
    try (var romeo = new SmackClient(server, Optional.of(account), room, "romeo");
        var juliet = new SmackClient(server, Optional.empty(), room, "juliet")) {
      talk(romeo, juliet);
    }
  }

  @Test
  void theyDoSoOverBosh() throws Exception {
    var account = MongooseServer.accounts(server).account("smack");
    try (var romeo = SmackClient.overBosh(server, Optional.of(account), room, "romeo");
        var juliet = SmackClient.overBosh(server, Optional.empty(), room, "juliet")) {
      talk(romeo, juliet);
    }
  }

  private static void talk(SmackClient romeo, SmackClient juliet) throws Exception {
    assertThat(romeo.mechanism()).startsWith("SCRAM-SHA-");
    assertThat(juliet.mechanism()).isEqualTo("ANONYMOUS");
    assertThat(juliet.username()).startsWith("guest-");

    romeo.say("Shall I hear more?");
    assertThat(juliet.hear("Shall I hear more?")).isEqualTo("romeo");
    juliet.say("What's Montague?");
    assertThat(romeo.hear("What's Montague?")).isEqualTo("juliet");
    romeo.say("I take thee at thy word");
    assertThat(romeo.hear("I take thee at thy word")).isEqualTo("romeo");

    assertThat(juliet.archive(2))
        .containsExactly("Shall I hear more?", "What's Montague?", "I take thee at thy word");
  }
}
