package chat.mongoose.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.xml.XmlException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other parsers refuse is refused here: XML 1.0 with the names of its fourth edition, and
 * Namespaces in XML 1.0.
 */
class OneTruthTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // of no edition, or of the fifth alone
        "<\uD800\uDC00/>",
        "<a \uD800\uDC00='1'/>",
        "<a><b\u20a0/></a>",
        "<\u0220/>",
        "<a \u0220='1'/>",
        "<\u00b7a/>",
        "<\u00d7/>",
        "<a\u037e/>",
        "<\u2070/>",
        "<\ufffd/>",
        "<\u0220:a xmlns:\u0220='urn:a'/>",
        "<a \u0220:b='1' xmlns:\u0220='urn:a'/>",
        "<a xmlns:\u0220='urn:a'/>",
        "<a:b:c xmlns:a='urn:a'/>",
        "<:a/>",
        "<a:/>",
        "<a :b='1'/>",
        "<-a/>",
        "<1/>"
      })
  void aNameIsOneOfXml(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a\u00b7/>",
        "<\u3007/>",
        "<a xmlns='urn:q' b\u00b7='1'/>",
        "<\u0e01\u0e31 \uac00='1'/>",
        "<_.-1/>",
        "<xmlish/>",
        "<XML/>",
        "<__proto__ constructor='1'/>"
      })
  void otherNamesAreWelcome(String text) {
    var element = Xml.parse(text);

    assertThat(Xml.parse(Xml.render(element))).isEqualTo(element);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<xml:foo/>",
        "<a><xml:lang/></a>",
        "<xmlns:a/>",
        "<a xmlns:p=''/>",
        "<a xmlns:p='urn:p'><b xmlns:p=''/></a>",
        "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns:xml='urn:a'/>",
        "<a xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns:p='urn:a' xmlns:q='urn:a' p:b='' q:b=''/>",
        "<a p:b=''/>"
      })
  void whatNamespacesReserveIsRefused(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "}",
        "urn:{}",
        "urn:\u00fc",
        "%zz",
        "%a",
        ":",
        "::x",
        "1:a",
        "http://a:b/",
        "http://a:123456/",
        "http://[::1]/",
        "http://a@b@c/",
        "a#b#c",
        "a|b",
        "a&#10;b",
        "a\\b",
        "a&quot;b",
        "a&lt;b",
        "a^b",
        "a`b"
      })
  void aNamespaceIsAUri(String namespace) {
    assertRefused("<a xmlns='" + namespace + "'/>");
    assertRefused("<a xmlns:p='" + namespace + "' p:b=''/>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jabber:client",
        "urn:xmpp:mam:2",
        "http://jabber.org/protocol/muc#user",
        "http://localhost:8080/a?b=c:d",
        "vcard-temp",
        "__proto__",
        "#",
        "a/b:c",
        "tag:a@b.example,2005:x",
        "%7Ea",
        "/a:b"
      })
  void whatIsOneIsWelcome(String namespace) {
    assertThat(Xml.parse("<a xmlns='" + namespace + "'/>").namespace()).isEqualTo(namespace);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a>\ufffe</a>",
        "<a>\uffff</a>",
        "<a b='\ufffe'/>",
        "<a><![CDATA[\uffff]]></a>",
        "<a>\ud800</a>",
        "<a>\udc00</a>",
        "<a>\udc00\ud800</a>",
        "<a b='\ud800'/>",
        "<a>\ud800",
        "<a>&#xFFFE;</a>",
        "<a>&#xD800;</a>",
        "<a>&#x110000;</a>",
        "<a>&#0;</a>",
        "<a>&#1;</a>",
        "<a>&#X41;</a>",
        "<a>]]></a>",
        "<a>\u000b</a>"
      })
  void whatIsNoCharacterIsRefusedAndNotReplaced(String text) {
    assertRefused(text);
  }

  @Test
  void allCharactersComeBack() {
    var text = "\u0085\u007f\u2028\u2029\ufeff\ufffd\ud83d\ude00\ud83f\udffe]]&gt;&#13;&#9;&#10;";
    var element = Xml.parse("<a b='" + text + "'>" + text + "</a>");

    assertThat(element.text())
        .endsWith("]]>\r\t\n")
        .contains("\u2028")
        .isEqualTo(element.attribute("b").orElseThrow());
    assertThat(Xml.parse(Xml.render(element))).isEqualTo(element);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version='1.1'?><a/>",
        "<?xml version='1.1'?><\u20a0/>",
        "<?xml version='1.1'?><a>&#1;</a>",
        "<?xml version='1.2'?><a/>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
        "<?xml version='1.0' encoding='UTF-16'?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>",
        "<?xml encoding='UTF-8'?><a/>",
        " <?xml version='1.0'?><a/>",
        "\ufeff<a/>",
        "\ufeff<a b='c'>and more</a>"
      })
  void onlyVersionOneAndUtf8AreDeclared(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version='1.0'?><a/>",
        "<?xml version='1.0' encoding='utf-8'?><a/>",
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a/>"
      })
  void theyMayBeDeclared(String text) {
    assertThat(Xml.parse(text).name()).isEqualTo("a");
  }

  /** Two stanzas with the same one cannot stand in one document. */
  @Test
  void anXmlIdIsRefused() {
    assertThatThrownBy(() -> Xml.parse("<a xml:id='b'/>"))
        .isInstanceOfSatisfying(
            XmlException.class, e -> assertThat(e.reason()).isEqualTo(Reason.RESTRICTED));
    assertThat(Xml.parse("<a id='b' xml:base='c' xml:__proto__='d'/>").attribute("xml:base"))
        .contains("c");
  }

  @Test
  void aNameIsBounded() {
    assertThat(Xml.parse("<" + "a".repeat(400) + "/>").children()).isEmpty();
    assertThatThrownBy(() -> Xml.parse("<" + "a".repeat(401) + "/>"))
        .isInstanceOfSatisfying(
            XmlException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> Xml.parse(text))
        .as(text)
        .isInstanceOfSatisfying(
            XmlException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_WELL_FORMED));
  }
}
