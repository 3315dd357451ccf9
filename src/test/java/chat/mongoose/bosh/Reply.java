package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Takes the answer of one request, as its HTTP connection would. */
final class Reply implements Consumer<BoshAnswer> {

  private final List<BoshAnswer> answers = new CopyOnWriteArrayList<>();

  @Override
  public void accept(BoshAnswer answer) {
    answers.add(answer);
  }

  /** True while there is no answer. */
  boolean isHeld() {
    return answers.isEmpty();
  }

  /** The only answer. */
  BoshAnswer answer() {
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  Element body() {
    return Xml.parse(text());
  }

  String text() {
    return new String(answer().content(), StandardCharsets.UTF_8);
  }

  String attribute(String name) {
    return body().attribute(name).orElse("");
  }

  /** The names of the payloads, in order. */
  List<String> payloads() {
    return body().children().stream().map(Element::name).toList();
  }

  void assertEmpty() {
    assertThat(text()).isEqualTo("<body xmlns=\"http://jabber.org/protocol/httpbind\"/>");
  }

  void assertTerminal(String condition) {
    assertThat(answer().status()).isEqualTo(200);
    assertThat(attribute("type")).isEqualTo("terminate");
    assertThat(attribute("condition")).isEqualTo(condition);
  }
}
