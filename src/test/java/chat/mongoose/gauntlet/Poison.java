package chat.mongoose.gauntlet;

import chat.mongoose.testkit.StreamClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Stanzas that one parser takes and another does not, said where visitors hear them; and guests who
 * have them out of the archive, in a session that might come back and does not, so that the
 * server's clock meets them again.
 */
final class Poison implements Attack {

  private static final String MESSAGE =
      "%s<message xmlns='%s' to='%s' type='groupchat'><body>hi</body>%s</message>";

  private static final List<String> INNER =
      List.of(
          "<xml:foo/>",
          "<\u3007 xmlns='urn:q'/>",
          "<a\u00b7 xmlns='urn:q'/>",
          "<a xmlns='urn:q' b\u00b7='1'/>",
          "<" + Character.toString(0x10000) + " xmlns='urn:q'/>",
          "<a xmlns='u'>".repeat(62) + "</a>".repeat(62),
          "<a xmlns='u'>\ufffe</a>",
          "<a xmlns='u' xmlns:b='u' b:c='1' c='2'/>",
          "<q xmlns='__proto__'><constructor xmlns=''/></q>",
          "<a xmlns='urn:}q' xmlns:b='urn:}{' b:c='1'/>");

  private static final String ASK =
      "<iq xmlns='%s' type='set' id='q' to='%s'><query xmlns='urn:xmpp:mam:2'/></iq>";

  @Override
  public String name() {
    return "stanzas that not every parser takes";
  }

  @Override
  public boolean isForContainer() {
    return false;
  }

  @Override
  public void go(Ground ground) throws IOException {
    for (String inner : INNER) {
      for (String declaration : List.of("", "<?xml version='1.1'?>")) {
        var guest = ground.guest();
        guest.enter(Visitors.address(0), ground.fresh());
        guest.send(MESSAGE.formatted(declaration, StreamClient.CLIENT, Visitors.address(0), inner));
        ground.rest(Duration.ofMillis(50));
        guest.drop();
        var reader = ground.guest();
        reader.enable("max='5'");
        reader.send(ASK.formatted(StreamClient.CLIENT, Visitors.address(0)));
        reader.receive("iq");
        reader.drop();
      }
    }
  }
}
