package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.testkit.Allocation;
import chat.mongoose.xml.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the frame of one recipient may allocate: its own bytes, and next to nothing. */
class FramesAllocationTest {

  private Object kept;

  @Test
  void aFrameIsEncodedForOneRecipient() {
    var said =
        List.of(
            Rendered.forMany(
                Stanza.of(
                    Xml.parse(
                        "<message xmlns='jabber:client' type='groupchat'><body>Hi</body></message>"))));
    var address = Rendered.address(Jid.of("juliet@localhost/balcony"));
    var length = said.get(0).length(address);

    assertThat(Allocation.perCall(() -> kept = Frames.encode(said, address)) - length)
        .isLessThan(190);
  }
}
