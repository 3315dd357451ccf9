package chat.mongoose.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.xml.XmlException.Reason;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a frame renders to is bounded by the length of the frame. */
class DeclarationsTest {

  private static final int FRAME = 256 * 1024;

  /** A character of an attribute may become six; the declarations come on top. */
  private static final int FACTOR = 10;

  private static final String LONG = "urn:" + "x".repeat(16_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        // elements by a prefix, within another namespace
        "<p:b/>",
        "<p:b><c/></p:b>",
        // attributes by a prefix
        "<c p:d=''/>",
        "<p:c p:d='' p:e=''/>"
      })
  void aNamespaceDeclaredOnceIsNotSaidThousandTimes(String child) {
    var begin = "<a xmlns='urn:a' xmlns:p='" + LONG + "'>";

    assertRefused(begin + child.repeat((FRAME - begin.length()) / child.length() - 10) + "</a>");
    assertRefused(begin + child.repeat(100) + "</a>");
    assertThat(Xml.parse(begin + child + "</a>").name()).isEqualTo("a");
  }

  @Test
  void withinAnElementOfTheStreamEachChildDeclaresItsOwn() {
    var begin = "<s:features xmlns:s='http://etherx.jabber.org/streams' xmlns='" + LONG + "'>";

    assertRefused(begin + "<b/>".repeat(10_000) + "</s:features>");
  }

  @Test
  void escapedNamespacesCountAsWell() {
    var ands = "urn:" + "&#38;".repeat(2_000);

    assertSmall("<a xmlns='urn:a' xmlns:p='" + ands + "'>" + "<p:b/>".repeat(4) + "</a>");
  }

  @Test
  void ordinaryPrefixesAreWelcome() {
    var form = "<x:field var='a'><x:value>1</x:value></x:field>".repeat(200);

    assertSmall("<iq xmlns='jabber:client' xmlns:x='jabber:x:data'><x:x>" + form + "</x:x></iq>");
  }

  @Test
  void whateverIsAcceptedStaysSmall() {
    var random = new Random(1);
    var accepted = 0;
    for (int i = 0; i < 2_000; i++) {
      var document = document(random);
      try {
        assertSmall(document);
        accepted++;
      } catch (XmlException e) {
        assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
      }
    }
    assertThat(accepted).isBetween(100, 1_900);
  }

  /** A root that declares two prefixes, and children that have them or not. */
  private static String document(Random random) {
    var out = new StringBuilder("<a xmlns='urn:a'");
    for (char prefix : new char[] {'p', 'q'}) {
      out.append(" xmlns:").append(prefix).append("='urn:").append(prefix);
      out.append("~".repeat(random.nextInt(1 << random.nextInt(11)))).append('\'');
    }
    out.append('>');
    var children = random.nextInt(1 << random.nextInt(9));
    for (int i = 0; i < children; i++) {
      out.append(
          switch (random.nextInt(4)) {
            case 0 -> "<p:b/>";
            case 1 -> "<q:b><p:c/></q:b>";
            case 2 -> "<b p:c='\"' q:c='\"\"'/>";
            default -> "<b>\"\"\n\n>></b>";
          });
    }
    return out.append("</a>").toString();
  }

  private static void assertSmall(String document) {
    assertThat(Xml.render(Xml.parse(document)).length())
        .isLessThanOrEqualTo(FACTOR * document.length() + XmlLimits.DECLARED);
  }

  private static void assertRefused(String document) {
    assertThat(document.length()).isLessThanOrEqualTo(FRAME);
    assertThatThrownBy(() -> Xml.parse(document))
        .isInstanceOfSatisfying(
            XmlException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }
}
