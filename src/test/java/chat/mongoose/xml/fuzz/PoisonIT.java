package chat.mongoose.xml.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.RawWebSocket;
import chat.mongoose.testkit.SharedMongoose;
import chat.mongoose.testkit.StreamClient;
import chat.mongoose.xml.Dump;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What one guest says into a room, with something in it that not every parser reads, ends nobody
 * else's stream: not as it is said, nor out of the archive, nor as history. All that arrives is
 * read alike by the widget, expat, libxml2 and the JDK.
 */
@Tag("server")
@ExtendWith(SharedMongoose.class)
class PoisonIT {

  private static final List<String> POISONS =
      List.of(
          "<xml:foo/>",
          "<\u3007 xmlns='urn:q'/>",
          "<a\u00b7 xmlns='urn:q'/>",
          "<a xmlns='urn:q' b\u00b7='1'/>",
          "<\uD800\uDC00 xmlns='urn:q'/>",
          "<\u20a0 xmlns='urn:q'/>",
          "<\u0220 xmlns='urn:q'/>",
          "<a xmlns='u'>\ufffe</a>",
          "<a xmlns='u'>".repeat(30) + "</a>".repeat(30),
          "<a xmlns='u'>".repeat(62) + "</a>".repeat(62),
          "<q xmlns='u' a='&#10;&#9;&#13;'/>",
          "<q xmlns='u' xml:lang='x' xml:__proto__='1' __proto__='2' constructor='3'/>",
          "<q xmlns='__proto__'><constructor xmlns=''/></q>",
          "<a xmlns='urn:a' xmlns:b='urn:a' b:c='1' c='2'/>",
          "");

  private static final String MESSAGE =
      "%s<message xmlns='jabber:client' to='%s' type='groupchat'><body>poison</body>%s</message>";
  private static final String FOLLOWS =
      "<message xmlns='jabber:client' to='%s' type='groupchat'><body>it goes on</body></message>";
  private static final String ENTERS =
      "<presence xmlns='jabber:client' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
  private static final String ASKS =
      "<iq xmlns='jabber:client' to='%s' type='set' id='ask'><query xmlns='urn:xmpp:mam:2'/></iq>";

  private final Mongoose server;

  /** All frames that came, for all parsers. */
  private final List<String> frames = new ArrayList<>();

  PoisonIT(Mongoose server) {
    this.server = server;
  }

  @Test
  void endsNobodysStream() throws Exception {
    var accepted = 0;
    for (String declaration : List.of("", "<?xml version='1.1'?>")) {
      for (String poison : POISONS) {
        accepted += heardByOthers(declaration, poison) ? 1 : 0;
      }
    }

    // harmless ones, or this would show nothing
    assertThat(accepted).isBetween(5, POISONS.size());
    var jdk = new Jdk();
    assertThat(frames).allSatisfy(frame -> assertThat(jdk.read(frame)).isEqualTo(dump(frame)));
    try (var python = Referee.python();
        var widget = Referee.widget()) {
      assertThat(judged(python, Dump::of)).isEmpty();
      assertThat(judged(widget, Dump::withoutPrefixes)).isEmpty();
    }
  }

  /** True if the room took it. */
  private boolean heardByOthers(String declaration, String poison) throws IOException {
    var room = "poison-%s@conference.localhost".formatted(UUID.randomUUID());
    try (var speaker = new StreamClient(server).logIn();
        var listener = new StreamClient(server).logIn();
        var late = new StreamClient(server).logIn()) {
      speaker.bind();
      listener.bind();
      late.bind();
      speaker.enter(room, "speaker");
      listener.enter(room, "listener");

      speaker.send(MESSAGE.formatted(declaration, room, poison));
      var accepted = isTaken(speaker);
      listener.send(FOLLOWS.formatted(room));
      hear(listener, frame -> frame.has(StreamClient.CLIENT, "body") && says(frame, "it goes on"));
      listener.send(ASKS.formatted(room));
      hear(listener, frame -> frame.name().equals("iq"));
      late.send(ENTERS.formatted(room, "late"));
      hear(late, frame -> frame.has(StreamClient.CLIENT, "subject"));
      return accepted;
    }
  }

  /** Waits until the speaker hears himself, or why not. */
  private static boolean isTaken(StreamClient speaker) throws IOException {
    while (true) {
      var frame = speaker.socket().receive();
      if (frame.isEmpty() || frame.get().opcode() == RawWebSocket.CLOSE) {
        return false;
      }
      if (frame.get().text().contains("<body>poison</body>")) {
        return !frame.get().text().contains("type=\"error\"");
      }
    }
  }

  private static boolean says(Element message, String text) {
    return message
        .child(StreamClient.CLIENT, "body")
        .filter(b -> b.text().equals(text))
        .isPresent();
  }

  private void hear(StreamClient client, Function<Element, Boolean> last) throws IOException {
    while (true) {
      var frame = client.socket().receive().orElseThrow();
      assertThat(frame.opcode()).as("not an end").isNotEqualTo(RawWebSocket.CLOSE);
      if (frame.opcode() == RawWebSocket.TEXT) {
        frames.add(frame.text());
        if (last.apply(Xml.parseKept(frame.text()))) {
          return;
        }
      }
    }
  }

  private static String dump(String frame) {
    return Dump.of(Xml.parseKept(frame));
  }

  /** What is wrong. */
  private String judged(Referee referee, Function<Element, String> tree) {
    var cases =
        frames.stream().map(each -> new String[] {each, tree.apply(Xml.parseKept(each))}).toList();
    var answer = referee.judge(Referee.json(cases));
    return answer.substring(0, answer.lastIndexOf('\t'));
  }
}
