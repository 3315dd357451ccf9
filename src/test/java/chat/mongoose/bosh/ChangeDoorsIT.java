package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import chat.mongoose.testkit.StreamClient;
import chat.mongoose.xml.Element;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** XEP-0198 §5: a stream that began by one transport is resumed by the other. */
@ExtendWith(SharedMongoose.class)
class ChangeDoorsIT {

  private static final String LOGIN =
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>";

  private final Mongoose server;
  private final HttpBosh bosh;

  ChangeDoorsIT(Mongoose server) {
    this.server = server;
    bosh = new HttpBosh(server);
  }

  @Test
  void fromWebSocketToBoshAndBack() throws Exception {
    try (var romeo = new StreamClient(server).logIn();
        var juliet = new StreamClient(server).logIn()) {
      romeo.bind();
      var address = juliet.bind();
      var id = juliet.enable("");
      tell(romeo, address, "heard");
      assertThat(body(juliet.receive("message"))).isEqualTo("heard");
      tell(romeo, address, "missed");
      juliet.drop();

      var overBosh = bosh.client("");
      overBosh.send(LOGIN).join();
      overBosh.send("xmpp:restart='true' to='localhost'", "").join();
      var resumed = overBosh.send(nonza("resume", "previd='" + id + "' h='1'")).join();
      assertThat(resumed.payloads()).containsExactly("resumed", "message");
      assertThat(body(resumed.body().children().get(1))).isEqualTo("missed");
      var held = overBosh.poll();
      tell(romeo, address, "by BOSH");
      assertThat(held.join().payloads()).containsExactly("message");
      // the answer to this request is never seen
      overBosh.poll();
      tell(romeo, address, "gone with the page");

      try (var back = new StreamClient(server).logIn()) {
        assertThat(back.resume(id, 3).name()).isEqualTo("resumed");
        assertThat(body(back.receive("message"))).isEqualTo("gone with the page");
        say(back, address, "still the same");
        assertThat(body(back.receive("message"))).isEqualTo("still the same");
      }
      overBosh.poll().join().assertTerminal("item-not-found");
    }
  }

  /** Says it, and waits until the server has passed it on. */
  private static void tell(StreamClient from, String to, String text) throws IOException {
    say(from, to, text);
    from.send(
        "<iq xmlns='jabber:client' type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
    from.receive("iq");
  }

  private static void say(StreamClient from, String to, String text) throws IOException {
    from.send(
        "<message xmlns='jabber:client' type='chat' to='%s'><body>%s</body></message>"
            .formatted(to, text));
  }

  private static String body(Element message) {
    return message.child(StreamClient.CLIENT, "body").orElseThrow().text();
  }

  private static String nonza(String name, String attributes) {
    return "<" + name + " xmlns='" + StreamClient.SM + "' " + attributes + "/>";
  }
}
