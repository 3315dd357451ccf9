package chat.mongoose.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through a room has a bound, whatever kind of stanza it is. */
class MessageSizeTest {

  private static final String FROM =
      " xmlns='jabber:client' from='a@localhost/x' to='r@conference.localhost/n' id='1' ";
  private static final String LONG = "<q xmlns='u'>" + "x".repeat(3000) + "</q>";

  private final MessageSize size = new MessageSize(2000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<iq type='get'%s>%s</iq>",
        "<iq type='set'%s>%s</iq>",
        "<presence%s>%s</presence>",
        "<message type='chat'%s>%s</message>",
        "<message%s>%s</message>"
      })
  void whatIsTooLargeIsRefused(String form) {
    var large = stanza(form.formatted(FROM, LONG));
    var small = stanza(form.formatted(FROM, "<q xmlns='u'/>"));

    assertThat(size.bounded(small)).isSameAs(small);
    assertThatThrownBy(() -> size.bounded(large))
        .isInstanceOfSatisfying(
            StanzaError.class,
            error -> assertThat(error.condition()).isEqualTo(Condition.POLICY_VIOLATION));
  }

  /** Else an occupant could stay a ghost by leaving with too many words. */
  @Test
  void whoLeavesLeavesWhateverHeSays() {
    var left =
        size.bounded(stanza("<presence type='unavailable'%s>%s</presence>".formatted(FROM, LONG)));

    assertThat(left.element())
        .isEqualTo(Xml.parse("<presence type='unavailable'%s/>".formatted(FROM)));
  }

  /** Else who has asked would wait for ever. */
  @Test
  void anAnswerThatIsTooLargeBecomesAnError() {
    var answer = size.bounded(stanza("<iq type='result'%s>%s</iq>".formatted(FROM, LONG)));

    assertThat(answer.isError()).isTrue();
    assertThat(answer.element().attribute("id")).contains("1");
    assertThat(answer.element().toString()).contains("<policy-violation ").doesNotContain("xxx");
  }

  /** The forms of owners may be longer: nobody else gets them. */
  @Test
  void whatIsForTheRoomItselfHasItsOwnBounds() {
    var form =
        stanza(
            "<iq xmlns='jabber:client' type='set' from='a@localhost/x' to='r@conference.localhost'"
                + " id='1'>"
                + LONG
                + "</iq>");

    assertThat(size.bounded(form)).isSameAs(form);
  }

  private static Stanza stanza(String text) {
    return Stanza.of(Xml.parse(text));
  }
}
