package chat.mongoose.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<message xmlns='jabber:client' to='a&amp;b'><body>1 &lt; 2 &amp; &apos;3&apos;</body></message>",
        "<stream:error xmlns:stream='http://etherx.jabber.org/streams'><x xmlns='urn:x'/></stream:error>",
        "<a xmlns='urn:a' xml:lang='en'><b xmlns='urn:b'><c xmlns='urn:a'/></b></a>",
      })
  void whatIsReadIsWrittenAgain(String document) {
    assertThat(Tree.parse(document)).hasToString(document);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text", "<a>", "<a/><b/>", "<p:a/>", "<!DOCTYPE a><a/>", "<a b='1' b='2'/>"})
  void whatIsNotOneElementIsRefused(String document) {
    assertThatThrownBy(() -> Tree.parse(document)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLayoutOfAScriptIsNoText() {
    assertThat(Tree.fragment("\n <a>\n  <b> keep </b>\n </a>\n").get(0))
        .hasToString("<a xmlns='jabber:client'><b> keep </b></a>");
  }
}
