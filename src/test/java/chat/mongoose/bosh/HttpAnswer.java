package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.net.http.HttpResponse;
import java.util.List;

/** What came back over HTTP. */
record HttpAnswer(HttpResponse<String> response) {

  int status() {
    return response.statusCode();
  }

  /** The value of a header, or nothing. */
  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  String text() {
    return response.body();
  }

  Element body() {
    return Xml.parse(text());
  }

  String attribute(String name) {
    return body().attribute(name).orElse("");
  }

  List<String> payloads() {
    return body().children().stream().map(Element::name).toList();
  }

  HttpAnswer assertEmpty() {
    assertThat(status()).isEqualTo(200);
    assertThat(text()).isEqualTo("<body xmlns=\"http://jabber.org/protocol/httpbind\"/>");
    return this;
  }

  HttpAnswer assertTerminal(String condition) {
    assertThat(status()).isEqualTo(200);
    return assertTells(condition);
  }

  /** The same under any HTTP status. */
  HttpAnswer assertTells(String condition) {
    assertThat(attribute("type")).isEqualTo("terminate");
    assertThat(attribute("condition")).isEqualTo(condition);
    return this;
  }
}
