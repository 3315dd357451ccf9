package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import chat.mongoose.testkit.StreamClient;
import chat.mongoose.xml.Element;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** XEP-0198 §5: resumptions that are disputed, wrong or late. */
@ExtendWith(SharedMongoose.class)
class ResumeIT {

  private static final String PING =
      "<iq xmlns='jabber:client' type='get' id='%s' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";

  private final Mongoose server;

  ResumeIT(Mongoose server) {
    this.server = server;
  }

  @Test
  void ofTwoThatResumeAtOnceOneHasTheStreamAndMissesNothing() throws Exception {
    var threads = Executors.newFixedThreadPool(2);
    try (var romeo = new StreamClient(server).logIn()) {
      romeo.bind();
      for (int round = 0; round < 30; round++) {
        var juliet = new StreamClient(server).logIn();
        var address = juliet.bind();
        var id = juliet.enable("");
        juliet.close();
        say(romeo, address, "one", "two");
        var rivals = List.of(new StreamClient(server).logIn(), new StreamClient(server).logIn());
        var answers =
            threads.invokeAll(
                rivals.stream()
                    .map(rival -> (Callable<Optional<Element>>) () -> resume(rival, id))
                    .toList());
        say(romeo, address, "three");

        var alive = new ArrayList<List<String>>();
        for (int i = 0; i < 2; i++) {
          if (answers.get(i).get().filter(answer -> answer.name().equals("resumed")).isPresent()) {
            whatTheOwnerHears(rivals.get(i)).ifPresent(alive::add);
          }
          rivals.get(i).close();
        }
        assertThat(alive).as("round %d", round).containsExactly(List.of("one", "two", "three"));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Empty if the connection was ended meanwhile, because the other one had resumed the stream. */
  private static Optional<Element> resume(StreamClient client, String id) throws IOException {
    try {
      return Optional.of(client.resume(id, 0));
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  /** Empty if the other one has taken the stream over. */
  private static Optional<List<String>> whatTheOwnerHears(StreamClient client) throws IOException {
    var bodies = new ArrayList<String>();
    try {
      while (bodies.size() < 3) {
        body(client.receive("message")).ifPresent(bodies::add);
      }
      client.send(PING.formatted("last"));
      while (true) {
        var next = client.receive();
        if (next.name().equals("iq")) {
          return Optional.of(bodies);
        }
        if (next.name().equals("message")) {
          body(next).ifPresent(bodies::add);
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void whoClaimsTooMuchIsToldSoAndMayTryAgain() throws Exception {
    try (var romeo = new StreamClient(server).logIn();
        var juliet = new StreamClient(server).logIn()) {
      romeo.bind();
      var address = juliet.bind();
      var id = juliet.enable("");
      say(romeo, address, "one", "two");
      juliet.receive("message");
      juliet.receive("message");
      juliet.drop();

      try (var wrong = new StreamClient(server).logIn()) {
        wrong.send("<resume xmlns='urn:xmpp:sm:3' previd='%s' h='3'/>".formatted(id));
        var error = wrong.receive("error");
        assertThat(error.child(StreamClient.SM, "handled-count-too-high"))
            .contains(
                Element.of(StreamClient.SM, "handled-count-too-high")
                    .with("h", "3")
                    .with("send-count", "2"));
      }
      try (var right = new StreamClient(server).logIn()) {
        assertThat(right.resume(id, 1).name()).isEqualTo("resumed");
        assertThat(body(right.receive("message"))).contains("two");
      }
    }
  }

  @Test
  void whoComesTooLateLearnsWhatWasHandledAndTheSenderWhatWasNot() throws Exception {
    try (var romeo = new StreamClient(server).logIn();
        var juliet = new StreamClient(server).logIn()) {
      romeo.bind();
      var address = juliet.bind();
      var id = juliet.enable("max='1'");
      juliet.send(PING.formatted("handled"));
      juliet.receive("iq");
      juliet.drop();
      say(romeo, address, "late");

      var bounced = romeo.receive("message");
      assertThat(bounced.attribute("type")).contains("error");
      assertThat(bounced.attribute("from")).contains(address);
      assertThat(bounced.attribute("id")).contains("late");

      try (var late = new StreamClient(server).logIn()) {
        var failed = late.resume(id, 1);
        assertThat(failed.name()).isEqualTo("failed");
        assertThat(failed.child().orElseThrow().name()).isEqualTo("item-not-found");
        assertThat(failed.attribute("h")).contains("1");
        // XEP-0198 §5: and then it binds a new resource
        assertThat(late.bind()).isNotEqualTo(address);
      }
    }
  }

  private static void say(StreamClient from, String to, String... bodies) throws IOException {
    for (String body : bodies) {
      from.send(
          "<message xmlns='jabber:client' type='chat' to='%s' id='%s'><body>%s</body></message>"
              .formatted(to, body, body));
    }
    from.send(PING.formatted("said"));
    from.receive("iq");
  }

  private static Optional<String> body(Element message) {
    return message.child(StreamClient.CLIENT, "body").map(Element::text);
  }
}
