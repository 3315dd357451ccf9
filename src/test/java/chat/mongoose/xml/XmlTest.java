package chat.mongoose.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.xml.XmlException.Reason;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6120 §11: what is XML here, and what is not. */
class XmlTest {

  @Test
  void whatIsRenderedParsesToTheSame() {
    var element =
        Element.of("jabber:client", "message")
            .with("xml:lang", "de")
            .with("id", "a\"b<c>&'\n\t")
            .with("{urn:x}y", "z")
            .plus(Element.of("jabber:client", "body").plus("Grüße & <Küsse> 😀\r\n"))
            .plus(Element.of("urn:other", "x").plus(Element.of("urn:other", "y")))
            .plus("tail");

    assertThat(Xml.parse(Xml.render(element))).isEqualTo(element);
  }

  @Test
  void aChildInTheNamespaceOfItsParentDeclaresNone() {
    var element = Element.of("a", "x").plus(Element.of("a", "y")).plus(Element.of("b", "z"));

    assertThat(Xml.render(element)).isEqualTo("<x xmlns=\"a\"><y/><z xmlns=\"b\"/></x>");
  }

  @Test
  void elementsOfTheStreamHaveThePrefixThatClientsLookFor() {
    var features =
        Element.of("http://etherx.jabber.org/streams", "features").plus(Element.of("a", "x"));

    assertThat(Xml.render(features))
        .isEqualTo(
            "<stream:features xmlns:stream=\"http://etherx.jabber.org/streams\">"
                + "<x xmlns=\"a\"/></stream:features>");
  }

  @Test
  void whatXmlCannotSayIsReplaced() {
    assertThat(Xml.escape("a\u0000b\uD800c\uFFFFd😀")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd😀");
  }

  @Test
  void cdataIsText() {
    assertThat(Xml.parse("<a>1<![CDATA[<2>]]>3</a>").text()).isEqualTo("1<2>3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a/>text",
        "<a b='1' b='2'/>",
        "<p:a/>",
        "<a b=1/>",
        "<a>\u0001</a>",
        "<a>&#0;</a>"
      })
  void whatIsNotWellFormedIsRefused(String text) {
    assertRefused(text, Reason.NOT_WELL_FORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><!-- c --></a>",
        "<!-- c --><a/>",
        "<a><?php x?></a>",
        "<?xml-stylesheet href='x'?><a/>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "<a>&nbsp;</a>",
        "<a><b>text &nbsp;</b></a>",
        "<a b='&nbsp;'/>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<a>&x;</a>"
      })
  void whatRfc6120RestrictsIsRefused(String text) {
    assertRefused(text, Reason.RESTRICTED);
  }

  @Test
  void depthAttributesAndElementsAreBounded() {
    assertThat(Xml.parse("<a>".repeat(32) + "</a>".repeat(32)).name()).isEqualTo("a");
    assertRefused("<a>".repeat(33) + "</a>".repeat(33), Reason.TOO_LARGE);
    assertRefused("<a>".repeat(10_000) + "</a>".repeat(10_000), Reason.TOO_LARGE);
    assertRefused("<a>".repeat(10_000), Reason.TOO_LARGE);
    assertRefused("<a " + attributes(10_000) + "/>", Reason.TOO_LARGE);
    assertRefused("<a b='" + "x".repeat(20_000) + "'/>", Reason.TOO_LARGE);
    assertRefused("<a>" + "<b/>".repeat(30_000) + "</a>", Reason.TOO_LARGE);
  }

  /** XEP-0124 §4, and what this server puts around and into a stanza. */
  @Test
  void aWrapperTakesWhatADocumentMayBe() {
    var deepest = "<a>".repeat(32) + "</a>".repeat(32);

    assertThat(Xml.parseWrapper("<body>" + deepest + "</body>").name()).isEqualTo("body");
    assertThat(Xml.parseKept("<m><r><f>" + deepest + "</f></r></m>").name()).isEqualTo("m");
    assertThatThrownBy(() -> Xml.parseWrapper("<body><b>" + deepest + "</b></body>"))
        .isInstanceOf(XmlException.class);
  }

  /** A declaration for each comes on top. */
  @Test
  void attributesOfForeignNamespacesCountTwice() {
    var foreign = attributes(65).replace("a", "p:a");

    assertRefused("<a xmlns:p='urn:p' " + foreign + "/>", Reason.TOO_LARGE);
    assertThat(Xml.parse("<a " + attributes(128) + "/>").name()).isEqualTo("a");
  }

  @Test
  void whatIsAcceptedFitsIntoTheWidget() {
    var all = 256 * 1024 - 20;

    assertThat(Xml.render(Xml.parse("<a>" + "\"".repeat(160_000) + "</a>"))).hasSize(960_016);
    assertRefused("<a>" + "\"".repeat(all) + "</a>", Reason.TOO_LARGE);
  }

  private static String attributes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "a" + i + "=''")
        .collect(Collectors.joining(" "));
  }

  private static void assertRefused(String text, Reason reason) {
    assertThatThrownBy(() -> Xml.parse(text))
        .isInstanceOfSatisfying(XmlException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
