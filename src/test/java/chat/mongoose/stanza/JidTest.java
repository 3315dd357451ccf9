package chat.mongoose.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.StanzaError.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7622 §3, with examples of §3.5. */
class JidTest {

  @ParameterizedTest
  @CsvSource({
    "juliet@example.com, juliet@example.com",
    "juliet@example.com/foo, juliet@example.com/foo",
    "juliet@example.com/foo bar, juliet@example.com/foo bar",
    "juliet@example.com/foo@bar, juliet@example.com/foo@bar",
    "foo\\20bar@example.com, foo\\20bar@example.com",
    "fussball@example.com, fussball@example.com",
    "fußball@example.com, fußball@example.com",
    "Π@example.com, π@example.com",
    "Σ@example.com/foo, σ@example.com/foo",
    "king@example.com/♚, king@example.com/♚",
    "example.com, example.com",
    "example.com/foobar, example.com/foobar",
    "a.example.com/b@example.net, a.example.com/b@example.net",
    "Juliet@EXAMPLE.Com., juliet@example.com",
    "a@[::1], a@[::1]"
  })
  void anAddressIsPrepared(String text, String prepared) {
    assertThat(Jid.of(text)).hasToString(prepared).isEqualTo(Jid.of(prepared));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@example.com",
        "juliet@",
        "juliet@example.com/",
        "juliet@/foo",
        "/foobar",
        "\"juliet\"@example.com",
        "foo bar@example.com",
        "a@b@example.com",
        "a:b@example.com",
        "henryⅣ@example.com",
        "♚@example.com",
        "a@exa mple.com",
        "a@example..com",
        "a@[nonsense]",
        "a@example.com/\u0007"
      })
  void whatIsNoAddressIsMalformed(String text) {
    assertMalformed(text);
  }

  @Test
  void eachPartHasAtMost1023Octets() {
    assertThat(Jid.of("a".repeat(1023) + "@b/" + "c".repeat(1023)).local().get()).hasSize(1023);
    assertMalformed("a".repeat(1024) + "@b");
    assertMalformed("a@b/" + "c".repeat(1024));
    assertMalformed("a@b/" + "ü".repeat(512));
    assertThat(Jid.of("a@b/" + "ü".repeat(511)).resource().get()).hasSize(511);
  }

  @Test
  void partsAreToldApart() {
    var full = Jid.of("romeo@example.net/orchard");

    assertThat(full.bare()).isEqualTo(Jid.of("romeo@example.net")).matches(Jid::isBare);
    assertThat(full.host()).isEqualTo(Jid.of("example.net")).matches(Jid::isHost);
    assertThat(full.sameBare(Jid.of("romeo@example.net/balcony"))).isTrue();
    assertThat(full.sameBare(Jid.of("juliet@example.net/orchard"))).isFalse();
    assertThat(full.bare().withResource("orchard")).isEqualTo(full);
    assertThat(Jid.of("romeo", "example.net")).isEqualTo(full.bare());
  }

  private static void assertMalformed(String text) {
    assertThatThrownBy(() -> Jid.of(text))
        .isInstanceOfSatisfying(
            StanzaError.class, e -> assertThat(e.condition()).isEqualTo(Condition.JID_MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@", "a b@localhost", "\u0000", "a@b@c", "\uD800@localhost"})
  void whatWasKeptAndIsNoneHasAStandIn(String text) {
    var standIn = Jid.kept(text);

    assertThat(standIn.isStandIn()).isTrue();
    assertThat(Jid.kept(text)).isEqualTo(standIn).isNotEqualTo(Jid.kept(text + "@"));
    assertThat(Jid.of(standIn.toString())).isEqualTo(standIn);
  }

  @Test
  void whatWasKeptAndIsAnAddressIsThat() {
    assertThat(Jid.kept("Romeo@localhost/x")).isEqualTo(Jid.of("romeo@localhost/x"));
    assertThat(Jid.kept("romeo@localhost").isStandIn()).isFalse();
  }
}
