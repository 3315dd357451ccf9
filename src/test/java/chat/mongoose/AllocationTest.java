package chat.mongoose;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.testkit.Allocation;
import chat.mongoose.xml.Xml;
import org.junit.jupiter.api.Test;

/**
 * What the hot paths may allocate, in bytes: 1.3 times what they did when it was last looked at.
 * Who needs more says why, and raises the figure.
 */
class AllocationTest {

  private static final String FRAME =
      """
      <message xmlns='jabber:client' to='lobby@conference.localhost' type='groupchat' id='m4711'>\
      <body>But soft, what light through yonder window breaks? &amp; so on</body>\
      <origin-id xmlns='urn:xmpp:sid:0' id='m4711'/></message>""";

  private Object kept;

  @Test
  void aFrameIsParsed() {
    assertThat(Allocation.perCall(() -> kept = Xml.parse(FRAME))).isLessThan(4_500);
  }

  @Test
  void strangeNamesMakeNoOtherFrameDearer() {
    for (int i = 0; i < 1000; i++) {
      Xml.parse("<strange-%d/>".formatted(i));
    }
    assertThat(Allocation.perCall(() -> kept = Xml.parse(FRAME))).isLessThan(4_500);
  }

  @Test
  void anElementIsRendered() {
    var element = Xml.parse(FRAME);

    assertThat(Allocation.perCall(() -> kept = Xml.render(element))).isLessThan(730);
  }

  @Test
  void aStanzaIsReadFromAnElement() {
    var element = Xml.parse(FRAME);

    assertThat(Allocation.perCall(() -> kept = Stanza.of(element))).isLessThan(490);
  }

  @Test
  void anAddressIsRead() {
    assertThat(
            Allocation.perCall(
                () -> kept = Jid.of("guest-abcdefghijklmnopqrstuvwxyz@localhost/abcdefghij-k2n7q")))
        .isLessThan(720);
  }

  @Test
  void aStanzaIsRenderedForMany() {
    var stanza = Stanza.of(Xml.parse(FRAME));

    assertThat(Allocation.perCall(() -> kept = Rendered.forMany(stanza))).isLessThan(1_600);
  }
}
